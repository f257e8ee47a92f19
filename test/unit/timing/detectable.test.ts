import { expect, test } from 'vitest';
import { detectableSlowdown } from '../../../src/timing/detectable.ts';

/** Differences of pairs with a spread; the sum is 0. */
const pairs = (spread: number) =>
  [-3, -2, -1.5, -1, -0.5, -0.2, 0.2, 0.5, 1, 1.5, 2, 3].map((at) => at * spread);

test('a quiet machine sees little more than the least shift that is called slower', () => {
  expect(detectableSlowdown(pairs(0.0001), 20)).toBeGreaterThan(0.03);
  expect(detectableSlowdown(pairs(0.0001), 20)).toBeLessThan(0.036);
});

test('more noise, a larger slowdown; more pairs, a smaller one; always the same answer', () => {
  const [few, many] = [detectableSlowdown(pairs(0.04), 20)!, detectableSlowdown(pairs(0.04), 80)!];
  expect(few).toBeGreaterThan(many);
  expect(detectableSlowdown(pairs(0.08), 80)!).toBeGreaterThan(many);
  expect(detectableSlowdown(pairs(0.04), 80)).toBe(many);
});

test('noise that hides everything, or a number of pairs that no look can judge', () => {
  expect(detectableSlowdown(pairs(2), 20)).toBeNull();
  expect(detectableSlowdown(pairs(0.0001), 3)).toBeNull();
});
