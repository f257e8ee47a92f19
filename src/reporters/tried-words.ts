import type {
  CutCandidate,
  CutMeasurement,
  CutReason,
  CutsReport,
  TriedCuts,
  VerifiedPlan,
} from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { holds, holdsUp, isFewPairs, isSaving, savedMs } from '../model/verdict.ts';
import { signed } from './compare-words.ts';
import { millis, percent, plural } from './numbers.ts';
import { placeOf } from './places.ts';

/** What came of cuts that were tried, in one line. */
export function triedWords({ measurement, edges }: TriedCuts): string {
  if (measurement.skipped?.length === edges.length) return 'none of the imports could be cut for a boot';
  if (!holds(measurement)) return brokenWords(measurement);
  if (isSaving(measurement)) return `saves ${percent(-measurement.change)} of CPU`;
  return measurement.low > 0 ? 'costs more than it saves' : 'saves nothing that can be told from noise';
}

/** `-31 % CPU (-35 % to -26 %), 412 to 284 ms, 12 pairs of boots`; of too few pairs no interval. */
export function changeWords(measured: CutMeasurement): string {
  const { change, low, high, pairs, baseCpuMs, headCpuMs } = measured;
  if (pairs === 0) return 'nothing was measured';
  const times =
    baseCpuMs === undefined || headCpuMs === undefined
      ? ''
      : `, ${millis(baseCpuMs)} to ${millis(headCpuMs)} ms`;
  const range = isFewPairs(measured) ? 'few runs' : `${signed(low)} to ${signed(high)}`;
  return `${signed(change)} CPU (${range})${times}, ${plural(pairs, 'pair')} of boots`;
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

/** What a plan rests on: what boots with it showed, or that there were none; null where there is no plan. */
export function groundsWords({ verified, plan }: CutsReport): string | null {
  if (verified !== undefined) return verifiedWords(verified);
  if (plan.cuts.length === 0) return null;
  return 'not yet: who calls a function at startup that uses an import is seen in a boot only; --verify boots the plan';
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

/** What a cut's saving rests on, where that is boots; null where it is predicted. */
export function rebootWords({ measured }: CutCandidate): string | null {
  if (measured === undefined || savedMs(measured) === null) return null;
  if (measured.skipped && measured.skipped.length > 0) return 'measured by re-boot in part';
  return isSaving(measured) ? 'verified by re-boot' : 'measured by re-boot';
}

/** From here on a saving is another than was predicted, not a rougher figure of it. */
const OFF = 1.6;

/** What boots with a cut alone showed; null where there were none. */
export function measuredWords({ measured, frees }: CutCandidate): string | null {
  if (measured === undefined) return null;
  if (!holdsUp(measured)) return `tried by re-boot, and it does not hold: ${brokenWords(measured)}`;
  return `by re-boot: ${changeWords(measured)}${offWords(frees.ms, measured)}`;
}

/** Where what was measured is far from what was predicted, and noise does not explain it. */
function offWords(predictedMs: number | null, measured: CutMeasurement): string {
  const saved = savedMs(measured);
  if (saved === null || predictedMs === null) return '';
  const { baseCpuMs = 0, low, high } = measured;
  const isWithin = -high * baseCpuMs <= predictedMs && predictedMs <= -low * baseCpuMs;
  if (!isFewPairs(measured) && isWithin) return '';
  const predicted = `; ${millis(predictedMs)} ms were predicted`;
  if (saved <= 0 || predictedMs <= 0) return predicted;
  const times = Math.max(saved / predictedMs, predictedMs / saved);
  return times <= OFF
    ? ''
    : `${predicted}, ${times.toFixed(1)} times as ${saved > predictedMs ? 'little' : 'much'}`;
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
