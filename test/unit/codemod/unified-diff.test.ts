import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../src/codemod/unified-diff.ts';

const numbered = (size: number) => Array.from({ length: size }, (_, at) => `line ${at}\n`);

/** What `patch` makes of a text: what stands between hunks is taken over. */
function patched(before: string, diff: string): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const made: string[] = [];
  let at = 0;
  for (const hunk of diff.split(/^(?=@@ )/m).slice(1)) {
    const [head = '', ...body] = hunk.replaceAll(/\n\\ No newline.*$/gm, '\r').split('\n');
    const [, first = '', size = '1'] = /^@@ -(\d+)(?:,(\d+))? /.exec(head) ?? [];
    const start = Number(first) - (size === '0' ? 0 : 1);
    made.push(...lines.slice(at, start));
    at = start + Number(size);
    const kept = body.filter((line) => /^[ +]/.test(line));
    made.push(...kept.map((line) => (line.endsWith('\r') ? line.slice(1, -1) : `${line.slice(1)}\n`)));
  }
  return [...made, ...lines.slice(at)].join('');
}

describe('unifiedDiff', () => {
  it('tells what changed at both ends of a long file', () => {
    const before = numbered(60_000);
    const after = ['first\n', ...before.slice(1, -1), 'last\n'];
    expect(unifiedDiff('a.js', before.join(''), after.join('')).split('\n')).toEqual([
      '--- a/a.js',
      '+++ b/a.js',
      '@@ -1,4 +1,4 @@',
      '-line 0',
      '+first',
      ' line 1',
      ' line 2',
      ' line 3',
      '@@ -59997,4 +59997,4 @@',
      ' line 59996',
      ' line 59997',
      ' line 59998',
      '-line 59999',
      '+last',
      '',
    ]);
  });

  it('takes a file in which nothing is the same', () => {
    const before = numbered(9_000).join('');
    const diff = unifiedDiff('a.js', before, before.replaceAll('line', 'other'));
    expect(diff.split('\n', 3)).toEqual(['--- a/a.js', '+++ b/a.js', '@@ -1,9000 +1,9000 @@']);
  });

  it('gives the old lines of a place, then the new ones', () => {
    expect(unifiedDiff('a.js', 'a\nb\nc\nd\n', 'a\nx\ny\nd\n')).toBe(
      '--- a/a.js\n+++ b/a.js\n@@ -1,4 +1,4 @@\n a\n-b\n-c\n+x\n+y\n d\n',
    );
  });

  it('makes the new text of the old one', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', '-', '+ d');
    const text = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
      .map(([lines, isEnded]) => lines.join('\n') + (isEnded ? '\n' : ''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patched(before, unifiedDiff('a.js', before, after))).toBe(after);
      }),
    );
  });
});
