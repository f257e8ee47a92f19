import { describe, expect, test } from 'vitest';
import { multipleOfBare } from '../../../src/timing/multiple.ts';
import { bootRun } from './boot-runs.ts';

describe('multipleOfBare', () => {
  test('divides each plain run by the mean of the bare runs next to it, on either side', () => {
    const runs = [
      bootRun('bare', 20),
      bootRun('probed', 999),
      bootRun('plain', 100),
      bootRun('bare', 30),
      bootRun('bare', 50),
      bootRun('plain', 300),
    ];
    // 100 / 25 and 300 / 50; the last one has a neighbour on one side only.
    expect(multipleOfBare(runs)).toMatchObject({ value: 5, runs: 2 });
  });

  test('is not moved by a machine that gets slower, whereas medians of each kind are', () => {
    const runs = [1, 1, 1, 1, 2, 2, 2].flatMap((slow, i) => [
      bootRun('bare', 20 * slow),
      bootRun('plain', (i % 2 === 0 ? 100 : 102) * slow),
      bootRun('bare', 20 * slow),
    ]);
    const { value, low, high } = multipleOfBare(runs)!;
    expect(value).toBe(5);
    expect(low).toBeCloseTo(5);
    expect(high).toBeCloseTo(5.1);
  });

  test('looks past neighbours whose CPU is unknown', () => {
    const runs = [bootRun('bare', 20), bootRun('bare', null), bootRun('plain', 100), bootRun('plain', null)];
    expect(multipleOfBare(runs)).toMatchObject({ value: 5, runs: 1 });
  });

  test('needs both kinds', () => {
    expect(multipleOfBare([bootRun('plain', 100), bootRun('probed', 20)])).toBeNull();
    expect(multipleOfBare([bootRun('bare', 20)])).toBeNull();
    expect(multipleOfBare([bootRun('plain', 100), bootRun('bare', null)])).toBeNull();
  });
});
