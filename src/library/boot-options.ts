import type { BootFlags } from '../commands/boot-request.ts';
import type { ProjectOptions } from './options.ts';

/** How to boot. */
export interface BootSettings {
  /** When a boot is over: `exit`, `main`, `listen:3000`, `mark:ready`, `http:URL`, `idle:500`; default: the entry's own. */
  readonly ready?: string;
  /** Boots without the probe, whose median is the headline. */
  readonly runs?: number;
  /** Boots with the probe that times modules. */
  readonly probedRuns?: number;
  /** Limit of one boot in ms; default 30,000. */
  readonly timeoutMs?: number;
  /** Limit of all boots of an entry in ms. */
  readonly maxMs?: number;
  /** Node binary. */
  readonly node?: string;
  /** Whether to record what modules register, in a run of its own; default true. */
  readonly registrations?: boolean;
  /** Ends the boots, and all they have started; what was measured until then is in the report. */
  readonly signal?: AbortSignal;
}

/** What `boot` takes. */
export interface BootOptions extends ProjectOptions, BootSettings {
  /** A command to boot instead of entries, one word an item. */
  readonly command?: readonly string[];
}

/** Settings as a command has them from its flags. */
export function toBootFlags(settings: BootSettings): BootFlags {
  const { ready, runs, probedRuns, timeoutMs, maxMs, node, registrations = true } = settings;
  return {
    registrations,
    ...(ready !== undefined && { ready }),
    ...(runs !== undefined && { runs }),
    ...(probedRuns !== undefined && { probedRuns }),
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    ...(maxMs !== undefined && { maxTime: maxMs }),
    ...(node !== undefined && { node }),
  };
}
