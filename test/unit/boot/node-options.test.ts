import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { injectPreload } from '../../../src/boot/node-options.ts';

/** Node's rule, written down again: spaces separate outside quotes, a backslash inside quotes takes the next as it is. */
function wordsOf(options: string): string[] {
  const words = options.match(/(?:"(?:\\[^]|[^"\\])*"|[^ "])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/"((?:\\[^]|[^"\\])*)"/g, (_, inner: string) => inner.replaceAll(/\\([^])/g, '$1')),
  );
}

describe('injectPreload', () => {
  it.each([
    [undefined, ''],
    ['', ' '],
  ])('stands before what was there: %j', (existing, rest) => {
    expect(injectPreload('/tmp/a b/preload.cjs', existing)).toBe(`--require "/tmp/a b/preload.cjs"${rest}`);
  });

  it('comes before options that were there', () => {
    expect(injectPreload('/p.cjs', '--no-warnings -r "./a b.js"')).toBe(
      '--require "/p.cjs" --no-warnings -r "./a b.js"',
    );
  });

  it('escapes what ends a quoted text', () => {
    expect(injectPreload(String.raw`C:\tmp\"x"`, undefined)).toBe(String.raw`--require "C:\\tmp\\\"x\""`);
  });

  it('gives any path back', () => {
    const path = fc
      .array(fc.constantFrom('\\', '"', ' ', "'", 'a', 'ü', '\n', '$'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(path, (text) => {
        expect(wordsOf(injectPreload(`/${text}`, '--flag'))).toEqual(['--require', `/${text}`, '--flag']);
      }),
    );
  });
});
