import { median } from './median.ts';
import { judgePairs, sequentialPlan, type SequentialPlan } from './sequential-test.ts';

/** A slowdown above this is no question of noise. */
const LARGEST = 0.5;
/** Share of comparisons that have to find it. */
const POWER = 0.8;
const COMPARISONS = 100;
const STEPS = 7;

/**
 * The least slowdown that the test of `compare` finds in four of five comparisons, by drawing pairs at random from those
 * of a program that was measured against itself.
 *
 * @param ratios log ratios of such pairs, at least three
 * @param pairs after how many pairs a comparison is over
 * @returns relative: 0.05 is 5 %; null where even 50 % is not found so often
 */
export function detectableSlowdown(ratios: readonly number[], pairs: number): number | null {
  const plan = upTo(sequentialPlan(), pairs);
  const centre = median(ratios);
  const noise = ratios.map((ratio) => ratio - centre);
  if (power(noise, LARGEST, pairs, plan) < POWER) return null;
  let low = 0;
  let high = LARGEST;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (power(noise, middle, pairs, plan) >= POWER) high = middle;
    else low = middle;
  }
  return high;
}

function upTo(plan: SequentialPlan, pairs: number): SequentialPlan {
  const looks = plan.looks.filter((look) => look.pairs <= pairs);
  return { ...plan, looks: looks.length > 0 ? looks : [{ pairs, level: plan.looks[0]!.level }] };
}

function power(noise: readonly number[], slowdown: number, pairs: number, plan: SequentialPlan): number {
  const random = generator();
  let found = 0;
  for (let comparison = 0; comparison < COMPARISONS; comparison++) {
    const drawn = Array.from(
      { length: pairs },
      // Either of a pair may have been first: noise is as likely the other way round.
      () => Math.log1p(slowdown) + noise[Math.floor(random() * noise.length)]! * (random() < 0.5 ? -1 : 1),
    );
    const verdict = plan.looks
      .map((look) => judgePairs(drawn.slice(0, look.pairs), plan))
      .find((told) => told !== null);
    if (verdict?.verdict === 'slower') found++;
  }
  return found / COMPARISONS;
}

/** Numbers from 0 to 1, the same ones each time (mulberry32). */
function generator(): () => number {
  let state = 0x9e37_79b9;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
