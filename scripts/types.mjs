// Writes the declarations of the library into dist/types, and only those that its index leads to: the compiler makes one
// for every module it reads.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const SPECIFIER = /(?:\bfrom|\bimport\(|\bimport)\s*(['"])(\.[^'"]+)\1/g;
const root = fileURLToPath(new URL('..', import.meta.url));
const types = join(root, 'dist', 'types');
const index = join(types, 'src', 'index.d.ts');

rmSync(types, { recursive: true, force: true });
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
// It has said what is wrong.
if (status !== 0) process.exit(status ?? 1);
const kept = reachable(index);
for (const item of readdirSync(types, { recursive: true, withFileTypes: true })) {
  const file = join(item.parentPath, item.name);
  if (item.isFile() && !kept.has(file)) rmSync(file);
}

/** @throws where a declaration names one that is not there */
function reachable(from) {
  const found = new Set([from]);
  for (const file of found) {
    for (const [, , specifier] of readFileSync(file, 'utf8').matchAll(SPECIFIER)) {
      const next = resolve(dirname(file), specifier.replace(/\.ts$/, '.d.ts'));
      if (!existsSync(next)) throw new Error(`${file} names ${specifier}, which has no declaration`);
      found.add(next);
    }
  }
  return found;
}
