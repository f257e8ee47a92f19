import type { BootTrace, ModuleVisit } from '../model/boot.ts';
import { ownMs } from './boot-tree.ts';

/** A package of a boot. */
export interface BootPackage {
  readonly name: string;
  readonly modules: number;
  /** Its own modules' time; the sum over all packages counts nothing twice. */
  readonly ownMs: number;
  /** What would be saved without it: its own time and that of all that only it brings in. Overlaps with others'. */
  readonly retainedMs: number;
  /** The first import by which the program came to it: the program's own module, and the package that one imports. */
  readonly door: { readonly from: string; readonly via: string | null } | null;
}

/** Imports that a boot showed, as numbers into its modules. */
interface Imports {
  readonly visits: readonly ModuleVisit[];
  readonly roots: readonly number[];
  readonly imported: readonly (readonly number[])[];
}

/**
 * The packages below node_modules of a boot, heaviest first by retained time. Where the program lies in a package itself
 * (an installed CLI), that one is left out: it is no candidate.
 */
export function bootPackages({ modules: visits, main }: BootTrace): BootPackage[] {
  const byId = new Map(visits.map((visit) => [visit.id as string, visit]));
  const start = main === null ? undefined : byId.get(main);
  const own = start?.origin === 'package' ? start.package : null;
  const groups = new Map<string, ModuleVisit[]>();
  for (const visit of visits) {
    if (visit.origin !== 'package' || visit.package === null || visit.package === own) continue;
    const group = groups.get(visit.package);
    if (group) group.push(visit);
    else groups.set(visit.package, [visit]);
  }
  const imports = observedImports(visits);
  const packages = [...groups].map(([name, members]) => ({
    name,
    modules: members.length,
    ownMs: members.reduce((sum, visit) => sum + ownMs(visit), 0),
    retainedMs: retainedMs(imports, name),
    door: doorOf(members, byId, own),
  }));
  return packages.toSorted((a, b) => b.retainedMs - a.retainedMs || b.ownMs - a.ownMs || byName(a, b));
}

function observedImports(visits: readonly ModuleVisit[]): Imports {
  const index = new Map(visits.map(({ id }, at) => [id as string, at]));
  const imported: number[][] = visits.map(() => []);
  const roots: number[] = [];
  for (const [at, { importer, laterImporters }] of visits.entries()) {
    const first = importer === null ? undefined : index.get(importer);
    if (first === undefined) roots.push(at);
    for (const by of [first, ...laterImporters.map((id) => index.get(id))]) {
      if (by !== undefined) imported[by]?.push(at);
    }
  }
  return { visits, roots, imported };
}

/** Own time of all modules that no import reaches any more when those of the package are taken out. */
function retainedMs({ visits, roots, imported }: Imports, name: string): number {
  const seen = new Uint8Array(visits.length);
  const open: number[] = [];
  const visit = (at: number) => {
    const { origin, package: owner } = visits[at] as ModuleVisit;
    if (seen[at] === 1 || (origin === 'package' && owner === name)) return;
    seen[at] = 1;
    open.push(at);
  };
  for (const at of roots) visit(at);
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const next of imported[at] ?? []) visit(next);
  return visits.reduce((sum, each, at) => (seen[at] === 1 ? sum : sum + ownMs(each)), 0);
}

function doorOf(
  members: readonly ModuleVisit[],
  byId: ReadonlyMap<string, ModuleVisit>,
  own: string | null,
): BootPackage['door'] {
  const first = members.reduce((one, other) => (other.order < one.order ? other : one));
  const firstParty = ({ origin, package: owner }: ModuleVisit) =>
    origin === 'project' || (origin === 'package' && owner === own);
  const climbed = new Set<ModuleVisit>();
  let below = first;
  while (below.importer !== null && !climbed.has(below)) {
    climbed.add(below);
    const above = byId.get(below.importer);
    if (!above) return null;
    if (firstParty(above))
      return { from: above.id, via: below.package === first.package ? null : below.package };
    below = above;
  }
  return null;
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
