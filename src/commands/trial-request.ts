import { MEASURING_BUDGET_MS } from '../boot/run-plan.ts';
import { scriptWords } from '../entries/script-words.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { EntryConfig } from '../model/config.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { TrialRequest } from '../trying/trial.ts';
import { requestOfEntry, type BootFlags } from './boot-request.ts';

export interface TrialOptions {
  readonly host: Host;
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly registrars: readonly string[];
  readonly flags: BootFlags;
  /** Further commands of the entry, as one would type them. */
  readonly scenarios: readonly string[];
  readonly signal: AbortSignal;
  readonly onBoot: (done: number) => void;
}

/**
 * How the cuts of an entry are tried: its own command is measured, further scenarios are booted beside it.
 *
 * @throws UsageError where the entry cannot be started, or a scenario is no single command
 */
export function trialRequest(entry: EntryConfig, options: TrialOptions): TrialRequest {
  const { scenarios, flags, signal, onBoot } = options;
  const context = { ...options, onRun: () => undefined };
  const entries = [
    entry,
    ...scenarios.map((line) => ({ ...entry, boot: { ...entry.boot, run: wordsOf(line) } })),
  ];
  return {
    scenarios: entries.map((each) => requestOfEntry(each, context)),
    entryFile: entry.file as ModuleId,
    maxMs: flags.maxTime ?? MEASURING_BUDGET_MS,
    signal,
    onBoot,
  };
}

function wordsOf(line: string): readonly string[] {
  const [words, ...more] = scriptWords(line);
  if (words !== undefined && more.length === 0) return words;
  throw new UsageError({
    code: 'bad-scenario',
    message: `--scenario ${line}: that is no single command`,
    hint: 'Give one command as you would type it: --scenario "node cli.js help".',
  });
}
