import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sizeInBytes } from '../../../src/config/size.ts';

const file = new URL('../../../schema/config.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as { definitions: { size: { pattern: string } } };
const pattern = new RegExp(schema.definitions.size.pattern, 'u');

test.each([
  ['4MB', 4_000_000],
  ['500kB', 500_000],
  ['500KB', 500_000],
  ['4MiB', 4_194_304],
  ['1.5 KiB', 1536],
  ['900B', 900],
  ['2GB', 2_000_000_000],
  ['1GiB', 1_073_741_824],
  [12, 12],
])('%s is %d bytes', (size, bytes) => {
  expect(sizeInBytes(size)).toBe(bytes);
});

test.each(['4', '4 mb', '4mB', 'MB', '-1MB', '1e3B', '4MBs', '1,5MB'])(
  '%s is no size by the schema',
  (size) => {
    expect(size).not.toMatch(pattern);
  },
);

test('property: what the schema accepts has a value, in proportion to its unit', () => {
  const powers = { '': 0, k: 1, K: 1, M: 2, G: 3 } as const;
  const unit = fc.constantFrom(...(Object.keys(powers) as (keyof typeof powers)[]));
  fc.assert(
    fc.property(fc.nat(999_999), fc.nat(99), unit, fc.boolean(), (whole, hundredths, letter, binary) => {
      const size = `${whole}.${String(hundredths).padStart(2, '0')}${letter}${binary && letter ? 'i' : ''}B`;
      expect(size).toMatch(pattern);
      const unitBytes = (binary && letter ? 1024n : 1000n) ** BigInt(powers[letter]);
      // Exactly, in whole numbers: hundredths times the unit, rounded half up.
      const exact = ((BigInt(whole) * 100n + BigInt(hundredths)) * unitBytes + 50n) / 100n;
      expect(Math.abs(Number(exact) - sizeInBytes(size))).toBeLessThanOrEqual(
        Number(exact) > 2 ** 40 ? 1 : 0,
      );
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(new RegExp(schema.definitions.size.pattern)), (size) => {
      expect(Number.isSafeInteger(sizeInBytes(size))).toBe(true);
    }),
  );
});
