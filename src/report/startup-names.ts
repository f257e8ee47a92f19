import type { BootTrace } from '../model/boot.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import { isUrlId, type ModuleId } from '../model/module-id.ts';
import { registrationName } from '../model/registration-name.ts';
import type { EntryReport, Report } from '../model/report.ts';
import type { CompiledFiles } from '../model/startup.ts';
import type { StartupNames } from '../rules/baseline-changes.ts';

/**
 * What startup holds by a report: what may run while booting, and what was loaded where it was booted.
 *
 * @param compiled the sources of loaded files
 * @returns by entry; one whose boot broke off is left out
 */
export function startupNames(
  { entries, modules, boots = [] }: Pick<Report, 'entries' | 'modules' | 'boots'>,
  compiled: CompiledFiles,
): Map<string, StartupNames> {
  const records = new Map(modules.map((module) => [module.id, module]));
  const known = new Set<string>(
    modules.flatMap(({ id, package: owner }) => (owner === null ? id : [id, owner])),
  );
  const names = new Map<string, StartupNames>();
  for (const entry of entries) {
    const boot = boots.find((trace) => trace.entry === entry.name);
    if (boot === undefined || boot.failure === null)
      names.set(entry.name, { ...namesOf(entry, records, boot, compiled), known });
  }
  return names;
}

function namesOf(
  { startup }: EntryReport,
  records: ReadonlyMap<ModuleId, ModuleRecord>,
  boot: BootTrace | undefined,
  { sourceOf, gone }: CompiledFiles,
): Omit<StartupNames, 'known'> {
  const modules = new Set<ModuleId>();
  const packages = new Set<string>();
  const add = (id: ModuleId, { origin, package: owner }: Pick<ModuleRecord, 'origin' | 'package'>) => {
    if (origin === 'project') modules.add(id);
    else if (origin === 'package' && owner !== null) packages.add(owner);
  };
  for (const id of [...startup.eager, ...startup.conditional]) {
    const record = records.get(id);
    if (record !== undefined) add(id, record);
  }
  // Files that are made and removed while booting have another name each time.
  for (const visit of boot?.modules ?? []) {
    if (!gone.has(visit.id) && !isUrlId(visit.id)) add(sourceOf.get(visit.id) ?? visit.id, visit);
  }
  const registrations = boot?.registrations ?? null;
  return { modules, packages, registrations: registrations && new Set(registrations.map(registrationName)) };
}
