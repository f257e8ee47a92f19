import { median } from './median.ts';
import { judgePairs, sequentialPlan, type SequentialPlan, type Verdict } from './sequential-test.ts';

/** A slowdown above this is no question of noise. */
const LARGEST = 0.5;
/** Share of comparisons that have to find it. */
const POWER = 0.8;
const COMPARISONS = 60;
const STEPS = 6;

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
  if (!isFound(noise, LARGEST, pairs, plan)) return null;
  let low = 0;
  let high = LARGEST;
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (isFound(noise, middle, pairs, plan)) high = middle;
    else low = middle;
  }
  return high;
}

function upTo(plan: SequentialPlan, pairs: number): SequentialPlan {
  const looks = plan.looks.filter((look) => look.pairs <= pairs);
  return { ...plan, looks: looks.length > 0 ? looks : [{ pairs, level: plan.looks[0]!.level }] };
}

function isFound(noise: readonly number[], slowdown: number, pairs: number, plan: SequentialPlan): boolean {
  const random = generator();
  const needed = POWER * COMPARISONS;
  let found = 0;
  for (let left = COMPARISONS; left > 0 && found < needed && found + left >= needed; left--) {
    const drawn = Array.from(
      { length: pairs },
      // Either of a pair may have been first: noise is as likely the other way round.
      () => Math.log1p(slowdown) + noise[Math.floor(random() * noise.length)]! * (random() < 0.5 ? -1 : 1),
    );
    if (verdictOn(drawn, plan)?.verdict === 'slower') found++;
  }
  return found >= needed;
}

function verdictOn(ratios: readonly number[], plan: SequentialPlan): Verdict | null {
  for (const { pairs } of plan.looks) {
    const verdict = judgePairs(ratios.slice(0, pairs), plan);
    if (verdict !== null) return verdict;
  }
  return null;
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
