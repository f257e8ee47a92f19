import type { BootTrace, ModuleVisit } from '../../model/boot.ts';
import { OUTCOMES, PHASE_FIELDS, TIME_UNIT_MS, type PayloadBoot } from './payload-format.ts';
import { packNumbers, packRuns, zigzag } from './vlq.ts';

/** What a boot's pack needs of the table of modules. */
export interface KnownModules {
  readonly numberOf: ReadonlyMap<string, number>;
  /** Whether the sources hold an import that runs at startup. */
  readonly isImport: (from: number, to: number) => boolean;
}

/** Packs the modules of a boot; every one of them must have a number. */
export function packBoot(boot: BootTrace, { numberOf, isImport }: KnownModules): PayloadBoot {
  const visits = boot.modules.toSorted((a, b) => a.order - b.order);
  const numbers = visits.map(({ id }) => numberOf.get(id)!);
  const placeOf = new Map(visits.map(({ id }, place) => [id, place]));
  const importers = visits.map(({ importer }, place) => {
    const above = importer === null ? undefined : placeOf.get(importer);
    return above === undefined || above >= place ? 0 : place - above;
  });
  const seen = visits.flatMap((visit, place) =>
    importersOf(visit).flatMap((id) => {
      const from = numberOf.get(id);
      const to = numbers[place]!;
      return from === undefined || from === to || isImport(from, to) ? [] : [from, to];
    }),
  );
  const column = (valueOf: (visit: ModuleVisit) => number) => packNumbers(visits.map(valueOf));
  return {
    modules: packNumbers(numbers.map((number, at) => zigzag(number - (numbers[at - 1] ?? 0)))),
    importers: packNumbers(importers),
    times: PHASE_FIELDS.map((field) => column((visit) => timeUnits(visit[field]))),
    retained: column(({ retainedMs }) => timeUnits(retainedMs)),
    retainedModules: column(({ retainedModules }) => retainedModules),
    outcomes: packRuns(visits.map(({ outcome }) => OUTCOMES.indexOf(outcome))),
    seen: packNumbers(seen),
    outside: [
      timeUnits(boot.outside.nodeMs),
      timeUnits(boot.outside.loaderMs),
      timeUnits(boot.outside.afterMs),
    ],
  };
}

function importersOf({ importer, laterImporters }: ModuleVisit): readonly string[] {
  return importer === null ? laterImporters : [importer, ...laterImporters];
}

function timeUnits(ms: number): number {
  return Math.max(0, Math.round(ms / TIME_UNIT_MS));
}
