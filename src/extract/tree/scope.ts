import type { SyntaxNode } from './syntax.ts';

/** An expression together with the scope its names are looked up in. */
export interface Scoped {
  readonly node: SyntaxNode;
  readonly scope: Scope;
}

/** A name in a scope, with every expression it may hold that we can see. */
export interface Binding {
  readonly name: string;
  /** Initialisers and assigned values. */
  readonly values: Scoped[];
  /** Values assigned to its properties: `binding.member = value`. */
  members: Map<string, Scoped[]> | null;
  /** Set on parameters: the function it belongs to. `values` then holds arguments seen at call sites. */
  owner: FunctionRecord | null;
  /** The property this name was destructured from (`const { createRequire } = …`), or its imported name. */
  source: string | null;
  /** Iterates over this expression (`for (const binding of …)`). */
  iterates: Scoped | null;
}

export interface Scope {
  readonly parent: Scope | null;
  readonly owner: FunctionRecord;
  names: Map<string, Binding> | null;
}

/** How sure it is that a function runs while the module is evaluated. */
export const NOT_RUN = 0;
export const MAY_RUN = 1;
export const RUNS = 2;
export type Run = typeof NOT_RUN | typeof MAY_RUN | typeof RUNS;

/** A place that calls, constructs or imports. */
export interface Site {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** Not reached on every path through its function. */
  readonly conditional: boolean;
  readonly inTry: boolean;
  run: Run;
}

/** A function, or the module itself: what its own body calls, apart from what nested functions call. */
export interface FunctionRecord {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  readonly parameters: (Binding | null)[];
  /** The class whose `this` the body sees. */
  readonly self: ClassRecord | null;
  readonly sites: Site[];
  readonly returns: Scoped[];
  /** Something before this point may have left the function: a conditional return, an await. */
  uncertain: boolean;
  run: Run;
  /** Called other than as the closure that a wrapper returned. */
  direct: boolean;
  /** How many distinct call sites bound its parameters. */
  callers: number;
}

export interface ClassRecord {
  readonly node: SyntaxNode;
  readonly scope: Scope;
  /** Constructor and field initialisers: what `new` runs. */
  readonly construct: FunctionRecord[];
  readonly methods: Map<string, SyntaxNode>;
  readonly statics: Map<string, SyntaxNode>;
}

/** Adds a name to a scope, or finds the one that is there (`var` twice, a function and a `var`). */
export function declare(scope: Scope, name: string): Binding {
  scope.names ??= new Map();
  let binding = scope.names.get(name);
  if (binding === undefined) {
    binding = { name, values: [], members: null, owner: null, source: null, iterates: null };
    scope.names.set(name, binding);
  }
  return binding;
}

/** Finds a name, from the inside out; undefined means that it is free in this file (a global or CommonJS variable). */
export function lookup(scope: Scope, name: string): Binding | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const binding = at.names?.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** The scope that `var` and function declarations of sloppy blocks go to. */
export function functionScope(scope: Scope): Scope {
  return scope.owner.scope;
}
