import type { ModuleId } from '../../model/module-id.ts';
import type { ExportedName, ImportedName, Program, Statement, Target } from '../../model/program.ts';

/** Where an exported name's value lives. */
export type Exported =
  /** A local name of an ES module. */
  | { readonly kind: 'local'; readonly module: ModuleId; readonly local: string }
  | { readonly kind: 'namespace'; readonly module: ModuleId }
  /** A property of a CommonJS module's exports, as taken when it finished. */
  | { readonly kind: 'snapshot'; readonly module: ModuleId; readonly name: string }
  /** In a module nothing is known about. */
  | { readonly kind: 'outside' };

/** A module's names by what they are called. */
interface Table {
  readonly exports: ReadonlyMap<string, ExportedName>;
  readonly imports: ReadonlyMap<string, ImportedName>;
}

const OUTSIDE: Exported = { kind: 'outside' };
const NONE: ReadonlySet<string> = new Set();

/** Looks up exported names through re-exports, as linking does; the answers do not change and are kept. */
export class ExportNames {
  readonly #programs: ReadonlyMap<ModuleId, Program>;
  readonly #found = new Map<ModuleId, Map<string, Exported | null>>();
  readonly #tables = new Map<Program, Table>();
  readonly #names = new Map<ModuleId, ReadonlySet<string>>();
  readonly #lexed = new Map<ModuleId, ReadonlySet<string>>();
  readonly #callable = new Map<ModuleId, boolean>();

  constructor(programs: ReadonlyMap<ModuleId, Program>) {
    this.#programs = programs;
  }

  isEsm(module: ModuleId): boolean {
    return this.#programs.get(module)?.emit === 'esm';
  }

  /** @returns null for a name that is not exported, or that two `export *` give differently */
  resolve(module: ModuleId, name: string): Exported | null {
    let names = this.#found.get(module);
    if (names === undefined) this.#found.set(module, (names = new Map()));
    let found = names.get(name);
    if (found === undefined) names.set(name, (found = this.#resolve(module, name, new Set())));
    return found;
  }

  #resolve(module: ModuleId, name: string, seen: Set<string>): Exported | null {
    const key = `${module}\0${name}`;
    if (seen.has(key)) return null;
    seen.add(key);
    const program = this.#programs.get(module);
    if (program === undefined || program.outline) return OUTSIDE;
    if (program.emit !== 'esm') return { kind: 'snapshot', module, name };
    const own = this.#tableOf(program).exports.get(name);
    if (own !== undefined) return this.#follow(program, own, seen);
    return name === 'default' ? null : this.#throughStars(program, name, seen);
  }

  #tableOf(program: Program): Table {
    let table = this.#tables.get(program);
    if (table === undefined) {
      table = {
        exports: new Map(program.exports.map((item) => [item.name, item])),
        imports: new Map(program.imports.map((item) => [item.local, item])),
      };
      this.#tables.set(program, table);
    }
    return table;
  }

  #follow(program: Program, item: ExportedName, seen: Set<string>): Exported | null {
    if (item.kind === 'namespace')
      return item.target === null ? OUTSIDE : { kind: 'namespace', module: item.target };
    if (item.kind === 'from')
      return item.target === null ? OUTSIDE : this.#resolve(item.target, item.imported, seen);
    const imported = this.#tableOf(program).imports.get(item.local);
    if (imported === undefined) return { kind: 'local', module: program.id, local: item.local };
    if (imported.target === null) return OUTSIDE;
    return imported.name === '*'
      ? { kind: 'namespace', module: imported.target }
      : this.#resolve(imported.target, imported.name, seen);
  }

  /** Two different bindings of one name make it ambiguous (ECMAScript, ResolveExport); a CommonJS name is taken as it is. */
  #throughStars(program: Program, name: string, seen: Set<string>): Exported | null {
    let found: Exported | null = null;
    for (const target of program.stars) {
      if (target === null) continue;
      if (!this.isEsm(target) && !this.#isOutline(target) && !this.lexed(target).has(name)) continue;
      const next = this.#resolve(target, name, seen);
      if (next === null || next.kind === 'outside') continue;
      if (found !== null && !same(found, next)) return null;
      found = next;
    }
    return found ?? (this.isOpen(program.id) ? OUTSIDE : null);
  }

  #isOutline(module: ModuleId): boolean {
    return this.#programs.get(module)?.outline === true;
  }

  /** @returns the module whose namespace a module exports under that name (`export * as name from`); null for others */
  reexportedNamespace(module: ModuleId, name: string): ModuleId | null {
    const own = this.#programs.get(module)?.exports.find((item) => item.name === name);
    return own?.kind === 'namespace' ? own.target : null;
  }

  /** @returns whether the module may export names that are not known */
  isOpen(module: ModuleId): boolean {
    const seen = new Set<ModuleId>();
    const open = (id: ModuleId): boolean => {
      if (seen.has(id)) return false;
      seen.add(id);
      const program = this.#programs.get(id);
      if (program === undefined || program.outline) return true;
      return program.stars.some((target) => target === null || open(target));
    };
    return open(module);
  }

  /** @returns the names Node finds in a CommonJS file's text, or a compiler's output would show it */
  lexed(module: ModuleId): ReadonlySet<string> {
    let names = this.#lexed.get(module);
    if (names === undefined) {
      const own = new Set<string>();
      this.#lexed.set(module, own);
      const program = this.#programs.get(module);
      if (program !== undefined) this.#collectLexed(program, own);
      names = own;
    }
    return names;
  }

  #collectLexed(program: Program, names: Set<string>): void {
    const compiled = program.emit !== 'cjs';
    const others = compiled ? program.stars : program.lexed.reexports;
    for (const name of compiled ? program.exports.map((item) => item.name) : program.lexed.exports)
      names.add(name);
    for (const target of others) {
      if (target === null || this.isEsm(target)) continue;
      for (const name of this.lexed(target)) if (!compiled || name !== 'default') names.add(name);
    }
  }

  /** @returns whether a CommonJS file re-exports what nothing is known about */
  lexesOutside(module: ModuleId): boolean {
    const seen = new Set<ModuleId>();
    const leads = (id: ModuleId): boolean => {
      if (seen.has(id)) return false;
      seen.add(id);
      const program = this.#programs.get(id);
      if (program === undefined || program.outline) return true;
      const others = program.emit === 'cjs' ? program.lexed.reexports : program.stars;
      return others.some((target) => target === null || leads(target));
    };
    return leads(module);
  }

  /** @returns the names of a module's namespace, in code unit order */
  namespaceNames(module: ModuleId): ReadonlySet<string> {
    let names = this.#names.get(module);
    if (names === undefined) {
      names = new Set([...this.#collectNames(module, new Set())].toSorted());
      this.#names.set(module, names);
    }
    return names;
  }

  #collectNames(module: ModuleId, seen: Set<ModuleId>): ReadonlySet<string> {
    const program = this.#programs.get(module);
    if (program === undefined || seen.has(module)) return NONE;
    seen.add(module);
    if (program.emit !== 'esm') return new Set([...this.lexed(module), 'default']);
    const names = new Set(program.exports.map((item) => item.name));
    for (const target of program.stars) {
      if (target === null) continue;
      for (const name of this.#collectNames(target, seen)) if (name !== 'default') names.add(name);
    }
    return names;
  }

  /** @returns the CommonJS modules whose names an ES module re-exports by `export *`, each once */
  commonJsStars(module: ModuleId, seen = new Set<ModuleId>()): ModuleId[] {
    if (seen.has(module)) return [];
    seen.add(module);
    const targets = this.#programs.get(module)?.stars ?? [];
    const all = targets.flatMap((target) => {
      if (target === null) return [];
      return this.isEsm(target) ? this.commonJsStars(target, seen) : [target];
    });
    return [...new Set(all)];
  }

  /** @returns whether a CommonJS module ends up with a function or class as its `module.exports` */
  exportsCallable(module: ModuleId): boolean {
    let callable = this.#callable.get(module);
    if (callable === undefined) {
      const program = this.#programs.get(module);
      callable = program !== undefined && program.emit === 'cjs' && endsCallable(program);
      this.#callable.set(module, callable);
    }
    return callable;
  }
}

function same(one: Exported, other: Exported): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function endsCallable(program: Program): boolean {
  let callable = false;
  for (const statement of program.body) {
    const value = exportsAssigned(statement);
    if (value === null) continue;
    const { op } = value;
    callable =
      op === 'function' || op === 'class' || (op === 'name' && declaresCallable(program, value.name));
  }
  return callable;
}

function exportsAssigned(statement: Statement) {
  if (statement.op !== 'expression' || statement.value.op !== 'assign') return null;
  const { target, value } = statement.value;
  return target.kind === 'place' && target.place.op === 'module-exports' ? value : null;
}

function declaresCallable({ hoisted, body }: Program, name: string): boolean {
  return (
    hoisted.some((item) => item.kind === 'function' && item.name === name) ||
    body.some((statement) => statement.op === 'class' && statement.name === name)
  );
}

/** @returns the modules behind a list of targets, without those outside */
export function known(targets: readonly Target[]): ModuleId[] {
  return targets.filter((target): target is ModuleId => target !== null);
}
