import { describe, expect, it } from 'vitest';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import { mayNarrow } from '../../../src/codemod/narrowing.ts';
import type { WrittenCut } from '../../../src/codemod/written-cut.ts';
import { NO_COMPILE_OPTIONS, type CompileOptions } from '../../../src/model/facts.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';

interface Given {
  readonly file: string;
  readonly format: 'esm' | 'cjs';
  readonly cut: Partial<WrittenCut>;
  readonly options?: Partial<CompileOptions>;
}

/** The text after a cut of `./x`, or codes and details of its reasons. */
function cut(text: string, { file, format, cut: asked, options }: Given): string | string[] {
  const line = text.split('\n').findIndex((one) => /['"]\.\/x['"]/.test(one)) + 1;
  const target = { format, exportsLikeEsm: true, narrows: false } as const;
  const result = applyCut({
    file: file as ModuleId,
    text,
    format,
    ...(options && { options: { ...NO_COMPILE_OPTIONS, ...options } }),
    cut: { action: 'defer', imports: [{ specifier: './x', line, target }], ...asked },
  });
  if ('text' in result) return result.text;
  return result.refused.map(({ code, detail }) => `${code}: ${detail}`);
}

const CJS: Given = { file: 'a.ts', format: 'cjs', cut: { shape: 'require' } };
const JS: Given = { file: 'a.js', format: 'cjs', cut: { shape: 'require' } };
const LOAD = 'require("./x") as typeof import("./x");';

describe('functions inside of one that loads', () => {
  it('use what it has loaded', () => {
    const text = [
      'import { a } from "./x";',
      'export function f() {',
      '  const first = a;',
      '  const inner = () => a;',
      '  return [first, inner, class { b = a; }];',
      '}',
      '',
    ];
    const after = ['export function f() {', `  const { a } = ${LOAD}`, ...text.slice(2)];
    expect(cut(text.join('\n'), CJS)).toBe(after.join('\n'));
  });

  it('load themselves where they can be called before', () => {
    const text =
      'import { a } from "./x";\nexport function f() {\n  g();\n  if (f) {\n    a();\n  }\n  function g() {\n    return a;\n  }\n}\n';
    const after = cut(text, CJS);
    expect(after).toContain(`    const { a } = ${LOAD}\n    a();`);
    expect(after).toContain(`    const { a } = ${LOAD}\n    return a;`);
  });

  it('load themselves on a path that does not', () => {
    const text =
      'import { a } from "./x";\nexport function f(on: boolean) {\n  if (on) {\n    return a;\n  }\n  return () => {\n    return a;\n  };\n}\n';
    expect(String(cut(text, CJS)).split(LOAD)).toHaveLength(3);
  });
});

describe('types of values', () => {
  it('are taken of the constant in its scope, and of the import elsewhere', () => {
    const inside =
      'import { a } from "./x";\nexport function f() {\n  const b: typeof a = a;\n  return b;\n}\n';
    expect(cut(inside, CJS)).not.toContain('import type');
    expect(cut(`${inside}export type B = typeof a;\n`, CJS)).toContain('import type { a } from "./x";');
  });

  it('are written for what may assert, unless it is known not to', () => {
    const text = 'import { a } from "./x";\nexport function f() {\n  a();\n}\n';
    expect(cut(text, CJS)).toContain(`const { a } = ${LOAD}`);
    const open = { specifier: './x', line: 1, target: { format: 'cjs', exportsLikeEsm: true } as const };
    expect(cut(text, { ...CJS, cut: { shape: 'require', imports: [open] } })).toContain(
      'const a: typeof import("./x").a = require("./x").a;',
    );
    expect(cut(text, { ...CJS, cut: { shape: 'getter', imports: [open] } })).toEqual([
      'computed: a may be an assertion of types',
    ]);
  });

  it.each([
    ['export function a(x: unknown): asserts x is string {}', true],
    ['export const a = (): never => fail();', true],
    ['export declare let a: (x: unknown) => asserts x;', true],
    ["export { a } from './b';", true],
    ["export * from './b';", true],
    ["import { b } from './b';\nexport const a = (x: never[]) => x;", false],
  ])('may be narrowed by %s', (text, expected) => {
    expect(mayNarrow(text)).toBe(expected);
  });
});

describe('JSX', () => {
  const text = 'import * as React from "./x";\nexport const f = () => <a />;\n';
  const classic = { ...CJS, file: 'a.tsx', options: { jsxClassic: true } };

  it('needs what it is made with', () => {
    expect(cut(text, classic)).toEqual(['computed: JSX is made by React']);
    expect(cut(text, { ...classic, cut: { action: 'unused' } })).toEqual(['top-level-use: React is used']);
    const options = { jsxClassic: true, jsxFactory: 'h' };
    expect(cut(text.replace('* as React', '{ h }'), { ...classic, options })).toEqual([
      'computed: JSX is made by h',
    ]);
  });

  it('needs nothing where the compiler imports', () => {
    const options = { jsxImportSource: 'react' };
    expect(cut(text, { ...classic, options, cut: { action: 'unused' } })).toBe(
      'export const f = () => <a />;\n',
    );
  });
});

describe('what is only named in comments', () => {
  const text = '/** Of {@link A}. */\nexport const f = 1;\n';

  it('is kept as a type', () => {
    expect(cut(`import { A, B } from "./x";\n${text}`, { ...CJS, cut: { action: 'unused' } })).toBe(
      `import type { A } from "./x";\n${text}`,
    );
  });

  it('is not removed from JavaScript', () => {
    expect(cut(`const { A } = require("./x");\n${text}`, { ...JS, cut: { action: 'unused' } })).toEqual([
      'computed: A is named in comments, which may be types',
    ]);
  });
});

describe('loads', () => {
  it('of an entry are put into a getter, types kept', () => {
    const text = 'import * as a from "./x";\nexport const all = { a, b: 1 };\n';
    const getter = 'get a() { return (require("./x") as typeof import("./x")); }';
    expect(String(cut(text, { ...CJS, cut: { shape: 'getter' } })).replace(/\((require.*?\))\)/, '$1')).toBe(
      `export const all = { ${getter.replace(/\((require.*?\))\)/, '$1')}, b: 1 };\n`,
    );
  });

  it('of a namespace that is used as a whole are not awaited where it may be a function', () => {
    const text = 'import * as a from "./x";\nexport async function f() {\n  return a(1);\n}\n';
    const whole = { ...CJS, cut: { shape: 'await-import' } } as const;
    expect(cut(text, whole)).toContain(`  const a = ${LOAD}\n`);
    expect(cut(text.replace('a(1)', 'a.b(1)'), whole)).toContain('  const a = await import("./x");\n');
  });

  it('that are computed are told apart from files that have changed', () => {
    const text = 'const name = "./x";\nconst a = require(name);\n';
    const imports = [{ specifier: './package.json', line: 2 }];
    expect(cut(text, { ...JS, cut: { imports } })).toEqual([
      'computed: what is loaded is computed: this is to be changed by hand',
    ]);
  });

  it('do not take away what they are made with', () => {
    const text = 'import { createRequire } from "module";\nexport const f = () => createRequire;\n';
    const imports = [{ specifier: 'module', line: 1 }];
    expect(cut(text, { file: 'a.ts', format: 'esm', cut: { shape: 'create-require', imports } })).toEqual([
      'computed: what loads synchronously is made of it',
    ]);
  });
});

describe('without semicolons', () => {
  it.each([
    ['function f() {\n  ;[b] = a()\n}', 'function f() {\n  const { a } = require("./x")\n  ;[b] = a()\n}'],
    ['function f() {\n  [b] = a()\n}', 'function f() {\n  const { a } = require("./x");\n  [b] = a()\n}'],
    ['function f() { a() }', 'function f() { const { a } = require("./x"); a() }'],
    [
      'function f() {\n  // Now.\n  a()\n}',
      'function f() {\n  const { a } = require("./x")\n  // Now.\n  a()\n}',
    ],
  ])('%s', (text, after) => {
    const rest = 'var b\nexports.f = f\n';
    expect(cut(`const { a } = require("./x")\n${rest}${text}\n`, JS)).toBe(`${rest}${after}\n`);
  });
});

describe('lines', () => {
  const filler = Array.from({ length: 70 }, (_, at) => `// ${at} ${'x'.repeat(70)}`).join('\n');
  const names = ['firstOfTheNames', 'secondOfTheNames', 'thirdOfTheNames'];

  it('that are wider than those of the file are broken', () => {
    const used = `export function f() {\n  return [${names.join(', ')}];\n}\n`;
    const text = `import { ${names.join(', ')} } from "./x";\n${used}${filler}\n`;
    expect(cut(text, CJS)).toContain(
      `  const { ${names.join(', ')} } =\n    require("./x") as typeof import("./x");\n`,
    );
  });

  it('of names get a line each', () => {
    const types = [...names, 'fourthOfTheNames', 'fifthOfTheNames'];
    const text = `import {\n  ${types.join(',\n  ')},\n  Value,\n} from "./x";\nexport type All = ${types.join(' | ')};\nexport const f = () => Value;\n${filler}\n`;
    expect(cut(text, CJS)).toContain(`import type {\n  ${types.join(',\n  ')},\n} from "./x";\n`);
  });
});
