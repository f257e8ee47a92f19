import type { BootTrace } from '../model/boot.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { WhyCost } from '../model/report.ts';
import { firstImporters } from './first-importers.ts';

/**
 * What a boot measured of the modules that were asked about: of the first one it loaded.
 *
 * @param boots latest first
 * @param entry name of the entry, and its file
 * @param matched ids that were asked about
 * @returns undefined where no boot of that entry was measured, or none of them was loaded in it
 */
export function whyCost(
  boots: readonly BootTrace[],
  entry: { readonly name: string; readonly file: ModuleId },
  matched: readonly ModuleId[],
): WhyCost | undefined {
  const boot =
    boots.find(({ entry: name }) => name === entry.name) ?? boots.find(({ main }) => main === entry.file);
  const asked = new Set(matched);
  const visit = boot?.modules.find(({ id }) => asked.has(id));
  if (boot === undefined || visit === undefined) return undefined;
  return { measuredAt: boot.environment.measuredAt, visit, triggeredBy: firstImporters(boot.modules, visit) };
}
