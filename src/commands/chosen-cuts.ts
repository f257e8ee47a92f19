import { closest } from '../config/closest.ts';
import { TargetError, UsageError } from '../errors.ts';
import type { CutCandidate, CutReason, CutsReport } from '../model/cut.ts';

const ACTIONS = /^(type-only|unused|defer|past-barrel|move-leaf|registry|facade|lexing|upstream):/;

/** Ids of cuts, and names of entries: a word that starts with what is done is an id. */
export function splitWords(words: readonly string[]): { ids: readonly string[]; entries: readonly string[] } {
  return {
    ids: words.filter((word) => ACTIONS.test(word)),
    entries: words.filter((word) => !ACTIONS.test(word)),
  };
}

/**
 * The cuts with the given ids.
 *
 * @throws UsageError where one is unknown or none is given; TargetError where one is blocked, with its reasons
 */
export function chosenCuts(ids: readonly string[], reports: readonly CutsReport[]): readonly CutCandidate[] {
  const known = new Map(reports.flatMap(({ candidates }) => candidates.map((one) => [one.id, one] as const)));
  if (ids.length === 0) {
    throw new UsageError({
      code: 'no-cut',
      message: 'no cut is named',
      hint: 'Give ids of cuts: import-budget suggest lists them.',
    });
  }
  const chosen = [...new Set(ids)].map((id) => known.get(id) ?? unknown(id, [...known.keys()]));
  const blocked = chosen.filter((one) => isBlocked(one));
  if (blocked.length > 0) throw refusedCuts(blocked.map(({ id, reasons }) => ({ id, reasons })));
  return chosen;
}

/** Why cuts are not written, one line a reason. */
export function refusedCuts(
  refused: readonly { readonly id: string; readonly reasons: readonly CutReason[] }[],
): TargetError {
  const lines = refused.flatMap(({ id, reasons }) => [
    `${id} is not written:`,
    ...(reasons.length > 0 ? reasons.map(reasonLine) : ['  it lies where this project cannot change it']),
  ]);
  const [at] = refused.flatMap(({ reasons }) => reasons.map((reason) => reason.at));
  return new TargetError({
    code: 'cut-refused',
    message: lines.join('\n'),
    hint: 'No file was changed. Change these places by hand, or choose another cut.',
    ...(at && { at }),
  });
}

/** `  src/a.ts:3:1 heritage: extends Base` */
export function reasonLine({ code, at, detail }: CutReason): string {
  const place = [at.file, at.line, at.column].filter((part) => part !== undefined).join(':');
  return `  ${place} ${code}: ${detail}`;
}

function isBlocked({ action, deferability, safety }: CutCandidate): boolean {
  return action === 'upstream' || deferability === 'blocked' || safety === 'blocked';
}

function unknown(id: string, ids: readonly string[]): never {
  const near = closest(id, ids);
  throw new UsageError({
    code: 'no-such-cut',
    message: `there is no cut ${id}`,
    hint: near
      ? `Did you mean ${near}?`
      : 'import-budget suggest lists the cuts there are, with --json all of them.',
  });
}
