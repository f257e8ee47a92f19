import { hodgesLehmann, type Shift } from './hodges-lehmann.ts';
import { signedRankPValue } from './wilcoxon.ts';

/** When a test looks at its pairs, and how rare a result has to be to end it. */
export interface Look {
  readonly pairs: number;
  readonly level: number;
}

export interface SequentialPlan {
  /** Ascending; after the last one nothing more is measured. */
  readonly looks: readonly Look[];
  /** The least shift that is called slower, however sure it is: 0.03 is 3 %. */
  readonly leastShift: number;
  /** `no-difference` means: not slower by as much as this. */
  readonly margin: number;
}

export interface Verdict {
  /** `faster` is told for information. */
  readonly verdict: 'slower' | 'faster' | 'no-difference' | 'inconclusive';
  /** Relative change of CPU from base to head, 0.05 is 5 % slower, with the range that holds it at 95 %. */
  readonly shift: Shift;
  readonly pairs: number;
  /** Chance of pairs as far on the slower side where nothing differs. */
  readonly pValue: number;
}

/**
 * Together 0.13 %: where nothing differs, one comparison in 770 may pass a look, and fewer the least shift as well. Most of
 * it is spent late, when a shift by chance is small. Chosen by resampling recorded boots of a small program beside a busy
 * loop: fewer than one in 1000 false alarms, 5 % is seen in nine of ten comparisons, with 45 pairs on average.
 */
const LOOKS: readonly Look[] = [
  { pairs: 14, level: 0.0001 },
  { pairs: 20, level: 0.0001 },
  { pairs: 30, level: 0.0001 },
  { pairs: 40, level: 0.0002 },
  { pairs: 60, level: 0.0003 },
  { pairs: 80, level: 0.0005 },
];
const LEAST_SHIFT = 0.03;
/** Between what is called slower and what is called no difference there has to be room for noise. */
const ROOM = 0.02;
/** From here on it shows how noisy the pairs are. */
const NOISE_SHOWS = 20;
const NOISE_LEVEL = 0.998;
const INTERVAL = 0.95;

/** @param leastShift relative: 0.05 lets 5 % pass */
export function sequentialPlan(leastShift: number = LEAST_SHIFT): SequentialPlan {
  return { looks: LOOKS, leastShift, margin: leastShift + ROOM };
}

/**
 * Judges pairs as they come in, for measuring to end as soon as the answer is known: a group-sequential Wilcoxon test.
 *
 * `slower` needs a signed-rank test below the level of the look and a Hodges-Lehmann shift above the least one;
 * `no-difference` needs the same test to refuse a shift as large as the margin; what looks faster is first given the chance
 * to prove it. Levels are spent on each look (Bonferroni),
 * so that looking often does not make a false alarm likelier. All else is `inconclusive`, also where the pairs are so
 * noisy that more of them would not help.
 *
 * @param ratios log ratios of head to base, all so far, in their order
 * @returns null while more pairs are needed; only at the numbers of pairs that `plan.looks` names, or past the last, can
 *   there be a verdict
 */
export function judgePairs(ratios: readonly number[], plan: SequentialPlan): Verdict | null {
  const last = plan.looks.at(-1)!;
  const look = plan.looks.find(({ pairs }) => pairs === ratios.length);
  if (look === undefined && ratios.length < last.pairs) return null;
  const { level } = look ?? last;
  const isLast = ratios.length >= last.pairs;
  const told = verdictAt(ratios, { level, isLast }, plan);
  if (told !== null) return conclude(told, ratios);
  const isOver = isLast || isHopeless(ratios, plan);
  return isOver ? conclude('inconclusive', ratios) : null;
}

/** What is known of pairs when measuring was broken off. @param ratios at least one */
export function brokenOff(ratios: readonly number[]): Verdict {
  return conclude('inconclusive', ratios);
}

function verdictAt(
  ratios: readonly number[],
  { level, isLast }: { readonly level: number; readonly isLast: boolean },
  { leastShift, margin }: SequentialPlan,
): Exclude<Verdict['verdict'], 'inconclusive'> | null {
  const mirrored = ratios.map((ratio) => -ratio);
  const { value } = hodgesLehmann(ratios, INTERVAL);
  const least = Math.log1p(leastShift);
  if (value > least && signedRankPValue(ratios) <= level) return 'slower';
  if (value < -least && signedRankPValue(mirrored) <= level) return 'faster';
  if (value < -least && !isLast) return null;
  return signedRankPValue(mirrored, -Math.log1p(margin)) <= level ? 'no-difference' : null;
}

/** Whether the last look could not even tell twice the margin from nothing, going by the spread so far. */
function isHopeless(ratios: readonly number[], { looks, margin }: SequentialPlan): boolean {
  if (ratios.length < NOISE_SHOWS) return false;
  const { low, high } = hodgesLehmann(ratios, NOISE_LEVEL);
  const narrowing = Math.sqrt(ratios.length / looks.at(-1)!.pairs);
  return ((high - low) / 2) * narrowing > 2 * margin;
}

function conclude(verdict: Verdict['verdict'], ratios: readonly number[]): Verdict {
  const { value, low, high } = hodgesLehmann(ratios, INTERVAL);
  return {
    verdict,
    shift: { value: Math.expm1(value), low: Math.expm1(low), high: Math.expm1(high) },
    pairs: ratios.length,
    pValue: signedRankPValue(ratios),
  };
}
