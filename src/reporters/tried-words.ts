import type { CutMeasurement, TriedCuts } from '../model/cut.ts';
import { holds } from '../model/verdict.ts';
import { percent, plural } from './numbers.ts';

/** What came of cuts that were tried, in one line. */
export function triedWords({ measurement }: TriedCuts): string {
  if (!holds(measurement)) return brokenWords(measurement);
  if (measurement.high < 0) return `saves ${percent(-measurement.change)} of CPU`;
  return measurement.low > 0 ? 'costs more than it saves' : 'saves nothing that can be told from noise';
}

/** `-31 % CPU (-35 % to -26 %), 12 pairs of boots`. */
export function changeWords({ change, low, high, pairs }: CutMeasurement): string {
  return `${signed(change)} CPU (${signed(low)} to ${signed(high)}), ${plural(pairs, 'pair')} of boots`;
}

function signed(share: number): string {
  return share > 0 ? `+${percent(share)}` : percent(share);
}

function brokenWords({ touched, registrationsLost, sameOutput, sameExitCode }: CutMeasurement): string {
  return [
    ...(touched.length > 0 ? [`${plural(touched.length, 'import')} used while booting all the same`] : []),
    ...(registrationsLost.length > 0 ? [`${plural(registrationsLost.length, 'registration')} lost`] : []),
    ...(sameOutput ? [] : ['other output']),
    ...(sameExitCode ? [] : ['another exit code']),
  ].join(', ');
}
