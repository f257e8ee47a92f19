// Lays out a package from npm as the project it was made in: its files at the top, what it needs in node_modules below.
// So its own files are first-party, as they were to the people who changed them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/**
 * @param specifier name@version
 * @param folder receives the project; left alone where the same has been laid out before
 * @param pins exact versions of direct dependencies, where the newest in range no longer fits
 */
export function unpackProgram(specifier, folder, pins = {}) {
  const done = join(folder, '.laid-out');
  const what = JSON.stringify({ specifier, pins });
  if (existsSync(done) && readFileSync(done, 'utf8') === what) return;
  console.error(`installing ${specifier} …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(NPM, ['pack', specifier, ...QUIET], folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  run('tar', ['-xzf', tarball, '--strip-components=1'], folder);
  rmSync(join(folder, tarball));
  adaptManifest(join(folder, 'package.json'), pins);
  run(NPM, ['install', '--omit=dev', ...QUIET], folder);
  writeFileSync(done, what);
}

/** What it is developed with is not needed, and may name packages that exist in its repository only. */
function adaptManifest(file, pins) {
  const {
    devDependencies: _,
    scripts: __,
    workspaces: ___,
    ...kept
  } = JSON.parse(readFileSync(file, 'utf8'));
  const manifest = { ...kept, dependencies: { ...kept.dependencies, ...pins } };
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

function run(program, args, cwd) {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${program} ${args.join(' ')} failed in ${cwd}: ${error?.message ?? stderr}`);
}
