import type { SyntaxNode } from '../extract/tree/syntax.ts';

/** A node with those around it, innermost first. */
export interface Trail {
  readonly node: SyntaxNode;
  readonly up: Trail | null;
}

/** A place where a variable is read or written. */
export interface Reference {
  readonly node: SyntaxNode;
  /** What stands around it. */
  readonly up: Trail;
  readonly writes: boolean;
}

export interface Variable {
  readonly name: string;
  /** How often it is declared. */
  declarations: number;
  readonly references: Reference[];
}

export interface Scope {
  readonly parent: Scope | null;
  /** Where `var` goes: a function's scope, or the module's. */
  readonly isFunction: boolean;
  readonly names: Map<string, Variable>;
}

/** A file's variables with all their references. */
export interface Names {
  /** By the identifier that declares it. */
  readonly declared: ReadonlyMap<SyntaxNode, Variable>;
  /** Identifiers that are declared nowhere in the file. */
  readonly free: ReadonlySet<SyntaxNode>;
  /** Calls whose first argument is a plain string, imports, re-exports. */
  readonly loads: readonly Trail[];
  /** Calls of `require` with anything else. */
  readonly computed: readonly Trail[];
}

/** Collects declarations and references while a tree is walked; names are looked up at the end, for they are hoisted. */
export class NameTable implements Names {
  readonly declared = new Map<SyntaxNode, Variable>();
  readonly free = new Set<SyntaxNode>();
  readonly loads: Trail[] = [];
  readonly computed: Trail[] = [];
  private readonly pending: { readonly reference: Reference; readonly scope: Scope }[] = [];

  declare(identifier: SyntaxNode, scope: Scope): void {
    const name: string = identifier['name'];
    let variable = scope.names.get(name);
    if (variable === undefined) scope.names.set(name, (variable = { name, declarations: 0, references: [] }));
    variable.declarations++;
    this.declared.set(identifier, variable);
  }

  refer(node: SyntaxNode, scope: Scope, up: Trail, writes = false): void {
    this.pending.push({ reference: { node, up, writes }, scope });
  }

  resolve(): this {
    for (const { reference, scope } of this.pending) {
      const variable = find(reference.node['name'], scope);
      if (variable === null) this.free.add(reference.node);
      else variable.references.push(reference);
    }
    return this;
  }
}

/** A scope without names yet; null for the module's parent. */
export function newScope(parent: Scope | null, isFunction: boolean): Scope {
  return { parent, isFunction, names: new Map() };
}

/** The scope that `var` belongs to. */
export function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent !== null) at = at.parent;
  return at;
}

function find(name: string, scope: Scope): Variable | null {
  for (let at: Scope | null = scope; at !== null; at = at.parent) {
    const variable = at.names.get(name);
    if (variable !== undefined) return variable;
  }
  return null;
}
