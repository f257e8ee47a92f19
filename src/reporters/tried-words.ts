import type { CutMeasurement, CutReason, TriedCuts, VerifiedPlan } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { holds, isSaving } from '../model/verdict.ts';
import { millis, percent, plural } from './numbers.ts';
import { placeOf } from './places.ts';

/** What came of cuts that were tried, in one line. */
export function triedWords({ measurement, edges }: TriedCuts): string {
  if (measurement.skipped?.length === edges.length) return 'none of the imports could be cut for a boot';
  if (!holds(measurement)) return brokenWords(measurement);
  if (isSaving(measurement)) return `saves ${percent(-measurement.change)} of CPU`;
  return measurement.low > 0 ? 'costs more than it saves' : 'saves nothing that can be told from noise';
}

/** `-31 % CPU (-35 % to -26 %), 412 to 284 ms, 12 pairs of boots`. */
export function changeWords({ change, low, high, pairs, baseCpuMs, headCpuMs }: CutMeasurement): string {
  if (pairs === 0) return 'nothing was measured';
  const times =
    baseCpuMs === undefined || headCpuMs === undefined
      ? ''
      : `, ${millis(baseCpuMs)} to ${millis(headCpuMs)} ms`;
  return `${signed(change)} CPU (${signed(low)} to ${signed(high)})${times}, ${plural(pairs, 'pair')} of boots`;
}

const SKIPPED_WORDS: Partial<Record<CutReason['code'], string>> = {
  'not-editable': 'its file cannot be changed for a boot',
  'target-awaits': 'its target awaits at top level',
  'side-effect-import': 'it is imported for what it does',
  're-export': 'it is passed on',
};

/** An import that was left as it is, and why. */
export function skippedWords(edge: ImportEdge, why: CutReason['code']): string {
  return `not cut: ${placeOf(edge)} '${edge.specifier}' (${SKIPPED_WORDS[why] ?? why.replaceAll('-', ' ')})`;
}

/** What came of verifying a plan, in one line. */
export function verifiedWords({ measurement, rounds, settled, dropped, untried }: VerifiedPlan): string {
  const left =
    dropped.length === 0 ? '' : `; ${plural(dropped.length, 'import')} given up, used while booting`;
  const open = untried.length === 0 ? '' : `; ${untriedWords(untried)}`;
  if (measurement === null) return `nothing of the plan was booted: it is not verified${left}${open}`;
  const sure = settled ? '' : '; not settled';
  const lost = holds(measurement) ? '' : `: ${brokenWords(measurement)}`;
  return `${changeWords(measurement)}, after ${plural(rounds, 'plan')}${lost}${left}${open}${sure}`;
}

/** Cuts that were planned or asked for, and that boots say nothing of. */
export function untriedWords(ids: readonly string[]): string {
  return `${plural(ids.length, 'cut')} not tried, or not in full: imports of theirs cannot be changed for a boot`;
}

function signed(share: number): string {
  return share > 0 ? `+${percent(share)}` : percent(share);
}

function brokenWords(measured: CutMeasurement): string {
  const { touched, registrationsLost, sameOutput, sameExitCode, problem } = measured;
  return [
    ...(problem === undefined ? [] : [`with the cuts ${problem}`]),
    ...(touched.length > 0 ? [`${plural(touched.length, 'import')} used while booting all the same`] : []),
    ...(registrationsLost.length > 0 ? [`${plural(registrationsLost.length, 'registration')} lost`] : []),
    ...(sameOutput ? [] : ['other output']),
    ...(sameExitCode ? [] : ['another exit code']),
  ].join(', ');
}
