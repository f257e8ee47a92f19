import { expect, it } from 'vitest';
import { reRegister } from '../../../src/codemod/re-register.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';

const IMPORT = "import { bus } from './bus.js';\n";

function told(
  text: string,
  how: { file?: string; importer?: string; awaits?: boolean; gone?: boolean } = {},
): readonly string[] {
  const { file = 'h.js', importer = "import './x.js';\n", awaits = false, gone = false } = how;
  const result = reRegister({
    module: { file: file as ModuleId, text: IMPORT + text, format: 'esm' },
    importer: { file: 'main.js' as ModuleId, text: importer, format: 'esm' },
    specifier: './h.js',
    effects: [{ line: 2, what: 'it' }],
    awaits,
    staying: (specifier) => (gone ? null : (specifier.slice(2) as ModuleId)),
    leadsTo: (specifier) => specifier.slice(2) as ModuleId,
  });
  if ('files' in result) return result.files.map((one) => one.text);
  return result.refused.map(({ code, at }) => `${code} ${at.file}:${at.line}:${at.column ?? ''}`);
}

const LOST: readonly [string, string, string, Parameters<typeof told>[1]?][] = [
  ['no call', 'globalThis.x = bus;', 'top-level-use h.js:2:'],
  ['a call behind a condition', "if (bus) bus.on('a', () => 1);", 'top-level-use h.js:2:'],
  ['a receiver that is made here', "own.on('a', () => 1);\nconst own = {};", 'top-level-use h.js:2:1'],
  ['a chain of calls', "bus.on('a', () => 1).on('b', () => 2);", 'top-level-use h.js:2:1'],
  ['an argument that is worked out', "bus.on('a', make());", 'top-level-use h.js:2:13'],
  ['a function that uses this', "bus.on('a', function () { this.x(); });", 'top-level-use h.js:2:13'],
  ['a generator', "bus.on('a', function* () {});", 'top-level-use h.js:2:13'],
  [
    'a function that has to wait for its module',
    "bus.on('a', () => 1);",
    'target-awaits h.js:2:13',
    { awaits: true },
  ],
  [
    'a receiver that leaves startup as well',
    "bus.on('a', () => 1);",
    'top-level-use h.js:2:1',
    { gone: true },
  ],
  ['parameters without types', "bus.on('a', (x) => x);", 'computed h.ts:2:13', { file: 'h.ts' }],
];
it.each(LOST)('%s stays lost', (_, text, reason, how) => {
  expect(told(`${text}\n`, how)).toEqual([reason]);
});

it('is registered behind the imports, with as many parameters; what it needs is imported', () => {
  const text = "bus.use('/a', (error, request) => request);\nexport const other = 1;\n";
  expect(
    told(text, { importer: "import './x.js';\nimport { bus as own } from './bus.js';\n\nrun();\n" }),
  ).toEqual([
    'export const onA = (error, request) => request;\nexport const other = 1;\n',
    "import './x.js';\nimport { bus as own } from './bus.js';\nimport { createRequire } from 'node:module';\n\nconst require = createRequire(import.meta.url);\n\nown.use('/a', (error, request) => require('./h.js').onA(error, request));\n\nrun();\n",
  ]);
});

it('a call without functions moves as it is', () => {
  expect(told("bus.set('a', 1);\nexport const b = 2;\n")).toEqual([
    'export const b = 2;\n',
    "import './x.js';\nimport { bus } from './bus.js';\n\nbus.set('a', 1);\n",
  ]);
});
