import type { ModuleId } from '../model/module-id.ts';
import type { Class, Expression, Fn, Pattern, Program } from '../model/program.ts';

/** A mention of something imported, in code that runs while the module is evaluated. */
export interface EagerRead {
  readonly target: ModuleId;
  /** As exported there; `*` is the whole module. */
  readonly name: string;
  readonly line: number;
  /** Straight-line code; else behind a condition, in a callback or in a method that may be called. */
  readonly certain: boolean;
}

interface Imported {
  readonly target: ModuleId;
  readonly name: string;
}

/**
 * Which imported names are read while a module is evaluated, without following calls into other modules and without
 * regard to order. Local functions and classes count where they are called, callbacks where they are passed.
 */
export function eagerReads(program: Program): EagerRead[] {
  return new ReadSearch(program).run();
}

/** Local names of what a module imports, in either module system. */
export function importedLocals(program: Program): ReadonlyMap<string, Imported> {
  const locals = new Map<string, Imported>();
  for (const { local, target, name } of program.imports)
    if (target !== null) locals.set(local, { target, name });
  for (const statement of program.body) {
    if (statement.op !== 'variable' || statement.init?.op !== 'require') continue;
    const { target } = statement.init;
    if (target !== null) bindPattern(statement.pattern, { target, name: '*' }, locals);
  }
  return locals;
}

function bindPattern(pattern: Pattern, imported: Imported, locals: Map<string, Imported>): void {
  if (pattern.kind === 'name') locals.set(pattern.name, imported);
  else if (pattern.kind === 'default') bindPattern(pattern.pattern, imported, locals);
  else if (pattern.kind === 'object')
    for (const { key, pattern: part } of pattern.parts)
      bindPattern(part, { ...imported, name: key ?? '*' }, locals);
}

type Callable = { readonly fn: Fn } | { readonly cls: Class };

class ReadSearch {
  readonly #program: Program;
  readonly #imported: ReadonlyMap<string, Imported>;
  readonly #callables = new Map<string, Callable>();
  readonly #found = new Map<string, EagerRead>();
  /** Trees to look through; the order does not matter. */
  readonly #open: [node: unknown, certain: boolean][] = [];
  readonly #entered = new Map<object, boolean>();

  constructor(program: Program) {
    this.#program = program;
    this.#imported = importedLocals(program);
    for (const each of program.hoisted)
      if (each.kind === 'function') this.#callables.set(each.name, { fn: each.fn });
    for (const statement of program.body) {
      if (statement.op === 'class') this.#callables.set(statement.name, { cls: statement.cls });
      if (statement.op === 'variable' && statement.pattern.kind === 'name') {
        const { init } = statement;
        if (init?.op === 'function') this.#callables.set(statement.pattern.name, { fn: init.fn });
        if (init?.op === 'class') this.#callables.set(statement.pattern.name, { cls: init.cls });
      }
    }
  }

  run(): EagerRead[] {
    this.#open.push([this.#program.body, true]);
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) this.#look(...next);
    return [...this.#found.values()];
  }

  #look(node: unknown, certain: boolean): void {
    if (typeof node !== 'object' || node === null) return;
    const expression = node as Expression;
    switch (expression.op) {
      case 'name':
        return this.#read(expression.name, null, expression.line, certain);
      case 'member':
        if (expression.object.op === 'name')
          return this.#read(expression.object.name, expression.key, expression.line, certain);
        break;
      case 'function':
        return;
      case 'class':
        return this.#define(expression.cls, certain);
      case 'call':
      case 'new':
        return this.#call(expression, certain);
      default:
    }
    const weaker = certain && !BRANCHES.has(expression.op);
    // Functions count where they are called.
    for (const [key, child] of Object.entries(node))
      if (key !== 'hoisted' && key !== 'fn') this.#open.push([child, weaker]);
  }

  /** Arguments that are functions are taken as called: most callbacks are, and at once. */
  #call({ callee, args }: Extract<Expression, { op: 'call' | 'new' }>, certain: boolean): void {
    if (callee.op === 'function') this.#enter(callee.fn, certain);
    else this.#open.push([callee, certain]);
    const name = callee.op === 'name' ? callee.name : callee.op === 'member' ? rootName(callee) : null;
    const called = name === null ? undefined : this.#callables.get(name);
    if (called !== undefined) this.#run(called, certain && callee.op === 'name');
    for (const arg of args) {
      if (arg.op === 'function') this.#enter(arg.fn, false);
      const passed = arg.op === 'name' ? this.#callables.get(arg.name) : undefined;
      if (passed !== undefined && 'fn' in passed) this.#enter(passed.fn, false);
      this.#open.push([arg, certain]);
    }
  }

  #run(called: Callable, certain: boolean): void {
    if ('fn' in called) return this.#enter(called.fn, certain);
    const { constructor_, fields, methods, getters, staticMethods, staticGetters } = called.cls;
    this.#open.push([fields, certain]);
    if (constructor_ !== null) this.#enter(constructor_, certain);
    for (const some of [methods, getters, staticMethods, staticGetters])
      for (const fn of Object.values(some)) this.#enter(fn, false);
  }

  #enter(fn: Fn, certain: boolean): void {
    if (this.#entered.get(fn) === true || (this.#entered.has(fn) && !certain)) return;
    this.#entered.set(fn, certain);
    this.#open.push([fn.params, certain], [fn.statements, certain]);
  }

  #define(cls: Class, certain: boolean): void {
    const { superclass, computed, decorators, memberDecorators, metadata, statics } = cls;
    for (const part of [superclass, computed, decorators, memberDecorators, metadata, statics])
      this.#open.push([part, certain]);
  }

  #read(local: string, key: string | null, line: number, certain: boolean): void {
    const imported = this.#imported.get(local);
    if (imported === undefined) return;
    const name = imported.name === '*' ? (key ?? '*') : imported.name;
    const id = `${imported.target} ${name} ${line}`;
    const known = this.#found.get(id);
    if (known === undefined || (certain && !known.certain))
      this.#found.set(id, { target: imported.target, name, line, certain });
  }
}

/** What runs its parts on some path only. */
const BRANCHES: ReadonlySet<string> = new Set(['if', 'loop', 'switch', 'try', 'maybe', 'choose']);

function rootName(member: Extract<Expression, { op: 'member' }>): string | null {
  let at: Expression = member;
  while (at.op === 'member') at = at.object;
  return at.op === 'name' ? at.name : null;
}
