import { describe, expect, it } from 'vitest';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { unifiedDiff } from '../../../src/codemod/unified-diff.ts';

const LINES = [
  '\uFEFF#!/usr/bin/env node',
  '/*! License. */',
  '',
  "import  { odd }   from './odd.js' ;   ",
  '// Deferred.',
  "import { late } from './late.js'",
  '\t// trailing spaces:  ',
  'export async function f ( ) {',
  '\tif (odd)   return   late( 1 )   // here',
  '}',
  '',
  '  const s = `a',
  '   b`;',
  'function g(){late();;}',
];

function fixed(newline: string, tail: string): string {
  const text = LINES.join(newline) + tail;
  const imports = [{ specifier: './late.js', line: 6, target: { format: 'esm' } as const }];
  const result = applyCut({
    file: 'a.js' as ModuleId,
    text,
    format: 'esm',
    cut: { action: 'defer', imports },
  });
  if ('refused' in result) throw new Error(JSON.stringify(result.refused));
  return result.text;
}

describe.each([
  ['\n', '\n'],
  ['\r\n', ''],
  ['\r\n', '\r\n\r\n'],
])('lines that end with %j, the file with %j', (newline, tail) => {
  it('keep every byte where nothing is changed', () => {
    const after = fixed(newline, tail);
    const lines = after.split(newline);
    const untouched = LINES.filter((line, at) => line !== '' && ![4, 5, 8, 13].includes(at));
    expect(lines.filter((line) => untouched.includes(line))).toEqual(untouched);
    expect(after.endsWith(`${tail}`)).toBe(true);
    expect(after.replaceAll('\r\n', '').includes(newline === '\r\n' ? '\n' : '\r')).toBe(false);
    expect(after).toContain(
      "function g(){const { late } = require('./late.js') ; late();;}".replace(' ;', ';'),
    );
  });

  it('come back by the diff', () => {
    const before = LINES.join(newline) + tail;
    const after = fixed(newline, tail);
    const diff = unifiedDiff('a.js', before, after);
    const side = (mark: string): string[] =>
      diff
        .split('\n')
        .slice(2)
        .filter((line) => line.startsWith(mark))
        .map((line) => line.slice(1));
    for (const line of side('-')) expect(before.split('\n')).toContain(line);
    for (const line of side('+')) expect(after.split('\n')).toContain(line);
    expect(side('-').length).toBeGreaterThan(0);
  });
});
