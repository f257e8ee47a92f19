import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const ENTRY = '\0product';
const source = (name) => JSON.stringify(fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url)));

/**
 * Joins what predicts evaluation, from its sources, into one file. Packages stay where they are.
 *
 * @param folder is made; whoever asked removes it
 */
export async function bundleProduct(folder) {
  const bundle = await rolldown({ input: ENTRY, platform: 'node', plugins: [joined] });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'product.mjs' });
  await bundle.close();
  return { folder, file: join(folder, 'product.mjs') };
}

const joined = {
  name: 'joined',
  resolveId(id) {
    if (id === ENTRY) return id;
    if (id.startsWith('.') || id.startsWith('/') || /^[a-z]:[\\/]/i.test(id)) return null;
    return { id: id.startsWith('node:') ? id : import.meta.resolve(id), external: true };
  },
  load(id) {
    if (id !== ENTRY) return null;
    return `export { readProgram } from ${source('extract/program/read-program')};
export { Simulation } from ${source('hazards/simulate/simulation')};`;
  },
};
