import { describe, expect, it } from 'vitest';
import { factsOf, importsOf } from '../../support/facts-of.ts';

describe('facts of a file', () => {
  it('are none for an empty one', () => {
    expect(factsOf('')).toEqual({ imports: [], computed: [], moduleSyntax: false });
  });

  it('end for a class that extends itself', () => {
    const facts = factsOf(`var A = class extends A { constructor() { super(); require('./a'); } }; new A();`);
    expect(facts.partial).toBeUndefined();
    expect(facts.imports).toMatchObject([{ specifier: './a', timing: 'eager' }]);
  });

  it('say whether it is a module', () => {
    expect(factsOf(`import './a.js';`).moduleSyntax).toBe(true);
    expect(factsOf(`export const a = 1;`).moduleSyntax).toBe(true);
    expect(factsOf(`import.meta.url;`).moduleSyntax).toBe(true);
    expect(factsOf(`require('./a'); import('./b');`).moduleSyntax).toBe(false);
    expect(factsOf(`export const a = <b />;`, '.jsx').moduleSyntax).toBe(true);
  });

  it('list imports in source order, whatever found them', () => {
    const text = `import './a.js'; await import('./b.js'); export * from './c.js'; import './d.js';`;
    expect(factsOf(text).imports.map(({ specifier, kind }) => [specifier, kind])).toEqual([
      ['./a.js', 'import'],
      ['./b.js', 'dynamic-import'],
      ['./c.js', 're-export'],
      ['./d.js', 'import'],
    ]);
  });

  it('mark what the program copes without', () => {
    const text = `
      try { require('./a'); } catch {}
      try { require('./b'); } finally {}
      import('./c').catch(() => {});
      import('./d').then(() => {}, () => {});
      import('./e').then(() => {});
      try { (() => { require('./f'); })(); } catch {}
    `;
    const optional = factsOf(text)
      .imports.filter((item) => item.optional)
      .map(({ specifier }) => specifier);
    expect(optional).toEqual(['./a', './c', './d']);
  });

  it('know import defer and import source', () => {
    expect(importsOf(`import defer * as a from './a.js'; import source b from './b.wasm';`, '.mjs')).toEqual([
      './a.js lazy',
      './b.wasm reference',
    ]);
  });

  it('hold what the lexer still saw when the text has an error', () => {
    const { imports, problem } = factsOf(`import './a.js';\nlet let = 1;`, '.mjs');
    expect(imports.map(({ specifier }) => specifier)).toEqual(['./a.js']);
    expect(problem?.message).not.toBe('');
  });

  it('do not name the import of a re-exported name twice', () => {
    const text = `import A, * as n from './a'; export { A, n };`;
    expect(importsOf(`${text} const x = <A />;`, '.jsx')).toEqual(['./a eager']);
    expect(importsOf(text)).toEqual(['./a eager']);
  });

  it('are partial for a tree too deep to walk, and still hold what a search finds', () => {
    const depth = 4000;
    const text = `import './a.js';\nrequire('./b');\nconst x = ${'['.repeat(depth)}1${']'.repeat(depth)};\n`;
    const facts = factsOf(text);
    expect(facts.partial).toBe(true);
    expect(facts.imports.map(({ specifier }) => specifier)).toEqual(['./a.js', './b']);
  });

  it('of JavaScript with JSX and of plain JavaScript are read by different parsers alike', () => {
    const text = `import a from './a'; export { b } from './b'; export * from './c'; const d = () => import('./d'); require('./e');`;
    const plain = importsOf(text);
    expect(importsOf(`${text} const f = <i />;`)).toEqual(plain);
    expect(plain).toEqual(['./a eager', './b eager', './c eager', './d lazy', './e eager']);
  });
});

describe('facts of TypeScript', () => {
  const options = { jsxImportSource: 'tiny' };

  it('add the JSX runtime only where elements are', () => {
    expect(importsOf(`export const a = <i />;`, '.tsx', options)).toEqual(['tiny/jsx-runtime eager']);
    expect(importsOf(`export const a = 1;`, '.tsx', options)).toEqual([]);
    expect(importsOf(`export const a = <i />;`, '.tsx')).toEqual([]);
    expect(importsOf(`export const a = (p: {}) => <i {...p} key="k" />;`, '.tsx', options)).toEqual([
      'tiny eager',
    ]);
  });

  it('tell two imports of one module apart', () => {
    const text = `import { A } from './m';\nimport { B } from './m';\nimport C from './m';\nexport let a: A; export const b = [B, C];`;
    expect(factsOf(text, '.ts').imports.map(({ line, timing }) => [line, timing])).toEqual([
      [1, 'erased'],
      [2, 'eager'],
      [3, 'eager'],
    ]);
  });

  it.each(['.ts', '.mts', '.cts', '.tsx'])('are read in %s', (extension) => {
    const text = `import type { A } from './a';\nimport { b } from './b';\nexport const c = (x: A): unknown => b(x);`;
    expect(importsOf(text, extension)).toEqual(['./a erased', './b eager']);
  });
});
