import type { Collected } from './collect.ts';
import { isNonEmptyArray } from './conditions.ts';
import {
  lookup,
  MAY_RUN,
  NOT_RUN,
  RUNS,
  type Binding,
  type FunctionRecord,
  type Run,
  type Scope,
  type Site,
} from './scope.ts';
import { isClass, isFunction, isMember, unwrap, type SyntaxNode } from './syntax.ts';
import { calleeName, valuesOf, type Value } from './values.ts';

/** Methods that call their argument before they return. */
export const CALLS_BACK_NOW = new Set([
  'forEach',
  'map',
  'filter',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'reduce',
  'reduceRight',
  'flatMap',
  'sort',
]);
/** Functions that call their argument soon after, still as part of the boot. */
export const CALLS_BACK_SOON = new Set(['nextTick', 'queueMicrotask', 'setImmediate']);
/** Compiled async functions: the generator passed as the last argument runs at once. */
export const RUNS_GENERATOR = new Set(['__awaiter', '__async', 'co', 'asyncGeneratorStep']);
/** A function called from more places than this gets no more arguments bound: its parameters mean nothing definite. */
const MAX_CALLERS = 4;
const MAX_ROUNDS = 12;

/**
 * Works out which functions run while the module is evaluated, starting from its top level, and marks every site with
 * how sure it is to run. Flow-insensitive: what a name may hold at any time counts.
 */
export function activate(file: Collected): void {
  new Activation(file).run();
}

class Activation {
  private readonly file: Collected;
  private queue: FunctionRecord[] = [];
  /** A parameter learnt a new argument, so sites already seen may call more than was known. */
  private learnt = false;

  constructor(file: Collected) {
    this.file = file;
  }

  run(): void {
    this.raise(this.file.top, RUNS);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      this.learnt = false;
      for (let record = this.queue.pop(); record !== undefined; record = this.queue.pop())
        this.runBody(record);
      if (!this.learnt) return;
      this.queue = this.file.allFunctions.filter((record) => record.run !== NOT_RUN);
    }
  }

  private raise(record: FunctionRecord, run: Run): void {
    if (run <= record.run) return;
    record.run = run;
    this.queue.push(record);
  }

  private runBody(record: FunctionRecord): void {
    for (const site of record.sites) {
      const run = site.conditional ? MAY_RUN : record.run;
      if (run > site.run) site.run = run;
      this.runSite(site, site.run);
    }
  }

  private runSite(site: Site, run: Run): void {
    const { node, scope } = site;
    if (node.type === 'ImportExpression' || node.type === 'TSImportEqualsDeclaration') return;
    const callee = unwrap(node['tag'] ?? node['expression'] ?? node['callee']);
    const args: SyntaxNode[] = node['arguments'] ?? [];
    if (node.type === 'CallExpression' && this.runBuiltin(callee, args, scope, run)) return;
    if (this.isForeignParameter(callee, scope)) return;
    const targets = valuesOf(callee, scope, this.file);
    // A computed choice among several functions calls one of them, nobody knows which.
    const choice = callee.type === 'MemberExpression' && callee['computed'] && targets.length > 1;
    for (const target of targets) {
      if (node.type === 'NewExpression') this.construct(target, args, scope, run);
      else this.call(target, args, scope, choice ? MAY_RUN : run);
    }
    if (node.type === 'NewExpression' && isNamed(callee, 'Promise') && args[0])
      this.callAll(args[0], scope, run, []);
  }

  /** Calls whose callee is known by name rather than by its body. Returns true when nothing is left to do. */
  private runBuiltin(callee: SyntaxNode, args: SyntaxNode[], scope: Scope, run: Run): boolean {
    const name = calleeName(callee);
    if (name === undefined) return false;
    const first = args[0];
    if (RUNS_GENERATOR.has(name) && args.length > 0) {
      for (const target of valuesOf(args.at(-1) as SyntaxNode, scope, this.file))
        this.call({ ...target, driven: true }, [], scope, run);
      return true;
    }
    if (CALLS_BACK_SOON.has(name) && first) this.callAll(first, scope, MAY_RUN, []);
    if (callee.type !== 'MemberExpression') return false;
    const object = unwrap(callee['object']);
    if (name === 'call' || name === 'apply') {
      const passed = name === 'call' ? args.slice(1) : [];
      if (!this.isForeignParameter(object, scope)) this.callAll(object, scope, run, passed);
      return isFunction(object);
    }
    if (name === 'from' && args[1] && isNamed(object, 'Array')) this.callAll(args[1], scope, MAY_RUN, []);
    if (name === 'then' || name === 'finally') {
      for (const callback of args)
        this.callAll(callback, scope, startsChain(object) && callback === first ? run : MAY_RUN, []);
    } else if (CALLS_BACK_NOW.has(name) && first) {
      const elements = isNonEmptyArray(object) ? object['elements'] : [];
      this.callAll(first, scope, elements.length > 0 ? run : MAY_RUN, []);
      this.bindElements(first, elements, scope);
    }
    return false;
  }

  private callAll(callee: SyntaxNode, scope: Scope, run: Run, args: SyntaxNode[]): void {
    for (const target of valuesOf(callee, scope, this.file)) this.call(target, args, scope, run);
  }

  private call(target: Value, args: readonly SyntaxNode[], scope: Scope, run: Run): void {
    const record = this.file.functions.get(target.node);
    if (record === undefined) return;
    this.bind(record, args, scope);
    // A generator's body runs only as far as somebody asks for values.
    const sure = target.choice === undefined && (!target.node['generator'] || target.driven === true);
    const certainty = sure ? run : MAY_RUN;
    if (target.made === undefined) this.markDirect(record);
    this.raise(record, certainty);
    if (target.made !== undefined) this.callCaptured(record, target.made, certainty);
  }

  private markDirect(record: FunctionRecord): void {
    if (record.direct) return;
    record.direct = true;
    this.learnt = true;
  }

  /**
   * A function made by a wrapper (`memo(f)`, a bundler's `__commonJS({…})`) calls the arguments of its own making. It
   * calls them on its first call even where a memo guards them, so they run as surely as it does.
   */
  private callCaptured(record: FunctionRecord, made: NonNullable<Value['made']>, run: Run): void {
    for (const { node, scope } of record.sites) {
      if (node.type !== 'CallExpression') continue;
      const callee = unwrap(node['callee']);
      const name = callee.type === 'MemberExpression' ? unwrap(callee['object']) : callee;
      const binding = name.type === 'Identifier' ? lookup(scope, name['name']) : undefined;
      if (binding === undefined || binding.owner !== made.by) continue;
      const argument = made.args[made.by.parameters.indexOf(binding)];
      if (argument === undefined) continue;
      for (const value of valuesOf(argument, made.scope, this.file)) {
        if (isFunction(value.node)) this.call(value, node['arguments'], scope, run);
        else if (callee.type === 'MemberExpression') this.callProperties(value, run);
      }
    }
  }

  private callProperties(object: Value, run: Run): void {
    if (object.node.type !== 'ObjectExpression') return;
    const functions = object.node['properties'].filter(
      (p: SyntaxNode) => p['value'] && isFunction(unwrap(p['value'])),
    );
    for (const property of functions) {
      this.call(
        { node: unwrap(property.value), scope: object.scope },
        [],
        object.scope,
        functions.length > 1 ? MAY_RUN : run,
      );
    }
  }

  /** @param below classes that were found to extend this one: `class A extends A` must not go round for ever */
  private construct(
    target: Value,
    args: SyntaxNode[],
    scope: Scope,
    run: Run,
    below: readonly SyntaxNode[] = [],
  ): void {
    if (!isClass(target.node)) return this.call(target, args, scope, run);
    const record = this.file.classes.get(target.node);
    if (record === undefined || below.includes(target.node)) return;
    for (const part of record.construct) {
      this.bind(part, args, scope);
      this.markDirect(part);
      this.raise(part, run);
    }
    const base = target.node['superClass'];
    if (!base) return;
    for (const value of valuesOf(base, target.scope, this.file)) {
      this.construct(value, args, scope, run, [...below, target.node]);
    }
  }

  private bind(record: FunctionRecord, args: readonly SyntaxNode[], scope: Scope): void {
    if (args.length === 0) return;
    let added = false;
    for (let i = 0; i < args.length && i < record.parameters.length; i++) {
      const binding = record.parameters[i];
      const argument = args[i] as SyntaxNode;
      if (binding && record.callers < MAX_CALLERS) added = addValue(binding, argument, scope) || added;
    }
    if (!added) return;
    record.callers++;
    this.learnt = true;
  }

  private bindElements(callback: SyntaxNode, elements: SyntaxNode[], scope: Scope): void {
    const record = this.file.functions.get(unwrap(callback));
    const parameter = record?.parameters[0];
    if (!parameter) return;
    for (const element of elements) if (element && addValue(parameter, element, scope)) this.learnt = true;
  }

  /**
   * A parameter of an enclosing function that many places call, or that only handed this closure out: which argument it
   * holds depends on the call that made the closure, and {@link callCaptured} follows that.
   */
  private isForeignParameter(callee: SyntaxNode, scope: Scope): boolean {
    const name = callee.type === 'MemberExpression' ? unwrap(callee['object']) : callee;
    if (name.type !== 'Identifier') return false;
    const owner = lookup(scope, name['name'])?.owner;
    if (owner === undefined || owner === null || owner === scope.owner) return false;
    return owner.callers >= MAX_CALLERS || !scope.owner.direct;
  }
}

function addValue(binding: Binding, node: SyntaxNode, scope: Scope): boolean {
  if (binding.values.some((value) => value.node === node)) return false;
  binding.values.push({ node, scope });
  return true;
}

/** `import(…)` and `Promise.resolve()`: a `.then` on them is certain to go on. */
function startsChain(node: SyntaxNode): boolean {
  if (node.type === 'ImportExpression') return true;
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node['callee']);
  if (isMember(callee, 'Promise', 'resolve')) return true;
  return (
    callee.type === 'MemberExpression' &&
    calleeName(callee) === 'then' &&
    startsChain(unwrap(callee['object']))
  );
}

function isNamed(node: SyntaxNode, name: string): boolean {
  return node.type === 'Identifier' && node['name'] === name;
}
