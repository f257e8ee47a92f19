import process from 'node:process';
import { toGoal } from '../cli-values.ts';
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
  return suggestReport(silentHost(processHost(process)), toFlags(options, version), entries, {
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

function goalOf(text: string): CutGoal {
  try {
    return toGoal(text);
  } catch (error) {
    const hint = 'Give CPU time or a multiple of bare Node: 800ms, 6x.';
    throw new UsageError({ code: 'bad-goal', message: `goal ${text}: ${(error as Error).message}`, hint });
  }
}
