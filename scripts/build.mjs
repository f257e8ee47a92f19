// Builds dist: one chunk for what the command line always needs, one for each thing it loads lazily. Node 20 takes about
// half a millisecond of CPU per module file, so that a hundred small ones would cost more than the work of a small run.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = new URL('..', import.meta.url);
const path = (name) => fileURLToPath(new URL(name, root));
const dist = process.argv[2] ?? path('dist');

rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  input: { cli: path('src/cli.ts'), define: path('src/config/define.ts') },
  platform: 'node',
  // Packages stay what they are: only our own modules are joined.
  external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[a-z]:[\\/]/i.test(id),
});
await bundle.write({ dir: dist, format: 'esm', chunkFileNames: 'chunks/[name].js' });
await bundle.close();
