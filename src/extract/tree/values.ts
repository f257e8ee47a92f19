import { isExports } from './bind.ts';
import type { Collected } from './collect.ts';
import { lookup, type FunctionRecord, type Scope, type Scoped } from './scope.ts';
import { isClass, isFunction, propertyName, unwrap, type SyntaxNode } from './syntax.ts';

/** A function, class, object literal or `new` expression that an expression may evaluate to. */
export interface Value extends Scoped {
  /** Set on a function that a local wrapper returned: the wrapper and the arguments of that very call. */
  readonly made?: {
    readonly by: FunctionRecord;
    readonly args: readonly SyntaxNode[];
    readonly scope: Scope;
  };
}

const MAX_DEPTH = 12;
/** Steps one question may take: values that refer to each other would multiply. */
const MAX_STEPS = 400;
const MAX_VALUES = 64;
/** Helpers of compilers that return (a promise of) the function they are given. */
const FUNCTION_WRAPPERS = new Set(['_asyncToGenerator', '_wrapAsyncGenerator', 'promisify', '__name']);

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
        this.find(node['consequent'], scope, depth + 1);
        return this.find(node['alternate'], scope, depth + 1);
      case 'LogicalExpression':
        this.find(node['left'], scope, depth + 1);
        return this.find(node['right'], scope, depth + 1);
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
      if (self !== null && name !== undefined)
        this.function(self.methods.get(name) ?? self.statics.get(name), self.scope);
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
      this.function(this.file.classes.get(holder.node)?.statics.get(name), holder.scope);
    } else if (name !== undefined && holder.node.type === 'NewExpression') {
      for (const made of this.values(holder.node['callee'], holder.scope, depth + 1)) {
        this.function(this.file.classes.get(made.node)?.methods.get(name), made.scope);
      }
    }
  }

  private function(node: SyntaxNode | undefined, scope: Scope): void {
    if (node !== undefined) this.found.push({ node, scope });
  }

  private call(node: SyntaxNode, scope: Scope, depth: number): void {
    const callee = unwrap(node['callee']);
    const args: SyntaxNode[] = node['arguments'];
    const name = calleeName(callee);
    if (name === 'bind' && callee.type === 'MemberExpression')
      return this.find(callee['object'], scope, depth + 1);
    if (name !== undefined && FUNCTION_WRAPPERS.has(name) && args[0])
      return this.find(args[0], scope, depth + 1);
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
