import { isExports } from './bind.ts';
import type { Collected } from './collect.ts';
import { lookup, type ClassRecord, type FunctionRecord, type Scope, type Scoped } from './scope.ts';
import { isClass, isFunction, propertyName, unwrap, type SyntaxNode } from './syntax.ts';

/** A function, class, object literal or `new` expression that an expression may evaluate to. */
export interface Value extends Scoped {
  /** Set on a function that a local wrapper returned: the wrapper and the arguments of that very call. */
  readonly made?: {
    readonly by: FunctionRecord;
    readonly args: readonly SyntaxNode[];
    readonly scope: Scope;
  };
  /** One of several that a `?:` or `||` chooses from. */
  readonly choice?: true;
  /** A generator function that a compiler's helper runs to its end. */
  readonly driven?: true;
}

const MAX_DEPTH = 12;
/** Steps one question may take: values that refer to each other would multiply. */
const MAX_STEPS = 400;
const MAX_VALUES = 64;
/** Helpers of compilers that return (a promise of) the function they are given. */
export const FUNCTION_WRAPPERS = new Set(['_asyncToGenerator', '_wrapAsyncGenerator', 'promisify', '__name']);

/**
 * Finds what an expression may evaluate to, as far as this file shows: through names, parameters seen at call sites,
 * members of local objects and classes, and functions returned by local wrappers. Unknown parts add nothing.
 *
 * @returns at most 64 values
 */
export function valuesOf(expression: SyntaxNode, scope: Scope, file: Collected): Value[] {
  const kind = expression.type;
  // By far the most calls are of names and members; anything else that cannot be a function is answered at once.
  if (kind === 'Literal' || kind === 'TemplateLiteral') return [];
  return new Finder(file).values(expression, scope, 0);
}

class Finder {
  private readonly file: Collected;
  private found: Value[] = [];
  /** Expressions being looked into: one that leads back to itself adds nothing. */
  private readonly open = new Set<SyntaxNode>();
  private steps = 0;

  constructor(file: Collected) {
    this.file = file;
  }

  /** The values of a part of the question, apart from those found so far. */
  values(expression: SyntaxNode, scope: Scope, depth: number): Value[] {
    const outer = this.found;
    this.found = [];
    this.find(expression, scope, depth);
    const own = this.found;
    this.found = outer;
    return own;
  }

  private find(expression: SyntaxNode, scope: Scope, depth: number): void {
    if (depth > MAX_DEPTH || this.found.length >= MAX_VALUES || this.steps++ > MAX_STEPS) return;
    const node = unwrap(expression);
    if (this.open.has(node)) return;
    this.open.add(node);
    this.look(node, scope, depth);
    this.open.delete(node);
  }

  private look(node: SyntaxNode, scope: Scope, depth: number): void {
    switch (node.type) {
      case 'Identifier':
        return this.all(lookup(scope, node['name'])?.values, depth);
      case 'ConditionalExpression':
        return this.either(node['consequent'], node['alternate'], scope, depth);
      case 'LogicalExpression':
        return this.either(node['left'], node['right'], scope, depth);
      case 'AssignmentExpression':
        return this.find(node['right'], scope, depth + 1);
      case 'MemberExpression':
        return this.member(node, scope, depth);
      case 'CallExpression':
        return this.call(node, scope, depth);
      default:
        if (
          isFunction(node) ||
          isClass(node) ||
          node.type === 'ObjectExpression' ||
          node.type === 'NewExpression'
        ) {
          this.found.push({ node, scope });
        }
    }
  }

  private either(one: SyntaxNode, other: SyntaxNode, scope: Scope, depth: number): void {
    const [left, right] = [this.values(one, scope, depth + 1), this.values(other, scope, depth + 1)];
    const choice = left.length > 0 && right.length > 0;
    for (const value of [...left, ...right]) this.found.push(choice ? { ...value, choice } : value);
  }

  private all(values: readonly Scoped[] | undefined, depth: number): void {
    for (const value of values ?? []) this.find(value.node, value.scope, depth + 1);
  }

  private member(node: SyntaxNode, scope: Scope, depth: number): void {
    const name = propertyName(node['property'], node['computed']);
    const object = unwrap(node['object']);
    if (name !== undefined && isExports(object)) this.all(this.file.exported.get(name), depth);
    if (name !== undefined && object.type === 'Identifier') {
      this.all(lookup(scope, object['name'])?.members?.get(name), depth);
    }
    if (object.type === 'ThisExpression') {
      const self = scope.owner.self;
      if (self !== null && name !== undefined) this.inherited(self, name, 'methods', depth);
      return;
    }
    if (object.type === 'Super') {
      const self = scope.owner.self;
      if (name !== undefined && self?.node['superClass']) this.inParent(self, name, 'methods', depth);
      return;
    }
    for (const holder of this.values(object, scope, depth + 1)) this.property(holder, name, depth + 1);
  }

  private property(holder: Value, name: string | undefined, depth: number): void {
    if (holder.node.type === 'ObjectExpression') {
      for (const property of holder.node['properties']) {
        if (property.type !== 'Property' || property.kind !== 'init') continue;
        const key = propertyName(property.key, property.computed);
        if (name === undefined ? isFunction(unwrap(property.value)) : key === name) {
          this.find(property.value, holder.scope, depth + 1);
        }
      }
    } else if (name !== undefined && isClass(holder.node)) {
      const record = this.file.classes.get(holder.node);
      if (record !== undefined) this.inherited(record, name, 'statics', depth);
    } else if (name !== undefined && holder.node.type === 'NewExpression') {
      for (const made of this.values(holder.node['callee'], holder.scope, depth + 1)) {
        const record = this.file.classes.get(made.node);
        if (record !== undefined) this.inherited(record, name, 'methods', depth);
      }
    }
  }

  /** `this.name` in a static method means a static member, so the other kind is looked at too. */
  private inherited(owner: ClassRecord, name: string, kind: 'methods' | 'statics', depth: number): void {
    const node = owner[kind].get(name) ?? (kind === 'methods' ? owner.statics.get(name) : undefined);
    if (node !== undefined) this.found.push({ node, scope: owner.scope });
    else if (isClass(owner.node) && owner.node['superClass']) this.inParent(owner, name, kind, depth);
  }

  private inParent(owner: ClassRecord, name: string, kind: 'methods' | 'statics', depth: number): void {
    for (const parent of this.values(owner.node['superClass'], owner.scope, depth + 1)) {
      const record = this.file.classes.get(parent.node);
      if (record !== undefined && record !== owner) this.inherited(record, name, kind, depth + 1);
    }
  }

  private call(node: SyntaxNode, scope: Scope, depth: number): void {
    const callee = unwrap(node['callee']);
    const args: SyntaxNode[] = node['arguments'];
    const name = calleeName(callee);
    if (name === 'bind' && callee.type === 'MemberExpression')
      return this.find(callee['object'], scope, depth + 1);
    if (name !== undefined && FUNCTION_WRAPPERS.has(name) && args[0]) {
      for (const value of this.values(args[0], scope, depth + 1)) this.found.push({ ...value, driven: true });
      return;
    }
    for (const wrapper of this.values(callee, scope, depth + 1)) {
      const record = this.file.functions.get(wrapper.node);
      if (record === undefined) continue;
      for (const returned of record.returns) {
        for (const value of this.values(returned.node, returned.scope, depth + 1)) {
          if (isFunction(value.node)) this.found.push({ ...value, made: { by: record, args, scope } });
        }
      }
    }
  }
}

/** Last name of a callee: `f` of `f()`, `join` of `path.join()`. */
export function calleeName(callee: SyntaxNode): string | undefined {
  if (callee.type === 'Identifier') return callee['name'];
  if (callee.type === 'MemberExpression') return propertyName(callee['property'], callee['computed']);
  return undefined;
}
