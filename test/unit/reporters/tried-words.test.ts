import { expect, test } from 'vitest';
import { triedWords } from '../../../src/reporters/tried-words.ts';
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
