import { EVENT } from '../boot/protocol.ts';
import type { ThreadTrace } from '../boot/trace/read-trace.ts';
import { moduleKey } from '../boot/trace/module-key.ts';
import type { Registration } from '../model/boot.ts';
import type { FactsOfModules } from './module-facts.ts';
import type { RecordedRun } from './one-run.ts';

type Told = Omit<Registration, 'module'>;

/** What the registrations run recorded, in order; null where there was none, or it ended badly. */
export function readRegistrations(
  runs: readonly RecordedRun[],
  facts: FactsOfModules,
): readonly Registration[] | null {
  const whole = runs.find(({ run }) => run.kind === 'registrations' && run.outcome === 'ready');
  const trace = whole?.trace ?? null;
  return trace === null ? null : [...registrationsIn(trace, facts)];
}

/**
 * The registrations that a part of a trace tells of.
 *
 * @param from,to places in `events`
 */
export function* registrationsIn(
  { events, strings }: ThreadTrace,
  facts: FactsOfModules,
  from = 0,
  to = events.length,
): Generator<Registration> {
  for (let at = from; at + 3 < to; at += 4) {
    if (events[at] !== EVENT.registration) continue;
    const text = strings[events[at + 1] as number];
    const module = strings[events[at + 2] as number];
    if (text == null || module == null) continue;
    const told = toldBy(text);
    if (told === null) continue;
    const { kind, target, name, count } = told;
    yield { module: facts.of(moduleKey(module)).id, kind, target: readable(target, facts), name, count };
  }
}

/** Null where the text is cut (a program may use names that are longer than a trace takes), or is not the probe's. */
function toldBy(text: string): Told | null {
  try {
    const told = JSON.parse(text) as Partial<Record<keyof Told, unknown>> | null;
    const isTold =
      typeof told?.kind === 'string' &&
      typeof told.target === 'string' &&
      typeof told.name === 'string' &&
      typeof told.count === 'number';
    return isTold ? (told as Told) : null;
  } catch {
    return null;
  }
}

/** A path of POSIX or Windows, or a file URL. */
const PLACE = /^(?:\/|file:|\\\\|[a-z]:[\\/])/i;

/** Emitters are named after the module that exports them: `<module>#<export>`. */
function readable(target: string, facts: FactsOfModules): string {
  const hash = target.lastIndexOf('#');
  const module = hash < 0 ? target : target.slice(0, hash);
  if (!PLACE.test(module)) return target;
  return facts.of(moduleKey(module)).id + (hash < 0 ? '' : target.slice(hash));
}
