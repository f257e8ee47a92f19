import process from 'node:process';
import type { CutGoal } from '../commands/cut-goal.ts';
import { suggestReport } from '../commands/suggest.ts';
import { UsageError } from '../errors.ts';
import { processHost } from '../io/host.ts';
import type { Report } from '../model/report.ts';
import { toBootFlags } from './boot-options.ts';
import { silentHost, toFlags } from './options.ts';
import type { SuggestOptions } from './suggest-options.ts';

/**
 * Suggests what to take from startup. Runs none of the user's code unless the options ask for boots.
 *
 * @throws UsageError, TargetError as `suggest` does
 */
export function suggestForProject(options: SuggestOptions, version: string): Promise<Report> {
  const { entries = [], goal, evict = [], boot, verify, signal = new AbortController().signal } = options;
  return suggestReport(silentHost(processHost(process), options), toFlags(options, version), entries, {
    options: {
      ...toBootFlags(options),
      evict,
      ...(goal !== undefined && { goal: goalOf(goal) }),
      ...(boot === true && { boot }),
      ...(verify === true && { verify }),
    },
    signal,
  });
}

function goalOf(goal: NonNullable<SuggestOptions['goal']>): CutGoal {
  const [unit, value] =
    'cpuMs' in goal ? (['ms', goal.cpuMs] as const) : (['x', goal.timesBareNode] as const);
  if (Number.isFinite(value) && value > 0) return { text: `${value}${unit}`, unit, value };
  throw new UsageError({
    code: 'bad-goal',
    message: `goal ${String(value)}${unit}: it must be above 0`,
    hint: 'Give { cpuMs: 800 } or { timesBareNode: 6 }.',
  });
}
