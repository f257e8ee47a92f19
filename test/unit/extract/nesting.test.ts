import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { depthOf, isTooDeep } from '../../../src/extract/nesting.ts';
import { lexStatics } from '../../../src/extract/statics.ts';

const NESTED: Readonly<Record<string, (n: number) => string>> = {
  brackets: (n) => `x = ${'['.repeat(n)}${']'.repeat(n)}`,
  'brackets that are never closed': (n) => '('.repeat(n),
  blocks: (n) => `${'{ '.repeat(n)}${'}'.repeat(n)}`,
  functions: (n) => `${'function f() { return 1; '.repeat(n)}${'}'.repeat(n)}`,
  callbacks: (n) => `${'f(() => {\n'.repeat(n)}${'});\n'.repeat(n)}`,
  templates: (n) => `x = ${'`${'.repeat(n)}1${'}`'.repeat(n)}`,
  'else if': (n) => `${'if (a) { b(); }\nelse '.repeat(n)}c()`,
  'else if without blocks': (n) => `${'if(a)b();else '.repeat(n)}c()`,
  conditionals: (n) => `x = ${'a\n  ? b\n  : '.repeat(n)}c`,
  'arrow functions': (n) => `x = ${'a => '.repeat(n)}b`,
  assignments: (n) => `${'a = '.repeat(n)}b`,
  negations: (n) => `x = ${'!'.repeat(n)}a`,
  signs: (n) => `x = ${'- '.repeat(n)}a`,
  'prefix words': (n) => `x = ${'typeof '.repeat(n)}a`,
  'statements without blocks': (n) => `${'for (;;) if (a) '.repeat(n)}b()`,
  sums: (n) => `x = a${' + a'.repeat(20 * n)}`,
  members: (n) => `x = a${'.b'.repeat(20 * n)}`,
  'calls of calls': (n) => `x = a${'()'.repeat(20 * n)}`,
  'elements of JSX': (n) => `x = ${'<a>'.repeat(n)}${'</a>'.repeat(n)}`,
  'function types': (n) => `type T = ${'(a: '.repeat(n)}b${') => c'.repeat(n)}`,
  'tuple types': (n) => `type T = ${'['.repeat(n)}b${']'.repeat(n)}`,
  'object types': (n) => `type T = ${'{ a: '.repeat(n)}b${'}'.repeat(n)}`,
  constructors: (n) => `x = ${'new '.repeat(n)}a`,
  yields: (n) => `function* f() { ${'yield '.repeat(n)}a }`,
  'decorators of nothing': (n) => `${'@'.repeat(n)} a`,
  'decorators of nothing, on lines': (n) => `${'@\n'.repeat(n)}a`,
  'type arguments': (n) => `let x: ${'A<'.repeat(n)}b${'>'.repeat(n)}`,
};

test.each(Object.entries(NESTED))('%s nest', (_, make) => {
  expect(depthOf(make(100), Infinity)).toBeGreaterThanOrEqual(100);
  expect(depthOf(make(100), Infinity)).toBeLessThan(500);
  expect(isTooDeep(make(6000), false)).toBe(true);
});

const FLAT: Readonly<Record<string, string>> = {
  statements: 'f({ a: [1] });',
  'statements without semicolons': 'const a = b ? !c : (d) => d\n',
  functions: 'function f(a) { return a }',
  'calls without semicolons': 'exports.a = f(b)\nif (c) d()\n',
  'items of a list': 'a => b ? c : d, ',
  cases: 'case A: case 1:\n case "b": ',
  'brackets in strings': `a = "((" + '[[' + \`{{\`;`,
  'escaped quotes': `a = "\\"(" + '\\'(';`,
  'brackets in comments': '/* (( */ a // [[\n',
  'brackets in regular expressions': 'a = /\\((?:[({])/g; if (b) return /{/.test(a);',
  'quotes in regular expressions': `a = b.replace(/"/g, "'"); return /'(/;`,
  divisions: 'a = b / c / (d) / 2;',
  'misread regular expressions': 'function f() { if (a) /[({]/.test("b"); }',
  'apostrophes in JSX text': "a = <p>don't {b}</p>;\n",
  decorators: '@a() b;\n@c\nd = 1;\n',
  'scoped packages': "a('@b/c');\n",
  comparisons: 'a === b; a != c; a <= d; a?.b ?? c;',
  closers: ') ] } ',
};

test.each(Object.entries(FLAT))('%s in a row do not', (_, text) => {
  expect(depthOf(text.repeat(500), Infinity)).toBeLessThan(20);
});

test('elements of JSX in a row do not, but for the signs between them', () => {
  const text = '<a b="c" d={e}/><br /><i>f</i>\n'.repeat(500);
  expect(depthOf(text, Infinity)).toBeLessThan(250);
});

test('a text too short to be dangerous is not read', () => {
  expect(isTooDeep('('.repeat(3999), false)).toBe(false);
  expect(isTooDeep('('.repeat(4000), false)).toBe(true);
});

describe('no installed file is too deep', () => {
  const files = readdirSync('node_modules', { recursive: true })
    .map(String)
    .filter((name) => /\.[cm]?[jt]s$/.test(name))
    .filter((name) => statSync(join('node_modules', name)).size > 40_000);

  it('by far', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(
      files.map((name) => isTooDeep(readFileSync(join('node_modules', name), 'utf8'), false)),
    ).not.toContain(true);
    const depths = files.map((name) => [
      name,
      depthOf(readFileSync(join('node_modules', name), 'utf8'), 500),
    ]);
    expect(depths.filter(([, depth]) => Number(depth) > 500)).toEqual([]);
  });
});

/** Outside this process: a text that is wrongly let through ends the process it is in. */
test.each(Object.entries(NESTED))(
  'the parser survives what is let through of %s',
  (_, make) => {
    let [low, high] = [1, 50_000];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const text = make(middle);
      if (isTooDeep(text, lexStatics(text) !== undefined)) high = middle;
      else low = middle;
    }
    const program = `
    import { parseSync } from 'oxc-parser';
    import { transformSync } from 'oxc-transform';
    import { readFileSync } from 'node:fs';
    const text = readFileSync(0, 'utf8');
    parseSync('a.tsx', text, { lang: 'tsx' });
    transformSync('a.tsx', text, {});
    process.stdout.write('alive');`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      input: make(low),
      encoding: 'utf8',
    });
    expect(child.stdout).toBe('alive');
  },
  30_000,
);
