import { expect, test } from 'vitest';
import { median } from '../../../src/timing/median.ts';

test('median sorts by number and leaves its values alone', () => {
  const values = [10, 9, 100];
  expect(median(values)).toBe(10);
  expect(values).toEqual([10, 9, 100]);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow(RangeError);
});
