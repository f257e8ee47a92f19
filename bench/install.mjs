// Brings peers and programs from npm, once, with exact versions and without running their install scripts.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
export const PEERS_DIR = join(HERE, '.peers');

/** Installs all of peers.json. @returns the folder that holds their node_modules */
export function installPeers() {
  const versions = JSON.parse(readFileSync(join(HERE, 'peers.json'), 'utf8'));
  install(PEERS_DIR, versions);
  return PEERS_DIR;
}

/** @returns the programs of programs.json as {name, packages, entries} */
export function listPrograms() {
  return JSON.parse(readFileSync(join(HERE, 'programs.json'), 'utf8'));
}

/** Installs one of {@link listPrograms}. @returns its folder: the root to analyse from */
export function installProgram({ name, packages }) {
  const folder = join(HERE, '.trees', name);
  install(
    folder,
    Object.fromEntries(
      packages.map((each) => [each.slice(0, each.lastIndexOf('@')), each.slice(each.lastIndexOf('@') + 1)]),
    ),
  );
  return folder;
}

/** The version in use, or undefined where the package is not installed. */
export function installedVersion(folder, name) {
  const file = join(folder, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}

function install(folder, versions) {
  const names = Object.keys(versions);
  if (names.every((name) => installedVersion(folder, name) === versions[name])) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.gitignore'), '*\n');
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ private: true, dependencies: versions }, null, 2)}\n`,
  );
  console.error(`installing ${names.map((name) => `${name}@${versions[name]}`).join(' ')} …`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync(npm, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`npm install failed in ${folder}`);
}
