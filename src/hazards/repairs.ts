import type { EdgeSet, Repair } from '../model/cycles.ts';
import type { Hazard, HazardKind } from '../model/hazard.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { definerOf } from './definer.ts';
import { counts, evaluatedAt } from './hazard-scope.ts';

export interface RepairRequest {
  readonly programs: ReadonlyMap<ModuleId, Program>;
  readonly members: ReadonlySet<ModuleId>;
  /** Of all the ways in which the cycle goes wrong. */
  readonly hazards: readonly Hazard[];
  /** Whether a module leads to another, without the imports of one module by another. */
  readonly leadsTo: (from: ModuleId, to: ModuleId, without: { from: ModuleId; to: ModuleId }) => boolean;
  readonly safe: EdgeSet | null;
}

/** How good a repair is: the first mends the cause where it lies, the last holds until the next import is added. */
const ORDER: readonly Repair['kind'][] = [
  'past-barrel',
  'hoist-function',
  'move-leaf',
  'defer-import',
  'defer-read',
  'reorder',
];

/** What a loader refuses as a whole: no single read could be written otherwise. */
const REFUSED: ReadonlySet<HazardKind> = new Set([
  'link',
  'deadlock',
  'abort',
  'require-cycle',
  'require-async',
]);

/** Ways to mend what goes wrong in a cycle, the best kind first; each read is mended by at least one of them. */
export function repairsOf(request: RepairRequest): Repair[] {
  const { safe } = request;
  const hazards = request.hazards.filter(({ kind }) => !REFUSED.has(kind));
  const found = new Map<string, Repair>();
  const add = (key: string, repair: Repair) => {
    if (!found.has(key)) found.set(key, repair);
  };
  if (safe !== null && safe.edges.length > 0 && safe.edges.every(({ use }) => use === 'deferrable'))
    add('defer-import', { kind: 'defer-import', edges: safe.edges.map(({ edge }) => edge) });
  for (const read of readsOf(hazards)) {
    for (const repair of [pastBarrel(read, request), hoistFunction(read, request), deferRead(read)])
      if (repair !== null) add(JSON.stringify({ ...repair, line: null }), repair);
  }
  for (const repair of moveLeaves(hazards, request)) add(`move-leaf ${repair.out}`, repair);
  return [...found.values()].toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

/** One a name that a module reads. */
function readsOf(hazards: readonly Hazard[]): Hazard[] {
  const reads = new Map<string, Hazard>();
  for (const hazard of hazards.filter(counts)) {
    const key = `${hazard.module}\n${hazard.binding}\n${hazard.from}`;
    if (!reads.has(key)) reads.set(key, hazard);
  }
  return [...reads.values()];
}

/** Only where the defining file does not lead back to the reader by another way. */
function pastBarrel(hazard: Hazard, { programs, leadsTo }: RepairRequest): Repair | null {
  const { module, from, binding, lines } = hazard;
  const definer = definerOf(programs, from, binding);
  if (definer === null || definer.module === from || from === module || definer.module === module)
    return null;
  if (leadsTo(definer.module, module, { from: module, to: from })) return null;
  const imported = programs
    .get(module)
    ?.imports.find(({ name, target }) => name === binding && target === from);
  return {
    kind: 'past-barrel',
    module,
    line: imported?.line ?? lines[0] ?? null,
    barrel: from,
    definingFile: definer.module,
    names: [binding],
  };
}

/** A variable or default export that holds a function. */
function hoistFunction({ from, binding, kind }: Hazard, { programs }: RepairRequest): Repair | null {
  const definer = definerOf(programs, from, binding);
  if (definer === null || definer.local === null || kind === 'undefined-capture') return null;
  const program = programs.get(definer.module);
  if (program === undefined || program.emit === 'tsc-in-place') return null;
  const statement = program.body.find(
    (each) => each.op === 'variable' && each.pattern.kind === 'name' && each.pattern.name === definer.local,
  );
  if (statement?.op !== 'variable' || statement.init?.op !== 'function') return null;
  return { kind: 'hoist-function', module: definer.module, name: definer.local, line: statement.line };
}

function deferRead(hazard: Hazard): Repair {
  const { module, lines, binding, from } = hazard;
  return { kind: 'defer-read', module, lines, binding, from };
}

/** Names that others read too early, by the module that defines them. */
function moveLeaves(
  hazards: readonly Hazard[],
  { programs, members }: RepairRequest,
): Extract<Repair, { kind: 'move-leaf' }>[] {
  const byModule = new Map<ModuleId, { names: Set<string>; users: Set<ModuleId> }>();
  for (const hazard of hazards.filter(counts)) {
    const { from, binding } = hazard;
    if (binding === '*' || binding === 'module.exports') continue;
    const out = definerOf(programs, from, binding)?.module ?? from;
    if (!members.has(out)) continue;
    const leaf = byModule.get(out) ?? { names: new Set(), users: new Set() };
    leaf.names.add(binding);
    const user = hazard.module === out ? evaluatedAt(hazard) : hazard.module;
    if (user !== out) leaf.users.add(user);
    byModule.set(out, leaf);
  }
  return [...byModule].map(([out, { names, users }]) => ({
    kind: 'move-leaf',
    names: [...names].toSorted(),
    out,
    users: [...users].toSorted(),
  }));
}
