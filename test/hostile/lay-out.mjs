// Lays out our own nasty projects: one folder a case, each with its case.json.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import bootEnds from './cases/boot-ends.mjs';
import bootOdd from './cases/boot-odd.mjs';
import bootPatches from './cases/boot-patches.mjs';
import bootStarts from './cases/boot-starts.mjs';
import configs from './cases/configs.mjs';
import names from './cases/names.mjs';
import packages from './cases/packages.mjs';
import projects from './cases/projects.mjs';
import scale from './cases/scale.mjs';
import syntax from './cases/syntax.mjs';
import text from './cases/text.mjs';

const PACKAGE_JSON = { name: 'nasty', private: true, version: '1.0.0' };
const CASES = [
  ...text,
  ...syntax,
  ...names,
  ...packages,
  ...projects,
  ...scale,
  ...configs,
  ...bootEnds,
  ...bootPatches,
  ...bootStarts,
  ...bootOdd,
];

/**
 * @param folder where the cases go; what is in it already stays
 * @returns how many cases there are. One is: name; why, what is nasty; files, by path (text, bytes, an object as JSON,
 *   null for the package.json that it shall not have); setup, for what no text can say; and what readKit reads
 */
export function layOutCases(folder) {
  for (const { name, files, setup, ...expected } of CASES) {
    const root = join(folder, name);
    rmSync(root, { recursive: true, force: true });
    mkdirSync(root, { recursive: true });
    const all = { 'package.json': PACKAGE_JSON, ...files };
    for (const [path, content] of Object.entries(all)) if (content !== null) write(join(root, path), content);
    const given = { entry: 'index.js', limitS: 30, ...expected };
    writeFileSync(join(root, 'case.json'), JSON.stringify(given, null, 1));
    setup?.(root);
  }
  return CASES.length;
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const isData = typeof content === 'string' || Buffer.isBuffer(content);
  writeFileSync(path, isData ? content : JSON.stringify(content));
}
