import type { IFolder } from 'dependency-cruiser';
import { cycleGroups } from './circular.ts';
import type { CruiseModule } from './result.ts';

interface Couplings {
  modules: number;
  incoming: number;
  outgoing: number;
  readonly dependents: Set<string>;
  readonly dependencies: Set<string>;
}

/**
 * The folders with Robert C. Martin's metrics, as dependency-cruiser derives them: a coupling is a dependency that
 * crosses the folder's border; instability is outgoing / (outgoing + incoming).
 *
 * @param modules without builtins and unresolved ones
 */
export function toFolders(modules: readonly CruiseModule[]): IFolder[] {
  const folders = new Map<string, Couplings>();
  for (const module of modules)
    for (const folder of foldersOf(module.source)) addModule(folders, folder, module);
  const names = [...folders.keys()].toSorted();
  const index = new Map(names.map((name, number) => [name, number]));
  const targets = names.map((name) =>
    [...(folders.get(name)?.dependencies ?? [])].flatMap((target) => index.get(target) ?? []),
  );
  const groups = cycleGroups(targets);
  return [...folders]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, folder]) => ({
      name,
      moduleCount: folder.modules,
      afferentCouplings: folder.incoming,
      efferentCouplings: folder.outgoing,
      instability: instability(folder.outgoing, folder.incoming),
      dependents: [...folder.dependents].toSorted().map((name) => ({ name })),
      dependencies: [...folder.dependencies].toSorted().map((target) => {
        const to = folders.get(target);
        const at = index.get(target);
        const circular = at !== undefined && target !== name && groups[at] === groups[index.get(name) ?? -1];
        return {
          name: target,
          instability: to ? instability(to.outgoing, to.incoming) : 0,
          valid: true,
          circular,
        };
      }),
    }));
}

/** Outgoing / (outgoing + incoming); 0 where there are neither. */
export function instability(outgoing: number, incoming: number): number {
  return outgoing / (outgoing + incoming) || 0;
}

function addModule(folders: Map<string, Couplings>, name: string, module: CruiseModule): void {
  const folder = folders.get(name) ?? {
    modules: 0,
    incoming: 0,
    outgoing: 0,
    dependents: new Set<string>(),
    dependencies: new Set<string>(),
  };
  folders.set(name, folder);
  folder.modules++;
  for (const dependent of module.dependents) {
    if (dependent.startsWith(`${name}/`)) continue;
    folder.incoming++;
    folder.dependents.add(folderOf(dependent));
  }
  for (const { resolved } of module.dependencies) {
    if (resolved.startsWith(`${name}/`)) continue;
    folder.outgoing++;
    folder.dependencies.add(folderOf(resolved));
  }
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? path : path.slice(0, end);
}

function foldersOf(source: string): string[] {
  const parts = source.split('/').slice(0, -1);
  return parts.length === 0 ? ['.'] : parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
