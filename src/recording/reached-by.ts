import type { ReadyProbe } from '../boot/ready/ready-probe.ts';
import type { RecordedRun } from './one-run.ts';

/** What a run must tell here. */
export type EndedRun = {
  readonly run: Pick<RecordedRun['run'], 'kind' | 'outcome'>;
  readonly moment: RecordedRun['moment'];
};

/**
 * What the awaited moment was in fact, as the user would write it: `auto` stands for several.
 *
 * @param runs in the order they ran
 * @returns null where no run came that far
 */
export function reachedBy(
  runs: readonly EndedRun[],
  { name, endsAtExit }: Pick<ReadyProbe, 'name' | 'endsAtExit'>,
): string | null {
  const last = runs.findLast(({ run }) => run.kind !== 'bare' && run.outcome === 'ready');
  if (last === undefined) return null;
  const { moment } = last;
  if (moment !== null)
    return moment.port > 0 ? `${moment.name}:${moment.port}` : asWritten(moment.name, name);
  return endsAtExit ? 'exit' : name;
}

/** Of `mark:ready` the process only tells that it was a mark. */
function asWritten(moment: string, name: string): string {
  return name.startsWith(`${moment}:`) ? name : moment;
}
