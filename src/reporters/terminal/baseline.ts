import type { BaselineLine } from '../../model/baseline.ts';
import { visible } from '../escape.ts';
import { plural } from '../numbers.ts';

/** What is shown of an update or pruning. */
export interface BaselineOutcome {
  /** Relative to the root. */
  readonly file: string;
  /** Whether there was no baseline before. */
  readonly isNew: boolean;
  readonly removed: readonly BaselineLine[];
  readonly added: readonly BaselineLine[];
  /** What was not added, as nobody said that it may be, and how startup comes to it. */
  readonly refused: readonly (BaselineLine & { readonly why: string | null })[];
  /** Lines of the file now. */
  readonly lines: number;
  /** Entries that could not be looked at, and stay as they were. */
  readonly failed: readonly { readonly entry: string; readonly message: string }[];
}

const SHOWN = 20;

/** Lines for a person: what left, what came, what would have come and why, and what to do about it. */
export function baselineLines(outcome: BaselineOutcome, verbose: boolean): string[] {
  const { file, isNew, removed, added, refused, lines, failed } = outcome;
  const name = visible(file);
  const limit = verbose ? Infinity : SHOWN;
  const changed = removed.length + added.length;
  const byBoot = refused.some(({ kind }) => kind === 'registration');
  return [
    ...listed('removed', removed, limit),
    ...(isNew ? [] : listed('added', added, limit)),
    ...listed('not added', refused, limit),
    ...failed.map((each) => `! ${visible(each.entry)}: left as it was: ${visible(each.message)}`),
    isNew && lines > 0
      ? `${name}: written, ${plural(lines, 'name')}`
      : `${name}: ${changed === 0 ? 'nothing to change' : `${plural(removed.length, 'name')} removed, ${added.length} added`}, ${plural(lines, 'name')}`,
    ...(refused.length > 0
      ? [
          `${plural(refused.length, 'name')} would be new. Keep ${refused.length === 1 ? 'it' : 'them'} out of startup, or agree to ${refused.length === 1 ? 'it' : 'them'}:`,
          `  import-budget baseline update${byBoot ? ' --boot' : ''} --allow-additions`,
        ]
      : []),
  ];
}

function listed(
  what: string,
  lines: readonly (BaselineLine & { readonly why?: string | null })[],
  limit: number,
): string[] {
  if (lines.length === 0) return [];
  const sign = what === 'removed' ? '-' : '+';
  const shown = lines.length <= limit + 1 ? lines : lines.slice(0, limit);
  const more = lines.length - shown.length;
  return [
    `${what}:`,
    ...shown.flatMap(({ entry, kind, name, why }) => [
      `  ${sign} ${visible(entry)} ${kind} ${visible(name)}`,
      ...(why == null ? [] : [`      ${visible(why)}`]),
    ]),
    ...(more > 0 ? [`  … and ${more} more (--verbose)`] : []),
  ];
}
