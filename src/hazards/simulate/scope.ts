import type { ModuleId } from '../../model/module-id.ts';
import type { Expression, Hoisted, ImportedName, Pattern, Program } from '../../model/program.ts';
import { newFunction, OPAQUE, UNDEFINED, type ClassValue, type ObjectValue, type Value } from './values.ts';

/** One module while it is evaluated, and after. */
export interface ModuleState {
  readonly id: ModuleId;
  readonly program: Program;
  scope: Scope;
  /** Of CommonJS: the object made for it, and what `module.exports` is now. */
  readonly exports: ObjectValue;
  /** What the variable `exports` holds: `exports = module.exports = …` is common. */
  exportsVariable: Value;
  moduleExports: Value;
  /** Of esbuild's output: what the requires of re-exports gave, by exported name. */
  readonly reexported: Map<string, Value>;
  /** Callbacks given to registering calls: an emit may run them. */
  readonly registered: Value[];
}

export interface Scope {
  /** Shared while it is empty: only {@link declare} adds to it. */
  cells: ReadonlyMap<string, Cell>;
  readonly parent: Scope | null;
  readonly module: ModuleState;
  frame: Frame | null;
}

/** The function being run. */
export interface Frame {
  readonly self: Value | null;
  readonly home: ClassValue | null;
  readonly superCall: ((args: readonly Value[]) => void) | null;
}

/** Where a local name's value came from: a property of what a require gave, or the whole of it. */
export interface Captured {
  readonly from: ModuleId;
  readonly name: string;
}

/** A local name. */
export interface Cell {
  ready: boolean;
  value: Value;
  /** A `var` of the module whose initialiser has not run. */
  awaited: boolean;
  captured: Captured | null;
  readonly imported: ImportedName | null;
  /** Of an import that is compiled to a require: it has run, and what it gave. */
  required: Value | null;
  /** It has no place of its own: it is that property of `exports`. */
  readonly isExport: string | null;
  /** Names of `exports` that are set whenever it is. */
  exportedAs: string[] | null;
  /** A require that was cut: the first read loads the module. `key` is null for all of it. */
  deferred: { readonly target: ModuleId; readonly key: string | null } | null;
}

/** @returns a local name that is initialised where a value is given */
export function newCell(value?: Value, given?: Partial<Cell>): Cell {
  const cell: Cell = {
    ready: value !== undefined,
    value: value ?? UNDEFINED,
    awaited: false,
    captured: null,
    imported: null,
    required: null,
    isExport: null,
    exportedAs: null,
    deferred: null,
  };
  return given === undefined ? cell : Object.assign(cell, given);
}

/** Most blocks declare nothing, and a program in thought runs millions of them. */
const NO_CELLS: ReadonlyMap<string, Cell> = new Map();

export function innerScope(parent: Scope): Scope {
  return { cells: NO_CELLS, parent, module: parent.module, frame: parent.frame };
}

/** Adds a local name, or replaces it. */
export function declare(scope: Scope, name: string, cell: Cell): void {
  if (scope.cells === NO_CELLS) scope.cells = new Map();
  (scope.cells as Map<string, Cell>).set(name, cell);
}

/** @returns the local name, or null for one that nothing declares (a global) */
export function find(scope: Scope, name: string): Cell | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const cell = at.cells.get(name);
    if (cell !== undefined) return cell;
  }
  return null;
}

/** @returns the names a pattern declares */
export function namesOf(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'default':
      return namesOf(pattern.pattern);
    case 'object':
      return pattern.parts.flatMap((part) => namesOf(part.pattern));
    case 'array':
      return pattern.parts.flatMap(namesOf);
    case 'place':
      return [];
  }
}

/** Declares the names that exist from the start of a block; functions have their values, `let` and `class` none. */
export function hoist(hoisted: readonly Hoisted[], scope: Scope): void {
  for (const item of hoisted) {
    if (item.kind === 'function') {
      if (scope.cells.get(item.name)?.isExport === null || !scope.cells.has(item.name))
        declare(scope, item.name, newCell(newFunction(item.fn, scope)));
    } else if (item.kind === 'var') {
      const awaited = scope.parent === null && item.initialised;
      for (const name of namesOf(item.pattern))
        if (!scope.cells.has(name)) declare(scope, name, newCell(UNDEFINED, { awaited }));
    } else declareLet(item.pattern, item.init, scope);
  }
}

/** {@link hoist} for a block within a function: its `var`s belong to the function. */
export function hoistOwn(hoisted: readonly Hoisted[], scope: Scope): void {
  const own = hoisted.some(({ kind }) => kind === 'var')
    ? hoisted.filter(({ kind }) => kind !== 'var')
    : hoisted;
  hoist(own, scope);
}

/** Names initialised by a require keep in mind what they are of: a read that is too early is blamed on it. */
function declareLet(pattern: Pattern, init: Expression | null, scope: Scope): void {
  const from = requiredBy(init);
  const declarePart = (part: Pattern, key: string | null): void => {
    if (part.kind === 'name') {
      const captured = from === null ? null : { from, name: key ?? 'module.exports' };
      declare(scope, part.name, newCell(undefined, { captured }));
    } else if (part.kind === 'object') for (const inner of part.parts) declarePart(inner.pattern, inner.key);
    else for (const name of namesOf(part)) declare(scope, name, newCell());
  };
  declarePart(pattern, null);
}

/** @returns the module that an initialiser requires, or awaits the import of; null where it does something else */
function requiredBy(init: Expression | null): ModuleId | null {
  if (init === null) return null;
  if (init.op === 'require') return init.target;
  return init.op === 'await' && init.value.op === 'import' ? init.value.target : null;
}

/** Declares the local names that a function's parameters bind. */
export function declareParameters(params: readonly Pattern[], scope: Scope): void {
  for (const param of params) {
    if (param.kind === 'name') declare(scope, param.name, newCell(OPAQUE));
    else for (const name of namesOf(param)) declare(scope, name, newCell(OPAQUE));
  }
}
