import { fileURLToPath } from 'node:url';
import { EVENT, type ChildSettings } from '../../protocol.ts';
import type { BodyWatch } from '../body-watch.ts';
import { declareGlobal } from '../global-name.ts';
import { loadLater } from '../late-loads.ts';
import { runProbe } from '../probe.ts';
import type { Recorder } from '../recorder.ts';
import { insertReporters } from '../registrations/insert.ts';
import { watchRegistrations } from '../registrations.ts';
import { isMainThread } from '../thread-kind.ts';

/** The global that calls of registrars are reported to. */
const REPORTER = '__import_budget_registrar__';

/** Records what modules register while they are evaluated. Times of such a run count for nothing. */
export function run(settings: ChildSettings): void {
  runProbe(settings, (recorder) => bodiesOf(recorder, settings));
}

function bodiesOf(recorder: Recorder, { registrars, late }: ChildSettings): BodyWatch {
  const { stringify } = JSON;
  const watch = watchRegistrations((module, kind, target, name, count) => {
    // Without a prototype: the program may have given all objects a toJSON.
    const registration = stringify({ __proto__: null, kind, target, name, count });
    recorder.event(EVENT.registration, recorder.id(registration), recorder.id(module));
    recorder.flush();
  });
  recorder.onEnd = () => watch.flush();
  if (late !== undefined && isMainThread) loadLater(recorder, late);
  const called = (index: number, first: unknown) => {
    const place = registrars[index];
    if (place !== undefined) watch.called(place.name, first);
  };
  declareGlobal(REPORTER, called);
  const missed = (name: string) =>
    recorder.problem(
      `calls of the registrar ${name} were not seen: its function was not found as it was loaded`,
    );
  return {
    prepare(name, text) {
      if (registrars.length === 0 || typeof name !== 'string' || typeof text !== 'string') return text;
      try {
        const file = name.slice(0, 5) === 'file:' ? fileURLToPath(name) : name;
        return insertReporters(text, registrars, REPORTER, file, missed);
      } catch {
        // A data: URL, or a program that has replaced what is needed here.
        return text;
      }
    },
    enter: (name, commonJs) => watch.enter(name, commonJs),
    leave: (name, exports) => watch.leave(name as string, exports),
  };
}
