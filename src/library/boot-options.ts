import type { BootFlags } from '../commands/boot-request.ts';
import { UsageError } from '../errors.ts';
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
  /** Whether what is booted sees no more of the environment than it needs to start (PATH, HOME and the like). */
  readonly cleanEnv?: boolean;
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

/**
 * Settings as a command has them from its flags.
 *
 * @internal
 * @throws UsageError `bad-option` for figures that no flag takes
 */
export function toBootFlags(settings: BootSettings): BootFlags {
  const { ready, runs, probedRuns, timeoutMs, maxMs, node, registrations = true } = settings;
  for (const [name, value] of Object.entries({ runs, probedRuns, timeoutMs, maxMs }))
    if (value !== undefined) refuseFigure(name, value);
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

function refuseFigure(name: string, value: unknown): void {
  if (typeof value === 'number' && value > 0 && (Number.isInteger(value) || (isMs(name) && value < Infinity)))
    return;
  throw new UsageError({
    code: 'bad-option',
    message: `${name} cannot be ${String(value)}`,
    hint: isMs(name) ? 'Give milliseconds, more than 0.' : 'Give a whole number, 1 or more.',
  });
}

function isMs(name: string): boolean {
  return name.endsWith('Ms');
}
