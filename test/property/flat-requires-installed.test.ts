import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { flatRequires } from '../../src/extract/flat-requires.ts';
import { asTreeImports, treeImports } from '../support/tree-imports.ts';

/** Every so many files; 1 for all of them. */
const STEP = Number(process.env['FLAT_REQUIRES_STEP'] ?? 3);
/** A bundle of megabytes takes the tree seconds. */
const MAX_BYTES = 300_000;

/** Published packages are code nobody wrote with this scanner in mind. */
test('gives what the tree gives for installed packages', () => {
  const files = readdirSync('node_modules', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[cm]?js$/.test(name))
    .toSorted()
    .filter((_, index) => index % STEP === 0)
    .map((name) => join('node_modules', name));
  const differing: string[] = [];
  let answered = 0;
  let lazy = 0;
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    const flat = text.length > MAX_BYTES ? undefined : flatRequires(text);
    if (flat === undefined) continue;
    answered++;
    if (flat.some((call) => call.timing === 'lazy')) lazy++;
    const tree = treeImports(text, extname(file));
    if (tree !== undefined && !isDeepStrictEqual(tree, asTreeImports(flat))) differing.push(file);
  }
  expect(differing).toEqual([]);
  expect(answered).toBeGreaterThan(files.length * 0.8);
  expect(lazy).toBeGreaterThan(0);
});
