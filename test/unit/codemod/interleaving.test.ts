import { describe, expect, it } from 'vitest';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';

/** The body of a function after the import that it uses is loaded in it. */
function written(
  body: readonly string[],
  format: 'esm' | 'cjs' = 'esm',
  head = 'async function f(key)',
): string[] {
  const text = [
    "import { load } from './x.js';",
    'let last;',
    'const cache = new Map();',
    `export ${head} {`,
  ];
  const result = applyCut({
    file: (format === 'cjs' ? 'a.ts' : 'a.mjs') as ModuleId,
    text: [...text, ...body.map((line) => `  ${line}`), '}', ''].join('\n'),
    format,
    cut: {
      action: 'defer',
      shape: 'await-import',
      imports: [{ specifier: './x.js', line: 1, target: { format, exportsLikeEsm: true, narrows: false } }],
    },
  });
  if ('refused' in result) throw new Error(JSON.stringify(result.refused));
  const lines = result.text.trimEnd().split('\n');
  return lines
    .slice(lines.findIndex((line) => line.startsWith('export')) + 1, -1)
    .map((line) => line.slice(2));
}

const LOAD = "const { load } = await import('./x.js');";
const CACHED = ['const id = String(key);', 'if (cache.has(id)) return cache.get(id);'];
const FILL = ['const made = load(id);', 'cache.set(id, made);', 'return made;'];

describe('what a function reads and then writes at one go', () => {
  it('is not parted: the load comes before both', () => {
    expect(written([...CACHED, ...FILL])).toEqual([CACHED[0], LOAD, CACHED[1], ...FILL]);
  });

  it('is not parted: it is required where that can be', () => {
    const load = "const { load } = require('./x.js') as typeof import('./x.js');";
    expect(written([...CACHED, ...FILL], 'cjs')).toEqual([...CACHED, load, ...FILL]);
  });

  it.each([
    ['a counter', 'if (last > 3) return;', 'last++;'],
    ['a member', 'if (last.done) return;', 'last.done = true;'],
    ['an element', 'if (last[key]) return;', 'delete last[key];'],
    ['a member of this', 'if (this.done) return;', 'this.done = true;'],
    ['in a branch', 'const was = last;', 'if (was) last = null;'],
  ])('counts: %s', (_, read, write) => {
    expect(written([read, 'load();', write])).toEqual([LOAD, read, 'load();', write]);
  });

  it.each([
    ['a variable of its own', 'let own = key;', 'own = 1;'],
    ['what is only read', 'if (last) return;', 'return last;'],
    ['what is written after it waits', 'if (last) return;', 'last = await load();'],
    ['what only has the name of a member', 'key.last();', 'last = 1;'],
  ])('does not count: %s', (_, read, write) => {
    expect(written([read, 'load();', write])).toEqual([read, LOAD, 'load();', write]);
  });

  it('starts and ends where it awaits already', () => {
    const first = ['if (last) return;', 'await key;'];
    expect(written([...first, 'load();', 'last = 1;'])).toEqual([...first, LOAD, 'load();', 'last = 1;']);
    const end = ['load();', 'await key;', 'last = 1;'];
    expect(written(['if (last) return;', ...end])).toEqual(['if (last) return;', LOAD, ...end]);
    const branch = ['if (key) await key;', 'if (last) return;'];
    expect(written([...branch, 'load();', 'last = 1;'])).toEqual([
      branch[0],
      LOAD,
      branch[1],
      'load();',
      'last = 1;',
    ]);
  });

  it('is not parted by a branch without braces', () => {
    const body = ['if (last) return;', 'if (key) load();', 'last = 1;'];
    expect(written(body)).toEqual([LOAD, ...body]);
  });

  it('starts in a list of its own', () => {
    const body = ['if (key) {', '  await key;', '  if (last) return;', '  load();', '  last = 1;', '}'];
    expect(written(body)).toEqual([...body.slice(0, 2), `  ${LOAD}`, ...body.slice(2)]);
  });
});
