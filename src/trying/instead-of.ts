import { posix } from 'node:path';
import { readText } from '../io/files.ts';
import type { NameHome } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Definer, Instead } from '../rewrite/lazy-cut.ts';
import type { BootedFiles } from './booted-files.ts';
import type { CutStep } from './cut-step.ts';

/**
 * How an import is loaded in a boot, where it is not to be lazy.
 *
 * @param file that is booted for its importer
 * @returns null where a module that defines a name of it is not loaded by the boot
 */
export function insteadOf(
  { how, definedIn = [] }: CutStep,
  edge: ImportEdge,
  file: ModuleId,
  booted: BootedFiles,
): { readonly instead?: Instead } | null {
  if (how === 'lexing') return { instead: { kind: 'require' } };
  if (how !== 'past-barrel') return {};
  const names = definedIn.map((home) => definerOf(home, file, booted));
  if (names.length === 0 || names.includes(null)) return null;
  const barrel = readText(posix.resolve(booted.root, booted.fileOf(edge.to) ?? edge.to)) ?? '';
  const isEsModule = barrel.includes('__esModule');
  return { instead: { kind: 'definers', names: names as Definer[], isEsModule } };
}

function definerOf(
  { name, module, exported = name }: NameHome,
  file: ModuleId,
  booted: BootedFiles,
): Definer | null {
  if (module.startsWith('node:')) return { name, exported, specifier: module };
  const home = booted.fileOf(module);
  if (home === null) return null;
  const path = posix.relative(posix.dirname(file), home);
  const relative = path.startsWith('.') ? path : `./${path}`;
  // What ES modules name are URLs.
  const specifier =
    booted.formatOf(file) === 'esm' ? encodeURI(relative).replaceAll(/[?#]/g, encodeURIComponent) : relative;
  return { name, exported, specifier };
}
