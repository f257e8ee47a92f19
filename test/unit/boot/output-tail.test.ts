import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputTail } from '../../../src/boot/output-tail.ts';

function tailOf(bytes: number, pieces: readonly Uint8Array[]): OutputTail {
  const tail = new OutputTail(bytes);
  for (const piece of pieces) tail.add(Buffer.from(piece));
  return tail;
}

describe('OutputTail', () => {
  it('keeps all that fits, and says nothing then', () => {
    expect(tailOf(5, [Buffer.from('ab'), Buffer.from('cde')]).text()).toBe('abcde');
    expect(tailOf(5, []).text()).toBe('');
  });

  it('keeps the end of more, however it came', () => {
    const piece = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.map((byte) => 97 + (byte % 26)));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.integer({ min: 1, max: 30 }), (pieces, bytes) => {
        const all = Buffer.concat(pieces).toString();
        const cut = all.length - bytes;
        const expected = cut <= 0 ? all : `… ${cut} bytes before this were dropped\n${all.slice(cut)}`;
        const tail = tailOf(bytes, pieces);
        expect(tail.text()).toBe(expected);
        expect(tail.seen).toBe(all.length);
      }),
    );
  });

  it('never starts inside a character', () => {
    for (let bytes = 4; bytes <= 12; bytes++) {
      const text = tailOf(bytes, [Buffer.from('ü€𝒳'.repeat(3))]).text();
      expect(text).not.toContain('\uFFFD');
      const [first = '', rest = ''] = text.split('\n');
      expect(Number(/\d+/.exec(first)?.[0]) + Buffer.byteLength(rest)).toBe(27);
    }
  });

  it('shows bytes that are no text as such', () => {
    expect(tailOf(9, [Buffer.from([0x61, 0xff, 0x80])]).text()).toBe('a\uFFFD\uFFFD');
    // A tail of continuation bytes alone is no reason to look on for ever.
    expect(tailOf(5, [Buffer.alloc(9, 0x80)]).text()).toBe(
      `… 7 bytes before this were dropped\n\uFFFD\uFFFD`,
    );
  });

  it('keeps nothing where nothing is wanted', () => {
    expect(tailOf(0, [Buffer.from('abc')]).text()).toBe('… 3 bytes before this were dropped\n');
  });
});
