import { EVENT, type LateSettings } from '../boot/protocol.ts';
import type { ThreadTrace } from '../boot/trace/read-trace.ts';
import type { LateLoad } from '../model/loads.ts';
import { registrationName } from '../model/registration-name.ts';
import type { FactsOfModules } from './module-facts.ts';
import type { RecordedRun } from './one-run.ts';
import { registrationsIn } from './read-registrations.ts';

export type EndedLateLoad = Pick<LateLoad, 'registrations' | 'problem'> & {
  /** It was going on when the process ended. */
  readonly unfinished?: true;
};

/** Node will not load such a module by `require()`: it awaits at its top level, or this version cannot do it at all. */
const NEEDS_IMPORT = new Set(['ERR_REQUIRE_ASYNC_MODULE', 'ERR_REQUIRE_ESM']);

/**
 * What late loads registered that startup had not, by name.
 *
 * @returns one item a load that was begun, in their order; empty where none was
 */
export function readLateLoads(
  { trace, header, run }: Pick<RecordedRun, 'trace' | 'header' | 'run'>,
  { modules }: LateSettings,
  facts: FactsOfModules,
): EndedLateLoad[] {
  if (trace === null) return [];
  const loads = loadsIn(trace);
  const [first] = loads;
  if (first === undefined) return [];
  const atStartup = new Set([...registrationsIn(trace, facts, 0, first.from)].map(registrationName));
  const isBlind = header?.mode === 'cjs-only' || header?.mode === 'register';
  return loads.map(({ from, to, problem }, at) => {
    const found = [...registrationsIn(trace, facts, from, to)];
    const blind =
      isBlind && modules[at]?.how === 'import'
        ? `this Node could not be looked into (${header.mode}): registrations of ES modules are not seen`
        : null;
    return {
      registrations: found.filter((registration) => !atStartup.has(registrationName(registration))),
      problem: problem === UNFINISHED ? unfinished(run) : (problem ?? blind),
      ...(problem === UNFINISHED && { unfinished: true as const }),
    };
  });
}

const UNFINISHED = 'unfinished';

interface TracedLoad {
  readonly from: number;
  readonly to: number;
  readonly problem: string | null;
}

function loadsIn({ events, strings }: ThreadTrace): TracedLoad[] {
  const loads: TracedLoad[] = [];
  for (let at = 0; at + 3 < events.length; at += 4) {
    const rank = events[at + 1] as number;
    if (events[at] === EVENT.lateLoad) loads[rank] = { from: at, to: events.length, problem: UNFINISHED };
    const begun = loads[rank];
    if (events[at] !== EVENT.lateLoadEnd || begun === undefined) continue;
    loads[rank] = { from: begun.from, to: at, problem: reasonOf(strings[events[at + 2] as number] ?? null) };
  }
  return loads;
}

function reasonOf(told: string | null): string | null {
  if (told === null) return null;
  const [code = '', message = ''] = told.split('\n');
  if (NEEDS_IMPORT.has(code))
    return 'it awaits at its top level, and the program ends by process.exit(): only what needs no waiting can be loaded then';
  return `it could not be loaded: ${message}`;
}

function unfinished({ outcome, exitCode, signal }: RecordedRun['run']): string {
  if (outcome === 'timed-out') return 'it was not loaded in time';
  return `the process ended while it was loaded (${signal ?? `exit code ${exitCode}`})`;
}
