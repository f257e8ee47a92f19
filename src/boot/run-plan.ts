import type { RunKind } from '../model/boot.ts';

export interface RunCounts {
  readonly plain: number;
  readonly probed: number;
  /** Default: two for each plain one, so that it has a neighbour on either side. */
  readonly bare?: number;
}

/** The 95 % interval of five runs is their whole range and more; that of seven leaves room for a disturbed one. */
export const DEFAULT_RUNS = { plain: 7, probed: 5 } as const satisfies RunCounts;

/** A boot that takes long is measured less often rather than for minutes. */
export const MEASURING_BUDGET_MS = 30_000;

/** Below these counts neither a median nor a per-module minimum says anything. */
const FEWEST = { plain: 3, probed: 2, bare: 0, registrations: 0 } as const satisfies Record<RunKind, number>;

/**
 * The order of runs. Kinds are interleaved, for what disturbs the machine has to meet all of them: each plain run stands
 * between two bare ones, and probed ones come between such groups.
 *
 * The first run of a program reads its files from the disk, which none of the others does. It is a probed one: the
 * smallest time of each module over all probed runs does not mind, whereas a run that nobody counts would cost a slow
 * program as much as a measured one.
 *
 * @param counts how many of each kind, none negative
 */
export function planRuns({ plain, probed, bare = 2 * plain }: RunCounts): RunKind[] {
  const first: RunKind[] = probed > 0 ? ['probed'] : [];
  const between = placed('probed', probed - first.length).map(({ kind, place }) => ({
    kind,
    place: plain > 0 ? Math.round(place * plain) / plain : place,
  }));
  const all = [...placed('bare', bare), ...placed('plain', plain), ...between];
  all.sort((one, other) => one.place - other.place);
  return [...first, ...all.map(({ kind }) => kind)];
}

export interface Progress {
  readonly elapsedMs: number;
  readonly budgetMs: number;
  readonly done: readonly RunKind[];
  /** What is still planned, the next one first. */
  readonly left: readonly RunKind[];
}

/**
 * Whether there is time for one more run: the budget is not used up, or a kind that is still planned has not been
 * measured three times (plain) or twice (probed).
 */
export function enoughTime({ elapsedMs, budgetMs, done, left }: Progress): boolean {
  if (left.length === 0) return false;
  if (elapsedMs < budgetMs) return true;
  return left.some((kind) => done.filter((each) => each === kind).length < FEWEST[kind]);
}

interface Placed {
  readonly kind: RunKind;
  /** Where in the whole measuring, from 0 to 1. */
  readonly place: number;
}

/** Runs of one kind at equal distances. */
function placed(kind: RunKind, count: number): Placed[] {
  return Array.from({ length: count }, (_, i) => ({ kind, place: (i + 0.5) / count }));
}
