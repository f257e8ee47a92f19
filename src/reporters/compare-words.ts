import type { CompareSide, Commit, CpuHint, CpuVerdict, StartupChange } from '../model/compare.ts';
import { millis, percent, plural, times } from './numbers.ts';
import { shortId } from './places.ts';

const HASH_DIGITS = 9;

/** `main (3f2c1a9b0 2026-03-01 Add migrate)`, `working tree (on 3f2c1a9b0 …, with changes)`. */
export function sideWords({ kind, name, commit, dirty }: CompareSide): string {
  if (kind === 'report') return name;
  const on = commit === null ? 'without a commit' : commitWords(commit);
  if (kind === 'commit') return `${name} (${on})`;
  return `${name} (on ${on}${dirty ? ', with changes' : ''})`;
}

/** `3f2c1a9b0 2026-03-01 Add migrate`. */
function commitWords({ hash, date, subject }: Commit): string {
  return `${hash.slice(0, HASH_DIGITS)} ${date.slice(0, 10)} ${subject}`.trimEnd();
}

/** How many modules came or left with a change: as in totals, Node's own do not count unless there is nothing else. */
export function countWords({ modules }: StartupChange): string {
  const files = modules.filter((id) => !id.startsWith('node:'));
  return files.length > 0 ? plural(files.length, 'module') : plural(modules.length, 'Node builtin');
}

/** What came or left by name: packages that did as a whole say most, else the modules. */
export function namesOf({ packages, modules }: StartupChange): readonly string[] {
  return packages.length > 0 ? packages : modules.map(shortId);
}

/** Who wrote an import's line; null where that is not known. */
export function lineWords({ line }: StartupChange): string | null {
  if (line === null) return null;
  return line === 'uncommitted' ? 'not committed yet' : commitWords(line);
}

/** What the sequential test said: `slower by 6.1 % (95 %: 3.9 % to 8.4 %)`. */
export function verdictWords({ verdict, shift, margin, stopped }: CpuVerdict): string {
  if (shift === null)
    return stopped?.why === 'failed' ? 'not measured' : 'not measured: no time for a pair of boots';
  const range = `95 %: ${signed(shift.low)} to ${signed(shift.high)}`;
  switch (verdict) {
    case 'slower':
      return `slower by ${percent(shift.value)} (${range})`;
    case 'faster':
      return `faster by ${percent(-shift.value)} (${range})`;
    case 'no-difference':
      return `not slower by ${percent(margin)} or more: ${signed(shift.value)} (${range})`;
    case 'inconclusive':
      return `inconclusive: ${signed(shift.value)} (${range})`;
  }
}

/** Figures behind a verdict: `412 -> 437 ms CPU, 30 pairs of boots in turn`. */
export function pairWords({ baseCpuMs, headCpuMs, pairs }: CpuVerdict): string {
  if (baseCpuMs === null || headCpuMs === null) return '';
  return `${millis(baseCpuMs)} -> ${millis(headCpuMs)} ms CPU, ${plural(pairs, 'pair')} of boots in turn`;
}

/** Two series set side by side: `5.9x -> 6.3x bare Node (+6.8 %); two such series may differ by 21 % without a cause`. */
export function hintWords({ base, head, by, change, noise, sameMachine }: CpuHint): string {
  const unit = by === 'multiple' ? ' bare Node' : ' ms CPU';
  const figure = by === 'multiple' ? times : millis;
  const figures = `${figure(base.value)} -> ${figure(head.value)}${unit} (${signed(change)})`;
  if (!sameMachine)
    return `${figures}; measured on different machines, or with another Node version, cache or environment: says nothing`;
  if (noise === null) return `${figures}; too few runs to tell what that means`;
  const larger = Math.abs(change) > noise;
  return `${figures}; ${larger ? 'more than' : 'within'} the ${percent(noise)} that two such series may differ without a cause`;
}

/** `+6.1 %`, `-2 %`, `0 %`. */
export function signed(share: number): string {
  const text = percent(share);
  return share > 0 && text !== '0 %' ? `+${text}` : text;
}
