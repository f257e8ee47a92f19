import { describe, expect, it } from 'vitest';
import {
  dotString,
  mermaidLabel,
  shellWord,
  visible,
  visibleDeep,
  withoutColor,
} from '../../../src/reporters/escape.ts';

describe('visible', () => {
  it.each([
    ['a\nb\r\t', String.raw`a\nb\r\t`],
    ['\u001b[31mred', String.raw`\e[31mred`],
    ['\u009b2J', String.raw`\u{9b}2J`],
    ['evil\u202etxt.exe', String.raw`evil\u{202e}txt.exe`],
    ['a\u200bb\ufeff', String.raw`a\u{200b}b\u{feff}`],
    ['\u{e0041}', String.raw`\u{e0041}`],
    ['\ud800x', String.raw`\u{d800}x`],
  ])('shows %j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it('leaves letters of any script and emoji alone', () => {
    for (const text of ['src/größe.ts', '源/码.ts', 'شمس.ts', '🚀/é.ts']) expect(visible(text)).toBe(text);
  });
});

it('reaches every string of a value, and keeps tabs of source lines readable', () => {
  expect(visibleDeep({ a: ['x\n', { b: '\u001b' }], n: 1, z: null, line: 'a\tb', lines: ['c\td'] })).toEqual({
    a: [String.raw`x\n`, { b: String.raw`\e` }],
    n: 1,
    z: null,
    line: 'a b',
    lines: ['c d'],
  });
});

it('quotes DOT strings', () => {
  expect(dotString('a"b\\', '<c>')).toBe(String.raw`"a\"b\\\n&lt;c&gt;"`);
});

it('leaves nothing in a mermaid label that has a meaning', () => {
  expect(mermaidLabel('src/[id].ts', '4 kB')).toBe('"src/#91;id#93;.ts<br/>4 kB"');
  expect(mermaidLabel('"<b>`%%{init}#;')).toMatch(/^"[^"<>`%{}]*"$/);
});

it('quotes shell words only where needed', () => {
  expect(shellWord('@scope/pkg')).toBe('@scope/pkg');
  expect(shellWord("a'; rm -rf /")).toBe(String.raw`'a'\''; rm -rf /'`);
  expect(shellWord('--help')).toBe("'--help'");
});

it('takes colours off', () => {
  expect(withoutColor('\u001b[1;31mx\u001b[0m')).toBe('x');
});
