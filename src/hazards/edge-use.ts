import type { CutEdge } from '../model/cycles.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { eagerReads, importedLocals } from './eager-reads.ts';

type Use = CutEdge['use'];

/** What taking an import away costs: work for people, so only the order of these means something. */
export const USE_COST: Readonly<Record<Use, number>> = { deferrable: 1, 're-export': 2, effect: 4, read: 9 };

/** Tells what each import of a module is for; works a module out once. */
export class EdgeUses {
  readonly #programs: ReadonlyMap<ModuleId, Program>;
  readonly #known = new Map<ModuleId, ModuleUses>();

  constructor(programs: ReadonlyMap<ModuleId, Program>) {
    this.#programs = programs;
  }

  /** Of a module that is not known in full: `read`. */
  of({ from, to }: Pick<ImportEdge, 'from' | 'to'>): Use {
    const program = this.#programs.get(from);
    if (program === undefined || program.outline) return 'read';
    let uses = this.#known.get(from);
    if (uses === undefined) this.#known.set(from, (uses = usesOf(program)));
    if (uses.read.has(to)) return 'read';
    if (uses.passedOn.has(to)) return 're-export';
    return uses.named.has(to) ? 'deferrable' : 'effect';
  }
}

interface ModuleUses {
  readonly read: ReadonlySet<ModuleId>;
  readonly passedOn: ReadonlySet<ModuleId>;
  readonly named: ReadonlySet<ModuleId>;
}

function usesOf(program: Program): ModuleUses {
  const locals = importedLocals(program);
  const passedOn = new Set<ModuleId>();
  for (const exported of program.exports) {
    const target = exported.kind === 'local' ? locals.get(exported.local)?.target : exported.target;
    if (target !== undefined && target !== null) passedOn.add(target);
  }
  for (const star of program.stars) if (star !== null) passedOn.add(star);
  return {
    read: new Set(eagerReads(program).map(({ target }) => target)),
    passedOn,
    named: new Set([...locals.values()].map(({ target }) => target)),
  };
}
