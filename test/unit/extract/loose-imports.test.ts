import { expect, test } from 'vitest';
import { extractFacts } from '../../../src/extract/extract.ts';
import { looseCalls, looseDeclarations } from '../../../src/extract/loose-imports.ts';
import { NO_COMPILE_OPTIONS } from '../../../src/model/facts.ts';

const DEEP = `x = ${'('.repeat(6000)}${')'.repeat(6000)};`;
const CHAIN = `x = ${'a => '.repeat(6000)}b;`;

test('calls with a plain string', () => {
  const text = `
    const a = require('./a'), b = require ( "./b" );
    import('./c', { with: {} }).then(f);
    // require('./no1')
    /* require('./no2')
       require('./no3') */
     * require('./no4')
    my.require('./no5'); $require('./no6'); require(\`./no7\`); require('./no8' + x); require(name); require('');`;
  const found = looseCalls(text);
  expect(found.map(({ kind, specifier }) => [kind, specifier])).toEqual([
    ['require', './a'],
    ['require', './b'],
    ['dynamic-import', './c'],
  ]);
  expect(found.every(({ timing, optional }) => timing === 'conditional' && optional)).toBe(true);
  expect(text.startsWith("require('./a')", found[0]?.offset)).toBe(true);
});

test('declarations at the start of a line', () => {
  const text = `import a, { b as $c } from './a';
import'./b';
export * from "./c"
export { d,
  e } from './d';
import type { T } from './no1';
// import './no2';
export const f = './no3';
  import './no4';
export default './no5';`;
  expect(looseDeclarations(text).map(({ kind, specifier }) => [kind, specifier])).toEqual([
    ['import', './a'],
    ['import', './b'],
    ['re-export', './c'],
    ['re-export', './d'],
  ]);
});

test('an open comment ends with the text', () => {
  expect(looseCalls(`/* require('./a')\n`.repeat(20_000))).toEqual([]);
});

test.each([
  ['.js', `require('./a');${DEEP}`, false, 'conditional'],
  ['.cjs', `require('./a');${CHAIN};require(x)`, false, 'conditional'],
  ['.mjs', `import './a';\n${DEEP}`, true, 'conditional'],
  ['.mjs', `import './a';\nimport(x);${CHAIN}`, true, 'eager'],
  ['.ts', `import './a';\n${CHAIN}`, true, 'eager'],
  ['.tsx', `import './a';\n${CHAIN}`, true, 'conditional'],
])('a %s file that is nested too deeply keeps what can be found', (extension, text, moduleSyntax, timing) => {
  const facts = extractFacts({ extension, text, options: NO_COMPILE_OPTIONS, checkSyntax: true });
  expect(facts).toMatchObject({ moduleSyntax, partial: true, imports: [{ specifier: './a', timing }] });
  expect(facts.problem).toBeUndefined();
});

test('a flat file is whole, however deep an expression in it', () => {
  const text = `require('./a');${CHAIN}`;
  const facts = extractFacts({ extension: '.js', text, options: NO_COMPILE_OPTIONS, checkSyntax: true });
  expect(facts.partial).toBeUndefined();
  expect(facts.imports).toMatchObject([{ specifier: './a', timing: 'eager' }]);
});

test('a tree too deep to walk is searched as text', () => {
  const text = `require('./a');f(require);x = ${'['.repeat(900)}${'a => '.repeat(900)}b${']'.repeat(900)};`;
  const facts = extractFacts({ extension: '.js', text, options: NO_COMPILE_OPTIONS, checkSyntax: true });
  expect(facts.imports).toMatchObject([{ specifier: './a' }]);
});
