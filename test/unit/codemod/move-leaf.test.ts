import { describe, expect, it } from 'vitest';
import { leafFileName } from '../../../src/codemod/leaf-file-name.ts';
import { moveLeaf } from '../../../src/codemod/move-leaf.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';

const none = (): boolean => false;

/** Reasons as `code file:line:column`, or the files that were written. */
function told(
  text: string,
  names: readonly string[],
  how: { file?: string; importer?: string; exists?: (path: string) => boolean } = {},
): readonly string[] {
  const { file = 'src/a.js', importer, exists = none } = how;
  const format = file.endsWith('.cjs') ? 'cjs' : 'esm';
  const importers =
    importer === undefined
      ? []
      : [
          {
            file: 'main.js' as ModuleId,
            text: importer,
            format,
            imports: [{ specifier: './src/a.js', line: 1 }],
          } as const,
        ];
  const result = moveLeaf({ heavy: { file: file as ModuleId, text, format }, names, importers, exists });
  if ('files' in result) return result.files.map((one) => one.text);
  return result.refused.map(({ code, at }) => `${code} ${at.file}:${at.line}:${at.column}`);
}

describe('what does not move', () => {
  const cases: readonly [string, string, readonly string[], string?][] = [
    [
      'a variable that both sides set',
      'let n = 0;\nexport const f = () => n++;\nexport function g() { n = 2; }\n',
      ['reassigned src/a.js:3:23'],
    ],
    [
      'a table that is filled at the top level',
      'const t = new Map();\nexport const f = (x) => t.get(x);\nt.set(1, heavy);\n',
      ['top-level-use src/a.js:3:1'],
    ],
    [
      'one that a function fills which is called there',
      'const t = {};\nexport const f = (x) => t[x];\nfunction fill() { t.a = 1; }\nfill();\n',
      ['top-level-use src/a.js:3:19'],
    ],
    [
      'a call at the top level',
      'const m = make();\nexport const f = () => m;\n',
      ['top-level-use src/a.js:1:11'],
    ],
    ['a static block', 'export class f { static { go(); } }\n', ['top-level-use src/a.js:1:18']],
    ['what asks for its own file', 'export const f = () => import.meta.url;\n', ['computed src/a.js:1:24']],
    ['one of several variables', 'export const f = 1, g = heavy();\n', ['computed src/a.js:1:1']],
    ['what is not exported by a statement of its own', 'export default 1;\n', ['computed src/a.js:1:1']],
    [
      'a copy that CommonJS would hand out',
      'let n = 0;\nconst f = () => { n++; };\nconst g = () => n;\nexports.f = f;\nexports.g = g;\n',
      ['reassigned src/a.cjs:2:19'],
      'src/a.cjs',
    ],
    [
      'exports that are set twice',
      'exports.f = 1;\nexports.f = 2;\n',
      ['reassigned src/a.cjs:2:1'],
      'src/a.cjs',
    ],
  ];
  it.each(cases)('%s', (_, text, reasons, file) => {
    expect(told(text, ['f'], file === undefined ? {} : { file })).toEqual(reasons);
  });

  it('what an importer takes besides stays, and is told there', () => {
    const text = 'export const f = 1;\nexport const g = 2;\n';
    expect(told(text, ['f'], { importer: "import { f, g } from './src/a.js';\nf(g);\n" })).toEqual([
      'top-level-use main.js:2:3',
    ]);
    expect(told(text, ['f'], { importer: "import * as a from './src/a.js';\na.f(a.g);\n" })).toEqual([
      'computed main.js:2:5',
    ]);
  });
});

it('a table that nobody fills moves, and the rest takes it back', () => {
  const text = 'const t = { a: 1 };\nexport const f = (x) => t[x];\nexport const g = () => heavy(t);\n';
  expect(told(text, ['f'])).toEqual([
    "import { t } from './a-f.js';\nexport { f } from './a-f.js';\n\nexport const g = () => heavy(t);\n",
    'export const t = { a: 1 };\nexport const f = (x) => t[x];\n',
  ]);
});

it('line ends, a byte order mark and names in lists are kept', () => {
  const text =
    "\uFEFFimport x from './x.js';\r\n\r\nconst f = () => x;\r\nconst g = f\r\nexport { f as first, g };\r\n";
  expect(told(text, ['first'])).toEqual([
    "\uFEFFimport { first as f } from './a-first.js';\r\n\r\nconst g = f\r\nexport { f as first, g };\r\n",
    "import x from './x.js';\r\n\r\nconst f = () => x;\r\n\r\nexport { f as first };\r\n",
  ]);
});

it('names of new files are free, and written as their neighbour’s', () => {
  const name = (file: string, exported: string, taken: readonly string[] = []): string =>
    leafFileName(file as ModuleId, exported, (path) => taken.includes(path));
  expect(name('lib/command.js', 'isCommandModule')).toBe('lib/command-is-command-module.js');
  expect(name('lib/command.js', 'isX', ['lib/command-is-x.ts'])).toBe('lib/command-is-x-2.js');
  expect(name('a/myFile.mts', 'MAX_SIZE')).toBe('a/myFileMaxSize.mts');
  expect(name('my_file.cjs', 'isX')).toBe('my_file_is_x.cjs');
  expect(name('a/index.ts', 'isX')).toBe('a/is-x.ts');
});
