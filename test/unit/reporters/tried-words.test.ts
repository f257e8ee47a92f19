import { expect, test } from 'vitest';
import { triedWords, verifiedWords } from '../../../src/reporters/tried-words.ts';
import { SAMPLE_TRIED } from '../../support/sample-cuts.ts';

const [SAMPLE] = SAMPLE_TRIED;

test.each([
  [5, 'saves nothing that can be told from noise'],
  [6, 'saves 31 % of CPU'],
])('a saving that %i pairs of boots agree on', (pairs, words) => {
  const measurement = {
    ...SAMPLE!.measurement,
    touched: [],
    registrationsLost: [],
    sameOutput: true,
    sameExitCode: true,
  };
  const measured = { ...measurement, change: -0.31, low: -0.35, high: -0.26, pairs };
  expect(triedWords({ ...SAMPLE!, measurement: measured })).toBe(words);
});

test('a plan of which nothing was booted is called not verified', () => {
  const verified = { measurement: null, rounds: 1, settled: false, dropped: [], untried: ['move-leaf:a>b'] };
  expect(verifiedWords(verified)).toMatch(
    /^nothing of the plan was booted: it is not verified; 1 cut not tried/,
  );
});

test('a plan that prints something else is called not settled', () => {
  const measurement = { ...SAMPLE!.measurement, sameOutput: false };
  const verified = { measurement, rounds: 1, settled: false, dropped: [], untried: [] };
  expect(verifiedWords(verified)).toMatch(/after 1 plan: other output; not settled$/);
});
