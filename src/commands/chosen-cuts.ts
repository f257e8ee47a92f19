import { closest } from '../config/closest.ts';
import { TargetError, UsageError } from '../errors.ts';
import type { CutCandidate, CutReason, CutsReport } from '../model/cut.ts';
import type { Place } from '../model/finding.ts';
import type { Hazard } from '../model/hazard.ts';
import { hazardWords } from '../reporters/hazard-words.ts';

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
  if (blocked.length > 0) throw refusedCuts(blocked);
  return chosen;
}

/** Why cuts are not written, one line a reason. */
export function refusedCuts(
  refused: readonly (Pick<CutCandidate, 'id' | 'reasons'> &
    Partial<Pick<CutCandidate, 'deferability' | 'unmasks'>>)[],
): TargetError {
  const lines: string[] = [];
  const places: Place[] = [];
  for (const { id, reasons, deferability, unmasks = [] } of refused) {
    // Reasons of what is not blocked for them say how to write it, not why not to.
    const breaks = deferability === 'blocked' ? [] : unmasks.filter((one) => one.confidence === 'certain');
    const why = breaks.length > 0 ? breaks.map(hazardLine) : reasons.map(reasonLine);
    lines.push(`${id} is not written:`, ...(why.length > 0 ? why : ['  this project cannot change it']));
    places.push(...(breaks.length > 0 ? breaks.map(placeOfHazard) : reasons.map((one) => one.at)));
  }
  const [at] = places;
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

function hazardLine(hazard: Hazard): string {
  return `  startup would break: ${hazardWords(hazard)}`;
}

function placeOfHazard({ module, lines: [line] }: Hazard): Place {
  return { file: module, ...(line !== undefined && { line }) };
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
