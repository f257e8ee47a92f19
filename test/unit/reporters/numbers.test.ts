import { expect, it } from 'vitest';
import { bytes, count, millis, percent, plural, times } from '../../../src/reporters/numbers.ts';

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

it.each([
  [0, '0'],
  [0.049, '0'],
  [0.05, '0.1'],
  [9.94, '9.9'],
  [9.95, '10'],
  [412.4, '412'],
  [1204.4, '1,204'],
  [-2.31, '-2.3'],
])('writes %d ms as %s', (value, text) => {
  expect(millis(value)).toBe(text);
});

it('writes shares and multiples no finer than they are known', () => {
  expect([0.0002, 0.03, 0.046, 0.0994, 0.0996, 0.34, -0.05].map(percent)).toEqual([
    '0 %',
    '3 %',
    '4.6 %',
    '9.9 %',
    '10 %',
    '34 %',
    '-5 %',
  ]);
  expect([1, 5.93, 12.4].map(times)).toEqual(['1.0x', '5.9x', '12x']);
});
