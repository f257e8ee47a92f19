import type { Expression, Fn } from '../../model/program.ts';
import { argumentsOf } from './arguments.ts';
import { callHelper } from './compiler-helpers.ts';
import { callGlobal } from './global-calls.ts';
import { atMost, isWorthRunning, LIKELY, type Machine } from './machine.ts';
import { callMethod } from './method-calls.ts';
import { evaluateBase, memberOfEarlyName } from './names.ts';
import { meetStale } from './objects.ts';
import { readMember } from './members.ts';
import { typeError } from './report-hazard.ts';
import { noteOutsideCall } from './outside-calls.ts';
import { declareParameters, hoist, innerScope, type Scope } from './scope.ts';
import { settle } from './promises.ts';
import { escape } from './unseen.ts';
import {
  newPromise,
  OPAQUE,
  UNDEFINED,
  type FunctionValue,
  type GeneratorValue,
  type PromiseValue,
  type Value,
} from './values.ts';

type CallExpression = Extract<Expression, { op: 'call' | 'new' }>;

/** Deeper than any call that a program makes while it loads; a function already running stops earlier. */
const DEEPEST_CALL = 300;
const DEEPEST_RECURSION = 60;

/** Calls a function, a method or `super`. */
export function callExpression(m: Machine, call: CallExpression, scope: Scope): Value {
  const { callee } = call;
  if (callee.op === 'super') {
    const args = argumentsOf(m, call, scope);
    scope.frame?.superCall?.(args);
    return OPAQUE;
  }
  const helper = callHelper(m, call, scope);
  if (helper !== null) return helper;
  if (callee.op === 'member') return callMember(m, call, callee, scope);
  return apply(m, m.do.evaluate(callee, scope), call, scope, null);
}

function callMember(
  m: Machine,
  call: CallExpression,
  callee: Extract<Expression, { op: 'member' }>,
  scope: Scope,
): Value {
  const { object, key, line, optional } = callee;
  if (object.op === 'super') return apply(m, m.do.evaluate(callee, scope), call, scope, thisOf(scope));
  const early = memberOfEarlyName(m, object, key, line, scope);
  if (early !== null) {
    argumentsOf(m, call, scope);
    return OPAQUE;
  }
  const receiver = evaluateBase(m, object, scope);
  if (receiver.kind === 'undefined') return optional ? OPAQUE : typeError(m, scope.module.id, line);
  const known = callMethod(m, receiver, key, call, scope);
  if (known !== null) return known;
  return apply(m, readMember(m, receiver, key, scope, line, optional), call, scope, receiver);
}

function thisOf(scope: Scope): Value | null {
  return scope.frame?.self ?? null;
}

function apply(m: Machine, callee: Value, call: CallExpression, scope: Scope, self: Value | null): Value {
  const args = argumentsOf(m, call, scope);
  const { line, optional } = call;
  switch (callee.kind) {
    case 'function':
      return calledAt(m, scope, line, callee, () => m.do.callFunction(callee, args, self));
    case 'undefined':
      return optional ? OPAQUE : typeError(m, scope.module.id, line);
    case 'object':
      meetStale(m, callee, scope, line);
      return typeError(m, scope.module.id, line);
    case 'class':
      return typeError(m, scope.module.id, line);
    case 'global':
      return callGlobal(m, callee.path, call, args, scope);
    case 'one-of':
      atMost(m, LIKELY, () => {
        for (const one of callee.values) m.do.callFunction(one, args, null);
      });
      return OPAQUE;
    default:
      noteOutsideCall(m, call, scope);
      for (const arg of args) escape(m, arg);
      return OPAQUE;
  }
}

/** Steps into a function of another module: the chain to a hazard shows it. */
function calledAt<T>(m: Machine, scope: Scope, line: number, callee: FunctionValue, action: () => T): T {
  const module = callee.scope.module.id;
  if (module === scope.module.id) return action();
  m.trail.push({ module, via: 'calls', line });
  try {
    return action();
  } finally {
    m.trail.pop();
  }
}

/** Calls a function of the source. What returns undefined gives an opaque value, for code may have been left out. */
export function callFunction(
  m: Machine,
  callee: FunctionValue,
  args: readonly Value[],
  self: Value | null,
): Value {
  const { fn } = callee;
  const running = m.active.has(fn);
  if (m.depth > DEEPEST_CALL || (running && m.depth > DEEPEST_RECURSION) || m.calls-- < 0) return OPAQUE;
  if (!isWorthRunning(m, fn)) return OPAQUE;
  const { confidence } = m;
  m.depth++;
  m.active.add(fn);
  try {
    const scope = innerScope(callee.scope);
    if (!fn.arrow) scope.frame = { self: callee.self ?? self, home: callee.home, superCall: null };
    if (fn.generator) return newGenerator(() => runBody(m, fn, args, scope));
    if (fn.async) return runAsync(m, fn, args, scope);
    const result = runBody(m, fn, args, scope);
    return result.kind === 'undefined' && m.muted === 0 ? OPAQUE : result;
  } finally {
    m.depth--;
    m.confidence = confidence;
    if (!running) m.active.delete(fn);
  }
}

function newGenerator(run: () => void): GeneratorValue {
  return { kind: 'generator', ran: false, run };
}

/** Runs a function's parameters and body in a scope made for it. */
export function runBody(m: Machine, fn: Fn, args: readonly Value[], scope: Scope): Value {
  bindParameters(m, fn, args, scope);
  hoist(fn.hoisted, scope);
  const ending = m.do.run(fn.statements, scope);
  return ending !== null && !ending.left ? ending.value : UNDEFINED;
}

function bindParameters(m: Machine, fn: Fn, args: readonly Value[], scope: Scope): void {
  declareParameters(fn.params, scope);
  fn.params.forEach((param, at) => m.do.bind(param, args[at] ?? UNDEFINED, scope, fn.line, null));
  for (const cell of scope.cells.values()) if (cell.value.kind === 'undefined') cell.value = OPAQUE;
}

function runAsync(m: Machine, fn: Fn, args: readonly Value[], scope: Scope): PromiseValue {
  const promise = newPromise();
  declareParameters(fn.params, scope);
  fn.params.forEach((param, at) => m.do.bind(param, args[at] ?? OPAQUE, scope, fn.line, null));
  hoist(fn.hoisted, scope);
  m.do.runAwaiting(fn.statements, scope, (error, value) => settle(m, promise, error, value));
  return promise;
}
