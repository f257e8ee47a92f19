// Builds dist: one chunk for what the command line always needs, one for each thing it loads lazily. Node 20 takes about
// half a millisecond of CPU per module file, so that a hundred small ones would cost more than the work of a small run.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { buildPage } from './build-page.mjs';

const root = new URL('..', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const target = process.argv[2] ?? path('dist');
// Whoever runs the present build meanwhile, or after one that failed, keeps it.
const dist = `${target}.building-${process.pid}`;
process.on('exit', () => rmSync(dist, { recursive: true, force: true }));
// Packages stay what they are: only our own modules are joined.
const external = (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[a-z]:[\\/]/i.test(id);

await build({ cli: path('src/cli.ts'), index: path('src/index.ts') }, dist, {
  format: 'esm',
  chunkFileNames: 'chunks/[name].js',
});

// What runs in measured processes: one file each, as nothing of ours can be imported there later.
mkdirSync(`${dist}/child`, { recursive: true });
for (const file of readdirSync(path('src/boot/child/run'))) {
  // The preload compiles a script and calls the function it gives.
  const code = await oneFile(`src/boot/child/run/${file}`, 'cjs');
  const wrapped = `(function (require, settings) { 'use strict'; const exports = {}; ${code}\nexports.run(settings); })\n`;
  writeFileSync(`${dist}/child/${basename(file, '.ts')}.cjs`, wrapped);
}
writeFileSync(`${dist}/child/hooks.mjs`, await oneFile('src/boot/child/hooks.ts', 'esm'));
writeFileSync(`${dist}/child/memory.cjs`, await oneFile('src/boot/child/memory.ts', 'cjs'));
await buildPage(dist);
// Declarations are the compiler's (scripts/types.mjs): they stay until it writes new ones.
if (existsSync(`${target}/types`)) renameSync(`${target}/types`, `${dist}/types`);
rmSync(target, { recursive: true, force: true });
renameSync(dist, target);

async function oneFile(input, format) {
  const bundle = await rolldown({ input: path(input), platform: 'node', external });
  const { output } = await bundle.generate({ format });
  await bundle.close();
  if (output.length > 1) throw new Error(`${input} must be one chunk`);
  return output[0].code;
}

async function build(input, dir, output) {
  const bundle = await rolldown({ input, platform: 'node', external });
  await bundle.write({ dir, ...output });
  await bundle.close();
}
