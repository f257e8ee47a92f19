// Other versions of Node to run things on: the npm packages node-PLATFORM-ARCH@VERSION, kept in the user's cache folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const windows = process.platform === 'win32';

/** Whether a word of the command line is a version: `24`, `22.12.0`. */
export function isVersion(word) {
  return /^\d+(\.\d+){0,2}$/.test(word);
}

/** @returns the binary, installed first where it is not there; null, and a message on stderr, where it cannot be had */
export function nodeBinary(version) {
  return installed(version) ?? install(version);
}

function cacheFolder() {
  const base =
    process.env.IMPORT_BUDGET_NODES ??
    (windows
      ? join(process.env.LOCALAPPDATA ?? tmpdir(), 'import-budget')
      : join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'import-budget'));
  return join(base, 'nodes');
}

function packageName() {
  return `node-${windows ? 'win' : process.platform}-${process.arch}`;
}

function installed(version) {
  const binary = join(
    cacheFolder(),
    version,
    'node_modules',
    packageName(),
    'bin',
    windows ? 'node.exe' : 'node',
  );
  return existsSync(binary) ? binary : null;
}

function install(version) {
  const folder = join(cacheFolder(), version);
  const wanted = `${packageName()}@${version}`;
  mkdirSync(folder, { recursive: true });
  console.log(`installing ${wanted} into ${folder}`);
  const { status, error } = spawnSync(
    // npm takes the folder above as its project without --prefix, where that has a package.json. One string, for only a
    // shell starts npm on Windows, and no word of it comes from outside.
    `npm install --prefix . --no-save --ignore-scripts --no-audit --no-fund ${wanted}`,
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], shell: true },
  );
  const binary = status === 0 ? installed(version) : null;
  if (binary === null) {
    rmSync(folder, { recursive: true, force: true });
    console.error(
      `Node ${version} could not be installed: npm install ${wanted} ${error ? `did not start (${error.message})` : `ended with ${status}`}.\n` +
        'It needs the network once; set IMPORT_BUDGET_NODES to a folder that holds nodes/VERSION to do without.',
    );
  }
  return binary;
}
