// Builds dist: one chunk for what the command line always needs, one for each thing it loads lazily. Node 20 takes about
// half a millisecond of CPU per module file, so that a hundred small ones would cost more than the work of a small run.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('..', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const dist = process.argv[2] ?? path('dist');
// Packages stay what they are: only our own modules are joined.
const external = (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[a-z]:[\\/]/i.test(id);

rmSync(dist, { recursive: true, force: true });
await build({ cli: path('src/cli.ts'), define: path('src/config/define.ts') }, dist, {
  format: 'esm',
  chunkFileNames: 'chunks/[name].js',
});

// What runs inside measured processes: one file each. The preload compiles a script and calls the function it gives.
mkdirSync(`${dist}/child`, { recursive: true });
for (const file of readdirSync(path('src/boot/child/run'))) {
  const name = basename(file, '.ts');
  const isHooks = name === 'hooks';
  const bundle = await rolldown({ input: path(`src/boot/child/run/${file}`), platform: 'node', external });
  const { output } = await bundle.generate({ format: isHooks ? 'esm' : 'cjs' });
  const { code } = output[0];
  if (output.length > 1) throw new Error(`${file} must be one chunk: it cannot import others once it runs`);
  writeFileSync(
    `${dist}/child/${name}.${isHooks ? 'mjs' : 'cjs'}`,
    isHooks ? code : `(function (require, settings) { const exports = {}; ${code}\nexports.run(settings); })\n`,
  );
  await bundle.close();
}

async function build(input, dir, output) {
  const bundle = await rolldown({ input, platform: 'node', external });
  await bundle.write({ dir, ...output });
  await bundle.close();
}
