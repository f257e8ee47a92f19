import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';
import { endOfOutput } from './end-of-output.ts';

/** Lock file -> what installs exactly what it says, running no scripts of packages. */
const INSTALLERS: readonly (readonly [lock: string, command: readonly string[]])[] = [
  ['pnpm-lock.yaml', ['pnpm', 'install', '--frozen-lockfile', '--ignore-scripts', '--prefer-offline']],
  ['yarn.lock', ['yarn', 'install', '--frozen-lockfile', '--ignore-scripts', '--non-interactive']],
  ['package-lock.json', ['npm', 'ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']],
  ['npm-shrinkwrap.json', ['npm', 'ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']],
];
/** Yarn from version 2 on knows neither flag; scripts are off by its setting. */
const BERRY = ['yarn', 'install', '--immutable', '--mode=skip-build'];

/**
 * What installs the packages of a project, by the lock file next to its root or above.
 *
 * @param root absolute path
 * @param top where to stop looking, a folder above or the same
 * @returns null where there is no lock file
 */
export function installerOf(
  root: string,
  top: string,
): { folder: string; command: readonly string[] } | null {
  for (let folder = root; ; folder = dirname(folder)) {
    const found = INSTALLERS.find(([lock]) => isFile(join(folder, lock)));
    if (found !== undefined) {
      const isBerry = found[0] === 'yarn.lock' && isFile(join(folder, '.yarnrc.yml'));
      return { folder, command: isBerry ? BERRY : found[1] };
    }
    if (folder === top || dirname(folder) === folder) return null;
  }
}

/**
 * Installs the packages of a worktree.
 *
 * @throws UsageError `no-lock-file`, or `install-failed` with the end of what the package manager said
 */
export async function installPackages(root: string, top: string, signal: AbortSignal): Promise<void> {
  const installer = installerOf(root, top);
  if (installer === null) {
    throw new UsageError({
      code: 'no-lock-file',
      message: '--install: there is no lock file to install from',
      hint: 'Commit one (package-lock.json, pnpm-lock.yaml or yarn.lock), or leave --install out to use the packages of the working tree.',
    });
  }
  const [program = '', ...args] = installer.command;
  const failure = await run(program, args, installer.folder, signal);
  if (failure === null || signal.aborted) return;
  throw new UsageError({
    code: 'install-failed',
    message: `${installer.command.join(' ')} failed:${endOfOutput(failure, process.env)}`,
    hint: 'Leave --install out to use the packages of the working tree, or make the installation work in a fresh clone of that commit.',
  });
}

/**
 * How a package manager is started. On Windows it is a script, which only a shell starts; no word comes from outside. They
 * are one text then: Node warns of arguments beside a shell.
 */
export function startOf(program: string, args: readonly string[], platform: NodeJS.Platform) {
  if (platform !== 'win32') return { shell: false, file: program, words: [...args] };
  return { shell: true, file: [program, ...args].join(' '), words: [] };
}

/** @returns null where it went well, else the end of its output */
function run(
  program: string,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { shell, file, words } = startOf(program, args, process.platform);
  const options = { cwd, signal, shell, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(file, words, options, (error, stdout, stderr) => {
      resolve(error === null ? null : `${stdout}\n${stderr || error.message}`.trim());
    });
  });
}
