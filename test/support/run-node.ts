import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OBSERVER = join(import.meta.dirname, 'observe-loads.cjs');

export interface ObservedRun {
  /** Real paths, forward slashes, of the modules that the process's main thread loaded. */
  readonly loaded: ReadonlySet<string>;
  readonly exit: number;
  readonly stderr: string;
}

/**
 * Runs a program in a child process and lists the files it loaded. The judge is V8 itself: its coverage names every
 * script whose top level ran. What is no script (JSON, addons, wasm) is seen by a preload of ours.
 *
 * @param watchImports also list what is no script and comes in by `import`; Node's loader then runs our hooks
 */
export async function runNode(
  file: string,
  cwd: string,
  flags: readonly string[],
  watchImports: boolean,
): Promise<ObservedRun> {
  const out = mkdtempSync(join(tmpdir(), 'observed-'));
  try {
    const { exit, stderr, pid } = await execute([...flags, '--require', OBSERVER, file], cwd, {
      PATH: process.env['PATH'],
      NODE_V8_COVERAGE: out,
      OBSERVE_INTO: out,
      ...(watchImports && { OBSERVE_IMPORTS: '1' }),
    });
    const loaded = new Set([...scriptsOf(out, pid), ...noted(out, pid)]);
    return { loaded, exit, stderr };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

function execute(
  args: string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ exit: number; stderr: string; pid: number }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd, env, timeout: 30_000 }, (error, _out, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ exit: code, stderr, pid: child.pid ?? 0 });
    });
  });
}

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/** `coverage-<process>-<time>-<thread>.json`: other processes and other threads started modules of their own. */
function scriptsOf(folder: string, pid: number): string[] {
  const own = readdirSync(folder).filter((name) => new RegExp(`^coverage-${pid}-\\d+-0\\.json$`).test(name));
  if (own.length === 0) throw new Error('the process left no coverage behind');
  return own.flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage;
    return result
      .filter(({ url, functions }) => url.startsWith('file:') && ran(functions))
      .map(({ url }) => slashed(fileURLToPath(url)));
  });
}

function ran(functions: Coverage['result'][number]['functions']): boolean {
  return functions.some(({ ranges }) => ranges.some(({ count }) => count > 0));
}

function noted(folder: string, pid: number): string[] {
  const file = readdirSync(folder).find((name) => name === `loads-${pid}.txt`);
  if (file === undefined) return [];
  return readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean).map(slashed);
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
