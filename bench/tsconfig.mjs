import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseTsconfig } from 'get-tsconfig';
import { parse } from 'jsonc-parser';

/**
 * The tsconfig that peers are told to use. Some give up on one that extends a package which is not installed; they
 * then get a copy without `extends`, so that they are measured at all.
 *
 * @param root of the tree
 * @param given path, or undefined for the root's own
 * @param folder that may receive the copy
 * @returns file (undefined where there is none) and, where it is a copy, why
 */
export function usableTsconfig(root, given, folder) {
  const file = given ? resolve(given) : join(root, 'tsconfig.json');
  if (!existsSync(file)) {
    if (given) throw new Error(`${file} does not exist`);
    return { file: undefined };
  }
  try {
    parseTsconfig(file);
    return { file };
  } catch (error) {
    const { baseUrl, paths, ...options } = parse(readFileSync(file, 'utf8')).compilerOptions ?? {};
    const base = resolve(dirname(file), baseUrl ?? '.');
    const absolute = Object.entries(paths ?? {}).map(([alias, to]) => [
      alias,
      to.map((path) => join(base, path)),
    ]);
    const compilerOptions = {
      ...options,
      ...(baseUrl ? { baseUrl: base } : {}),
      ...(paths ? { paths: Object.fromEntries(absolute) } : {}),
    };
    mkdirSync(folder, { recursive: true });
    const copy = join(folder, 'tsconfig.json');
    writeFileSync(copy, JSON.stringify({ compilerOptions }));
    // A config that includes no file is an error to TypeScript.
    writeFileSync(join(folder, 'nothing.ts'), 'export {};\n');
    return { file: copy, why: error.message };
  }
}
