import { describe, expect, it } from 'vitest';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { ImportTarget, WrittenCut } from '../../../src/codemod/written-cut.ts';

/** Reasons as `code line:column`, or the text that was written. */
function told(
  text: string,
  cut: Partial<WrittenCut> = {},
  how: { file?: string; format?: 'esm' | 'cjs'; specifier?: string; target?: ImportTarget } = {},
): string[] {
  const { file = 'src/a.mjs', format = 'esm', specifier = './x.js', target } = how;
  const lines = text.split('\n');
  const line = lines.findIndex((one) => one.includes(specifier)) + 1;
  const imports = [{ specifier, line, ...(target && { target }) }];
  const result = applyCut({
    file: file as ModuleId,
    text,
    format,
    cut: { action: 'defer', imports, ...cut },
  });
  if ('text' in result) return [result.text];
  return result.refused.map(({ code, at }) => `${code} ${at.file}:${at.line}:${at.column}`);
}

describe('what is not deferred', () => {
  const cases: readonly [string, string, string][] = [
    ['a base class', 'export class A extends X {}', 'heritage src/a.mjs:2:24'],
    ['a call at the top level', 'X();', 'top-level-use src/a.mjs:2:1'],
    ['a function called where it stands', '(() => X())();', 'top-level-use src/a.mjs:2:8'],
    ['the same by call()', '(function () { X(); }).call(this);', 'top-level-use src/a.mjs:2:16'],
    ['a static field', 'class A { static b = X; }', 'static-init src/a.mjs:2:22'],
    ['a static block', 'class A { static { X(); } }', 'static-init src/a.mjs:2:20'],
    ['a decorator', '@X class A {}', 'decorator src/a.mjs:2:2'],
    ['a computed name of a member', 'class A { [X]() {} }', 'top-level-use src/a.mjs:2:12'],
    ['an export list', 'export { X };', 're-export src/a.mjs:2:10'],
    ['a default export', 'export default X;', 're-export src/a.mjs:2:16'],
    ['an entry of a literal', 'export const all = { X };', 'top-level-use src/a.mjs:2:22'],
  ];
  it.each(cases)('%s', (_, code, reason) => {
    expect(told(`import { X } from './x.js';\n${code}\n`)).toEqual([reason]);
  });

  it('all reasons are told', () => {
    const text = "import { X } from './x.js';\nX();\nclass A extends X {}\nasync function f() { X(); }\n";
    expect(told(text)).toEqual(['top-level-use src/a.mjs:2:1', 'heritage src/a.mjs:3:17']);
  });

  it('an import for what the module does', () => {
    expect(told("import './x.js';\n")).toEqual(['side-effect-import src/a.mjs:1:1']);
    expect(told("import './x.js';\n", { action: 'lexing' })).toEqual(['side-effect-import src/a.mjs:1:1']);
  });

  it('a re-export', () => {
    expect(told("export { X } from './x.js';\n")).toEqual(['re-export src/a.mjs:1:19']);
  });

  it('a variable that is written', () => {
    const cjs = { file: 'a.js', format: 'cjs' } as const;
    const text = "let x = require('./x.js');\nfunction f() { x = 1; [x] = [2]; x++; return x; }\n";
    const at = ['16', '24', '34'].map((column) => `reassigned a.js:2:${column}`);
    expect(told(text, {}, cjs)).toEqual(at);
  });

  it('a call with what was required, done again', () => {
    const text = "const log = require('./x.js')('app');\nexports.f = () => log('a');\n";
    expect(told(text, {}, { file: 'a.js', format: 'cjs' })).toEqual(['computed a.js:1:13']);
    const [written] = told(text, { shape: 'getter' }, { file: 'a.js', format: 'cjs' });
    expect(written).toContain("(loadedLog ??= require('./x.js')('app'))");
  });

  it('what has a syntax error, or is no longer there', () => {
    expect(told("import { X } from './x.js';\nlet = = 1;\n")[0]).toMatch(/^unreadable src\/a\.mjs:2:/);
    expect(told("import { X } from './y.js';\n")).toEqual(['unreadable src/a.mjs:0:undefined']);
  });

  it('a decorated parameter of a constructor is a value to frameworks', () => {
    const text =
      "import { X } from './x.js';\n@Injectable()\nexport class A {\n  constructor(private x: X) {}\n}\n";
    const ts = { file: 'a.ts' };
    expect(told(text, { action: 'type-only' }, ts)).toEqual(['decorator a.ts:4:26']);
    expect(told(text, {}, ts)).toEqual(['decorator a.ts:4:26']);
  });
});

describe('where only await would do', () => {
  const text =
    "import { X } from './x.js';\nasync function f() { X(); }\nfunction* g() { yield X; }\nclass A { constructor() { X(); } }\n";

  it('what awaits', () => {
    const target = { awaits: true, format: 'esm' } as const;
    expect(told(text, {}, { target })).toEqual(['sync-caller src/a.mjs:3:23']);
    const [written] = told(text.split('\n').slice(0, 2).join('\n'), {}, { target });
    expect(written).toContain("async function f() { const { X } = await import('./x.js'); X(); }");
  });

  it('of two files that a package ships, a sync caller gets the one that import finds', () => {
    const target = { requireDiffers: true, format: 'esm' } as const;
    const [written] = told(text, { shape: 'await-import' }, { target });
    expect(written).toContain(
      "import { fileURLToPath } from 'node:url';\nimport { createRequire } from 'node:module';",
    );
    expect(written).toContain(
      "function* g() { const { X } = require(fileURLToPath(import.meta.resolve('./x.js'))); yield X; }",
    );
    const own =
      "import { fileURLToPath as toPath } from 'url';\nimport { X } from './x.js';\nexport const f = () => X();\n";
    expect(told(own, { shape: 'create-require' }, { target })[0]).toContain(
      "require(toPath(import.meta.resolve('./x.js')))",
    );
  });

  it('a sync caller gets require otherwise', () => {
    const [written] = told(text, { shape: 'await-import' }, { target: { format: 'esm' } });
    expect(written).toContain("function* g() { const { X } = require('./x.js'); yield X; }");
  });

  it('a namespace as a whole, and a default nobody can tell', () => {
    const cjs = { target: { format: 'cjs' } } as const;
    const namespace = "import * as x from './x.js';\nexport const f = () => Object.keys(x);\n";
    expect(told(namespace, {}, cjs)).toEqual(['computed src/a.mjs:2:36']);
    const unknown = "import x from './x.js';\nexport const f = () => x;\n";
    expect(told(unknown, {}, {})).toEqual(['computed src/a.mjs:1:1']);
  });
});

describe('other actions', () => {
  it('types are marked only where there are some, and only in TypeScript', () => {
    const text = "import { X } from './x.js';\nexport const x = X;\n";
    expect(told(text, { action: 'type-only' }, { file: 'a.ts' })).toEqual(['top-level-use a.ts:2:18']);
    expect(told(text, { action: 'type-only' })).toEqual(['computed src/a.mjs:1:1']);
  });

  it('what is used is not removed', () => {
    const text = "import { X } from './x.js';\nexport const x = () => X;\n";
    expect(told(text, { action: 'unused' })).toEqual(['top-level-use src/a.mjs:2:24']);
  });

  it('arrays and calls are no registries', () => {
    const text = "import { X } from './x.js';\nexport const all = [X];\n";
    const target = { format: 'esm' } as const;
    expect(told(text, { action: 'registry' }, { target })).toEqual(['top-level-use src/a.mjs:2:21']);
    const cjs = "module.exports = [require('./x.js')];\n";
    const how = { file: 'a.js', format: 'cjs' } as const;
    expect(told(cjs, { action: 'registry' }, how)).toEqual(['top-level-use a.js:1:19']);
    expect(told(cjs, {}, how)).toEqual(['top-level-use a.js:1:19']);
  });

  it('a namespace has no defining file', () => {
    const text = "import * as x from './x.js';\nx.y();\n";
    const definedIn = [{ name: 'y', module: 'src/y.mjs' as ModuleId }];
    expect(told(text, { action: 'past-barrel', definedIn })).toEqual(['computed src/a.mjs:1:1']);
  });
});

describe('what ends the stack', () => {
  const plain = "import { X } from './x.js';\nexport const f = () => X;\n";
  it.each([
    ['brackets', '('.repeat(1_000)],
    ['callbacks', `${'f(() => {'.repeat(1_000)}${'})'.repeat(1_000)}`],
    ['type arguments', `let v: ${'A<'.repeat(1_000)}A${'>'.repeat(1_000)};`],
    ['a long sum', `${'x + '.repeat(40_000)}1;`],
    ['a long chain of calls', `x${'.y()'.repeat(40_000)};`],
  ])('is refused: %s', (_, code) => {
    const before = told(plain);
    expect(told(`${plain}${code}\n`, {}, { file: 'src/a.mts' })[0]).toMatch(/^unreadable src\/a\.mts:/);
    expect(told(plain)).toEqual(before);
  });
});
