import { TargetError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import { bootAll } from './boot-all.ts';
import { requestOfEntry } from './boot-request.ts';
import type { GlobalFlags } from './flags.ts';

export interface VerifyOptions {
  readonly node?: string;
  readonly timeout?: number;
}

/** A few boots of an entry: enough to see that it works and how large the change is. */
const RUNS = { runs: 3, probedRuns: 1, maxTime: 15_000, registrations: false } as const;

/**
 * Boots entries, as `--verify` asks for (runs the user's code).
 *
 * @throws TargetError where a boot fails
 */
export async function verifyBoots(
  host: Host,
  flags: GlobalFlags,
  given: {
    readonly root: string;
    readonly config: Config;
    readonly entries: readonly EntryConfig[];
    readonly signal: AbortSignal;
  },
  options: VerifyOptions,
): Promise<readonly BootTrace[]> {
  const { root, config, entries, signal } = given;
  const boot = { ...RUNS, ...options };
  const { boots } = await bootAll(host, flags, {
    requests: (context) => entries.map((entry) => requestOfEntry(entry, context)),
    context: { root, registrars: config.registrars, flags: boot, signal },
  });
  const traces = boots.map(({ trace }) => trace);
  const failed = traces.find(({ failure }) => failure !== null);
  if (!failed?.failure) return traces;
  const { kind, message, hint } = failed.failure;
  throw new TargetError({ code: `boot-${kind}`, message: `'${failed.entry}': ${message}`, hint });
}

/** Median CPU of the boots, ms; null where there is none. */
export function cpuOf(trace: BootTrace | undefined): number | null {
  return trace?.totals.cpuMs?.value ?? null;
}
