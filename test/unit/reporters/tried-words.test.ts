import { expect, test } from 'vitest';
import {
  changeWords,
  measuredWords,
  rebootWords,
  triedWords,
  verifiedWords,
} from '../../../src/reporters/tried-words.ts';
import type { CutCandidate } from '../../../src/model/cut.ts';
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

const HELD = {
  ...SAMPLE!.measurement,
  touched: [],
  registrationsLost: [],
  sameOutput: true,
  sameExitCode: true,
  change: -0.3,
  low: -0.35,
  high: -0.25,
  pairs: 6,
  baseCpuMs: 400,
  headCpuMs: 280,
};

function measuredCut(ms: number | null, measured = HELD): CutCandidate {
  return { frees: { ms, modules: [], bytes: 0 }, measured } as unknown as CutCandidate;
}

test('of few pairs no interval is given', () => {
  expect(changeWords({ ...HELD, pairs: 5 })).toBe('-30 % CPU (few runs), 400 to 280 ms, 5 pairs of boots');
  expect(changeWords(HELD)).toContain('(-35 % to -25 %)');
});

test.each([
  [120, ''],
  [75, ''],
  [200, '; 200 ms were predicted, 1.7 times as much'],
  [60, '; 60 ms were predicted, 2.0 times as little'],
  [null, ''],
])('a saving of 120 ms where %s ms were predicted', (predicted, words) => {
  expect(measuredWords(measuredCut(predicted))).toBe(`by re-boot: ${changeWords(HELD)}${words}`);
});

test('what noise explains is not called off', () => {
  const noisy = { ...HELD, low: -0.8, high: 0.2 };
  expect(measuredWords(measuredCut(300, noisy))).not.toContain('predicted');
  expect(measuredWords(measuredCut(300, { ...noisy, pairs: 3 }))).toContain('300 ms were predicted');
});

test('only what boots surely saved is called verified', () => {
  expect(rebootWords(measuredCut(1))).toBe('verified by re-boot');
  expect(rebootWords(measuredCut(1, { ...HELD, high: 0.1 }))).toBe('measured by re-boot');
  expect(rebootWords(measuredCut(1, { ...HELD, sameOutput: false }))).toBeNull();
  expect(measuredWords(measuredCut(1, { ...HELD, sameOutput: false }))).toBe(
    'tried by re-boot, and it does not hold: other output',
  );
});

test('a saving where none was predicted is no multiple of that', () => {
  expect(measuredWords(measuredCut(0))).toMatch(/; 0 ms were predicted$/);
});

test('a cut of which a part could not be cut for the boots is not called verified', () => {
  const edge = SAMPLE!.edges[0]!;
  const { skipped: _none, ...whole } = HELD;
  expect(rebootWords(measuredCut(120, whole))).toBe('verified by re-boot');
  expect(rebootWords(measuredCut(120, { ...whole, skipped: [] }))).toBe('verified by re-boot');
  const inPart = { ...whole, skipped: [{ edge, why: 're-export' as const }] };
  expect(rebootWords(measuredCut(120, inPart))).toBe('measured by re-boot in part');
});
