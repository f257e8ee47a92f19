import type { Confidence } from '../../model/hazard.ts';
import type { Block, Fn, Hoisted, Pattern, Program, Statement } from '../../model/program.ts';
import type { Evaluator } from './evaluator.ts';
import { mayLeave } from './may-leave.ts';
import { Scope } from './scope.ts';
import { importedPlace, OWN, type FunctionValue, type Use, type Value } from './value.ts';

/** What runs: the module itself, or a function that it calls. */
export interface Frame {
  readonly self: Value;
  /** Of what the function gives back. */
  readonly use: Use;
  readonly async: boolean;
  /** An async one has met an await: the rest of it runs later, if at all. */
  waited: boolean;
  result: Value;
}

/** A function is followed this often; after that its calls differ in their arguments only. */
const MOST_CALLS = 12;
/** Statements: a program that was made by a tool to be large is not followed to its end. */
const MOST_STEPS = 200_000;
const MOST_DEPTH = 60;

/**
 * Walks what a module runs while it is evaluated, in order: its statements, and functions and constructors of its own
 * that these call. Each branch is walked once.
 */
export class Walk {
  readonly evaluator: Evaluator;
  /** Of what runs now. */
  confidence: Confidence = 'certain';
  frame: Frame = { self: OWN, use: 'dropped', async: false, waited: false, result: OWN };
  readonly #calls = new Map<Fn, number>();
  readonly #active = new Set<Fn>();
  #steps = 0;

  constructor(evaluator: (walk: Walk) => Evaluator) {
    this.evaluator = evaluator(this);
  }

  runModule(program: Program): void {
    const scope = new Scope(null, true);
    for (const { local, target, name } of program.imports) {
      scope.declare(local, importedPlace(target, name, name === '*' || name === 'default' ? local : null));
    }
    this.runBlock({ statements: program.body, hoisted: program.hoisted }, scope);
  }

  /** Declares what the block hoists in the scope given, and runs its statements. */
  runBlock({ statements, hoisted }: Block, scope: Scope): void {
    const before = this.confidence;
    for (const each of hoisted) declare(each, scope);
    for (const statement of statements) {
      if (++this.#steps > MOST_STEPS) break;
      this.#run(statement, scope);
      if (isEnd(statement)) break;
      if (mayLeave(statement)) this.confidence = doubted(this.confidence);
    }
    this.#goBackTo(before);
  }

  /** Runs what may not run. */
  inDoubt(run: () => void): void {
    const before = this.confidence;
    this.confidence = doubted(before);
    run();
    this.#goBackTo(before);
  }

  /** An async function goes on later, if what it waits for comes. */
  afterAwait(): void {
    if (!this.frame.async) return;
    this.frame.waited = true;
    this.confidence = doubted(this.confidence);
  }

  #goBackTo(before: Confidence): void {
    this.confidence = this.frame.waited ? doubted(before) : before;
  }

  /** Runs a function of the module's own. */
  invoke({ fn, scope }: FunctionValue, args: readonly Value[], self: Value, use: Use): Value {
    const calls = this.#calls.get(fn) ?? 0;
    if (fn.generator || calls >= MOST_CALLS || this.#active.has(fn) || this.#active.size >= MOST_DEPTH)
      return OWN;
    this.#calls.set(fn, calls + 1);
    this.#active.add(fn);
    const outer = { frame: this.frame, confidence: this.confidence };
    this.frame = {
      self: fn.arrow ? outer.frame.self : self,
      use,
      async: fn.async,
      waited: false,
      result: OWN,
    };
    const inner = new Scope(scope, true);
    for (const [at, param] of fn.params.entries()) this.bind(param, args[at] ?? OWN, inner);
    this.runBlock(fn, inner);
    const { result } = this.frame;
    this.frame = outer.frame;
    this.confidence = outer.confidence;
    this.#active.delete(fn);
    return fn.async ? OWN : result;
  }

  /** Gives names of a pattern their values, in the scope given. */
  bind(pattern: Pattern, value: Value, scope: Scope): void {
    switch (pattern.kind) {
      case 'name':
        return scope.declare(pattern.name, named(value, pattern.name));
      case 'default':
        if (value.is !== 'own') return this.bind(pattern.pattern, value, scope);
        return this.inDoubt(() =>
          this.bind(pattern.pattern, this.evaluator.value(pattern.value, scope), scope),
        );
      case 'object':
        for (const { key, computed, pattern: part } of pattern.parts) {
          if (computed !== null) this.evaluator.value(computed, scope);
          this.bind(part, key === null ? OWN : this.evaluator.memberOf(value, key), scope);
        }
        return;
      case 'array':
        for (const [at, part] of pattern.parts.entries()) {
          this.bind(part, value.is === 'array' ? (value.elements[at] ?? OWN) : OWN, scope);
        }
        return;
      case 'place':
        this.evaluator.assign(pattern, value, scope, 0);
    }
  }

  #run(statement: Statement, scope: Scope): void {
    switch (statement.op) {
      case 'expression':
        this.evaluator.value(statement.value, scope, 'dropped');
        return;
      case 'variable':
        if (statement.init !== null) this.#declareVariable(statement, scope);
        return;
      case 'class':
        scope.assign(statement.name, this.evaluator.classValue(statement.cls, scope));
        return;
      case 'return':
        this.frame.result = this.evaluator.value(statement.value, scope, this.frame.use);
        return;
      case 'throw':
        this.evaluator.value(statement.value, scope);
        return;
      case 'enum':
        for (const value of statement.values) this.evaluator.value(value, scope);
        return;
      case 'block':
      case 'labelled':
      case 'namespace':
        return this.runBlock(statement.block, new Scope(scope, statement.op === 'namespace'));
      default:
        this.#runBranches(statement, scope);
    }
  }

  #runBranches(statement: Statement, scope: Scope): void {
    const run = (block: Block | null): void => {
      if (block !== null) this.runBlock(block, new Scope(scope, false));
    };
    switch (statement.op) {
      case 'if':
        this.evaluator.value(statement.test, scope);
        return this.inDoubt(() => [statement.yes, statement.no].forEach(run));
      case 'try':
        run(statement.block);
        this.inDoubt(() => run(statement.handler));
        return run(statement.finalizer);
      case 'switch':
        this.evaluator.value(statement.on, scope);
        return this.inDoubt(() => {
          for (const { test, block } of statement.cases) {
            if (test !== null) this.evaluator.value(test, scope);
            run(block);
          }
        });
      case 'loop':
        return this.#runLoop(statement, scope);
    }
  }

  /** A list that is written out is walked item by item; what else is looped over may be empty. */
  #runLoop({ init, heads, each, body }: Extract<Statement, { op: 'loop' }>, outer: Scope): void {
    const scope = new Scope(outer, false);
    this.runBlock(init, scope);
    const [over] = heads.map((head) => this.evaluator.value(head, scope));
    const round = (value: Value): void => {
      const inner = new Scope(scope, false);
      if (each !== null) this.bind(each, value, inner);
      this.runBlock(body, inner);
    };
    if (each !== null && over?.is === 'array' && over.elements.length > 0) over.elements.forEach(round);
    else this.inDoubt(() => round(OWN));
  }

  #declareVariable({ pattern, init, declares }: Extract<Statement, { op: 'variable' }>, scope: Scope): void {
    const value = this.evaluator.value(init!, scope);
    if (pattern.kind === 'name' && declares === 'var') scope.assign(pattern.name, named(value, pattern.name));
    else this.bind(pattern, value, scope);
  }
}

function declare(hoisted: Hoisted, scope: Scope): void {
  if (hoisted.kind === 'function') {
    return scope.declare(hoisted.name, { is: 'function', fn: hoisted.fn, scope });
  }
  for (const name of namesIn(hoisted.pattern)) {
    if (hoisted.kind === 'var') scope.declareVar(name, OWN);
    else scope.declare(name, OWN);
  }
}

function namesIn(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'name':
      return [pattern.name];
    case 'default':
      return namesIn(pattern.pattern);
    case 'object':
      return pattern.parts.flatMap((part) => namesIn(part.pattern));
    case 'array':
      return pattern.parts.flatMap(namesIn);
    case 'place':
      return [];
  }
}

function named(value: Value, local: string): Value {
  if (value.is !== 'place' || value.target === 'global' || value.local !== null) return value;
  return value.path.length === 0 || value.path[0] === 'default' ? { ...value, local } : value;
}

function doubted(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : confidence;
}

function isEnd({ op }: Statement): boolean {
  return op === 'return' || op === 'throw' || op === 'leave';
}
