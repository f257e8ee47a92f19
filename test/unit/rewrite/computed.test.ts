import { describe, expect, it } from 'vitest';
import { rewriteLazily, type RewriteRequest } from '../../../src/rewrite/rewrite-lazily.ts';

function rewritten(text: string, cut: object, more: Partial<RewriteRequest> = {}) {
  const cuts = [{ specifier: './*', line: 0, target: '', key: 'k', ...cut }];
  return rewriteLazily({ extension: '.cjs', text, format: 'cjs', cuts, log: '/log', ...more });
}

const whyNot = (text: string, cut: object, more: Partial<RewriteRequest> = {}) =>
  rewritten(text, cut, more).skipped.map(({ why }) => why);

describe('a computed require', () => {
  it.each([
    ['for what it does', "for (const n of names) require('./' + n);", 'side-effect-import'],
    ['beside others', "for (const n of names) { const a = 1, b = require('./' + n); t[n] = b; }", 'computed'],
    [
      'with defaults',
      "for (const n of names) { const { a = 1 } = require('./' + n); t[n] = a; }",
      'computed',
    ],
    [
      'whose var is seen after the loop',
      "for (var n of names) { var m = require('./' + n); t[n] = m; }\nm();",
      'computed',
    ],
    [
      'whose var every round shares',
      "for (var n of names) { var m = require('./' + n); t[n] = () => m; }",
      'computed',
    ],
    [
      'whose name is assigned',
      "for (const n of names) { let m = require('./' + n); m = m || 1; t[n] = m; }",
      'reassigned',
    ],
    [
      'with comments around',
      "for (const n of names) { t[n] = wrap(// why\n require('./' + n)).a; }".replace('wrap', '__importStar'),
      'unreadable',
    ],
  ])('%s stays', (_, text, why) => {
    expect(whyNot(text, { mayBeComputed: true })).toEqual([why]);
    expect(rewritten(text, { mayBeComputed: true }).text).toBe(text);
  });

  it('is looked for only where the import may be one, and has no place of its own', () => {
    const text = "for (const n of names) t[n] = require('./' + n);";
    expect(whyNot(text, {})).toEqual(['computed']);
    expect(whyNot(`require('./*');\n${text}`, { mayBeComputed: true })).toEqual(['side-effect-import']);
    expect(rewritten(text, { mayBeComputed: true }).applied).toEqual(['k']);
    expect(whyNot(text, { mayBeComputed: true, line: 2 })).toEqual(['computed']);
  });

  it('is not put off where its key is a list', () => {
    const text = "const t = { b: 0 };\nfor (const n of names) t['a', 'b'] = require('./' + n);\nuse(t);";
    const { text: changed } = rewritten(text, { mayBeComputed: true });
    expect(() => new Function(changed)).not.toThrow();
    expect(changed).toContain("t['a', 'b'] = require(");
  });

  it('keeps the numbers of lines', () => {
    const text =
      "for (const n of names) {\n  const {\n    a\n  } = require(\n    './' + n\n  );\n  t\n    .b = a;\n}\n";
    const { text: changed } = rewritten(text, { mayBeComputed: true });
    const places = changed.split('\n');
    expect(places.findIndex((line) => line.includes("'./' + n"))).toBe(4);
    expect(places.findIndex((line) => line.startsWith('}'))).toBe(8);
  });
});

describe('another way to load', () => {
  const definers = {
    kind: 'definers',
    names: [{ name: 'a', exported: 'default', specifier: './a.js' }],
    isEsModule: false,
  };
  const at = { specifier: './parts.js', instead: definers };
  const esm = { extension: '.mjs', format: 'esm' } as const;

  it('names that no module is known for stay where they are', () => {
    const { text } = rewritten("import { a as b,\n c } from './parts.js';\nb(c);", at, esm);
    expect(text.split('\n').slice(0, 3)).toEqual([
      ';import { default as b } from "./a.js";import { c as c } from "./parts.js";',
      '',
      'b(c);',
    ]);
  });

  it('types of TypeScript are left out', () => {
    const { text } = rewritten("import { a, type B, C } from './parts.js';\na as C;", at, {
      ...esm,
      extension: '.mts',
    });
    expect(text.split('\n')[0]).toBe(';import { default as a } from "./a.js";');
  });

  it.each([
    ["import * as all from './parts.js'; all.a;", 'computed'],
    ["import './parts.js';", 'side-effect-import'],
    ["export { a } from './parts.js';", 're-export'],
    ["import { a } from './other.js';", 'computed'],
  ])('%s cannot be taken apart', (text, why) => {
    expect(whyNot(text, at, esm)).toEqual([why]);
  });

  it('only imports of ES modules can be required instead', () => {
    const cut = { specifier: './parts.js', target: '/parts.cjs', instead: { kind: 'require' } };
    expect(whyNot("require('./parts.js');", cut)).toEqual(['computed']);
    expect(rewritten("import a from './parts.js';\na();", cut, esm).applied).toEqual(['k']);
  });
});

it('cuts that move what another changes are left out, not half done', () => {
  const text =
    "const helper = require('./h');\nfor (const n of names) t[n] = helper.__importStar(require('./' + n));";
  const cuts = [
    { specifier: './h', line: 1, target: '', key: 'h' },
    { specifier: './*', line: 2, target: '', key: 'loop', mayBeComputed: true },
  ];
  const result = rewriteLazily({ extension: '.cjs', text, format: 'cjs', cuts, log: '/log' });
  expect(result).toEqual({
    text,
    applied: [],
    skipped: [
      { key: 'h', why: 'unreadable' },
      { key: 'loop', why: 'unreadable' },
    ],
  });
});
