import { expect, it } from 'vitest';
import { bytes, count, plural } from '../../../src/reporters/numbers.ts';

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [87_400, '87 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [4_100_000, '4.1 MB'],
  [10_526_209, '10.5 MB'],
  [312_000_000, '312 MB'],
  [-1500, '-1.5 kB'],
])('writes %i bytes as %s', (value, text) => {
  expect(bytes(value)).toBe(text);
});

it('groups thousands and makes plurals', () => {
  expect(count(1234567)).toBe('1,234,567');
  expect([0, 1, 2].map((value) => plural(value, 'module'))).toEqual(['0 modules', '1 module', '2 modules']);
  expect(plural(2, 'entry', 'entries')).toBe('2 entries');
});
