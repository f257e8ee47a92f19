import type { BootTrace, Registration } from '../model/boot.ts';
import type { ModuleId } from '../model/module-id.ts';

type Rename = (id: ModuleId) => ModuleId;

/** Gives modules other ids throughout a boot, as `renameModules` does throughout an analysis. */
export function renameTrace(trace: BootTrace, rename: Rename): BootTrace {
  const maybe = (id: ModuleId | null) => (id === null ? null : rename(id));
  return {
    ...trace,
    main: maybe(trace.main),
    modules: trace.modules.map((visit) => ({
      ...visit,
      id: rename(visit.id),
      importer: maybe(visit.importer),
      laterImporters: visit.laterImporters.map(rename),
    })),
    registrations: trace.registrations && renameRegistrations(trace.registrations, rename),
  };
}

/** The same registrations under the ids of the modules that make them. */
export function renameRegistrations(
  registrations: readonly Registration[],
  rename: Rename,
): readonly Registration[] {
  return registrations.map((it) => ({ ...it, module: rename(it.module) }));
}
