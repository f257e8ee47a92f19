import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../../../src/extract/extract.ts';
import { NO_COMPILE_OPTIONS } from '../../../../src/model/facts.ts';
import type { ModuleId } from '../../../../src/model/module-id.ts';
import { programOf, targetsOf } from '../../../support/read-program.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const PACKAGES = [
  'acorn',
  'ajv',
  'commander',
  '@colors/colors',
  'dependency-cruiser',
  'enhanced-resolve',
  'jsonc-parser',
];
const FOLDERS = [
  ...PACKAGES.map((name) => `node_modules/${name}`),
  'node_modules/resolve',
  'node_modules/semver',
  'src',
];
/** Generated and bundled files take long and say little. */
const MAX_BYTES = 100_000;
const MAX_FILES = 100;

function filesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .slice(0, MAX_FILES);
}

/** What the graph's own reader finds, and what the program holds, of one file. */
function compare(file: string, text: string) {
  const extension = extname(file);
  const facts = extractFacts({ extension, text, options: NO_COMPILE_OPTIONS, checkSyntax: false });
  const emit = extension === '.ts' ? 'tsc' : facts.moduleSyntax ? 'esm' : 'cjs';
  const held = targetsOf(programOf(text, { extension, emit, resolve: (specifier) => specifier as ModuleId }));
  const loads = facts.imports.filter(({ timing }) => timing !== 'erased' && timing !== 'reference');
  const eager = loads.filter(({ timing, pattern }) => timing === 'eager' && !pattern);
  const known = new Set(loads.map(({ specifier }) => specifier));
  return {
    missing: eager
      .filter(({ specifier }) => !held.has(specifier))
      .map(({ specifier }) => `${file}: ${specifier}`),
    unknown: [...held]
      .filter((specifier) => !known.has(specifier))
      .map((specifier) => `${file}: ${specifier}`),
    edges: eager.length,
  };
}

describe('programs of installed packages, and of this one', () => {
  const results = FOLDERS.flatMap(filesOf)
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => text.length < MAX_BYTES)
    .map(({ file, text }) => compare(file, text));

  it('hold every eager import that the graph has', () => {
    expect(results.length).toBeGreaterThan(300);
    expect(results.reduce((sum, { edges }) => sum + edges, 0)).toBeGreaterThan(800);
    expect(results.flatMap(({ missing }) => missing)).toEqual([]);
  });

  it('hold no import that the graph does not have', () => {
    expect(results.flatMap(({ unknown }) => unknown)).toEqual([]);
  });
});
