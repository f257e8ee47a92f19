import { expect, it } from 'vitest';
import { extractFacts } from '../../../src/extract/extract.ts';
import { NO_COMPILE_OPTIONS } from '../../../src/model/facts.ts';

function facts(text: string, { extension = '.js', checkSyntax = true } = {}) {
  return extractFacts({ extension, text, options: NO_COMPILE_OPTIONS, checkSyntax });
}

const eager = { kind: 'require', timing: 'eager' };

it('gives the same facts for calls read with and without a tree', () => {
  const flat = "const a = require('a')\n  require('b')";
  const expected = [
    { specifier: 'a', line: 1, column: 11, ...eager },
    { specifier: 'b', line: 2, column: 3, ...eager },
  ];
  expect(facts(flat)).toEqual({ imports: expected, moduleSyntax: false, computed: [] });
  expect(facts(`${flat}; if (c) require('d')`).imports).toEqual([
    ...expected,
    { specifier: 'd', line: 2, column: 24, kind: 'require', timing: 'conditional' },
  ]);
});

it.each(['.js', '.cjs', '.mjs', ''])('reads require in a %s file', (extension) => {
  expect(facts("require('a')", { extension }).imports).toMatchObject([{ specifier: 'a', ...eager }]);
});

it('puts requires between the imports of a module', () => {
  const { imports, moduleSyntax } = facts("import 'a'\nrequire('b')\nimport 'c'");
  expect(imports.map(({ specifier, kind }) => [specifier, kind])).toEqual([
    ['a', 'import'],
    ['b', 'require'],
    ['c', 'import'],
  ]);
  expect(moduleSyntax).toBe(true);
});

it.each([
  ['a CommonJS file', "require('a')\nconst = 1"],
  ['a CommonJS file that the lexer can read', "require('a'); var b = 1 2"],
  ['a file without imports', 'a b'],
  ['a module', "import 'a'\nconst = 1"],
  ['a function that nobody calls', "require('a'); function f() { const = 1 }"],
])('reports the syntax error of %s', (_, text) => {
  expect(facts(text).problem).toMatchObject({ line: expect.any(Number), message: expect.any(String) });
});

it.each([
  ['JSX', 'export const a = <b />'],
  ['JSX in CommonJS', "const a = require('a'); module.exports = <b />"],
  ['a top-level await', 'await a'],
  ['a hashbang', "#!/usr/bin/env node\nrequire('a')"],
  ['a return', 'return'],
  ['sloppy code', 'with (a) b = 010'],
])('finds no error in %s', (_, text) => {
  expect(facts(text).problem).toBeUndefined();
});

it('takes no imports from a file with a syntax error', () => {
  expect(facts("require('a')\nconst = 1").imports).toEqual([]);
  expect(facts("require('a'); var b = 1 2").imports).toEqual([]);
});

it('does not parse a package whose requires can be read without a tree', () => {
  const { imports, problem } = facts("require('a'); var b = 1 2", { checkSyntax: false });
  expect(imports).toHaveLength(1);
  expect(problem).toBeUndefined();
});

it.each([
  ["new Worker(new URL('./w.js', import.meta.url))", 'worker', './w.js'],
  ["require('child_process').fork(__dirname + '/w.js')", 'worker', './w.js'],
  ["new URL('./w.js', import.meta.url)", 'url', './w.js'],
  ["import.meta.resolve('w')", 'require-resolve', 'w'],
  ["import { createRequire } from 'module'; createRequire(import.meta.url)('w')", 'create-require', 'w'],
  ["require.resolve('w')", 'require-resolve', 'w'],
  ["module.require('w')", 'module-require', 'w'],
])('leaves %s to the tree', (text, kind, specifier) => {
  expect(facts(text).imports).toContainEqual(expect.objectContaining({ kind, specifier }));
});

it('looks into TypeScript with the tree', () => {
  const { imports } = facts("const a: string = require('a')", { extension: '.ts' });
  expect(imports).toMatchObject([{ specifier: 'a', ...eager }]);
});
