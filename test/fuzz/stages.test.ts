import { expect, it } from 'vitest';
// @ts-expect-error: plain JavaScript, which `npm run fuzz` runs as well
import { runDriver } from './run-driver.mjs';

interface Result {
  readonly target: string;
  readonly failure?: { readonly error: string; readonly input: string };
}

/** The same in every run: what came once comes again. Long runs (`npm run fuzz`) take other seeds. */
const SEED = 20_261_123;

it('every stage takes mutated input, or refuses it in words', { timeout: 300_000 }, async () => {
  const results = (await runDriver({ runs: 500, seed: SEED })) as Result[];
  expect(results.length).toBeGreaterThan(10);
  expect(results.filter(({ failure }) => failure !== undefined)).toEqual([]);
});
