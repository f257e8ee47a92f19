import type { Expression } from '../../model/program.ts';
import { argumentsOf } from './arguments.ts';
import { atMost, imagine, LIKELY, type Machine } from './machine.ts';
import { CALLS_AT_ONCE, CALLS_LATER, EMITS, NEEDS_TWO } from './known-names.ts';
import { noteOutsideCall } from './outside-calls.ts';
import type { Scope } from './scope.ts';
import { chainPromise } from './promises.ts';
import { escape, functionsIn, iterate } from './unseen.ts';
import { OPAQUE, type ArrayValue, type FunctionValue, type PromiseValue, type Value } from './values.ts';

type CallExpression = Extract<Expression, { op: 'call' | 'new' }>;

/**
 * Calls a method whose own code is not in the sources: of arrays, promises, functions, generators, and of values
 * nothing is known about.
 *
 * @returns null where the receiver's own members decide
 */
export function callMethod(
  m: Machine,
  receiver: Value,
  key: string,
  call: CallExpression,
  scope: Scope,
): Value | null {
  switch (receiver.kind) {
    case 'promise':
      return callOfPromise(m, receiver, key, call, scope);
    case 'array':
      if (/^\d+$/.test(key)) return null;
      return callOfArray(m, receiver, key, call, scope);
    case 'opaque':
    case 'text':
    case 'uninitialised':
      return callOfOpaque(m, key, call, scope);
    case 'generator':
      if (key !== 'next') return null;
      iterate(m, receiver);
      return OPAQUE;
    case 'function':
      return callOfFunction(m, receiver, key, call, scope);
    default:
      return null;
  }
}

function callOfPromise(
  m: Machine,
  promise: PromiseValue,
  key: string,
  call: CallExpression,
  scope: Scope,
): Value {
  const args = argumentsOf(m, call, scope);
  if (key === 'then') return chainPromise(m, promise, args[0], args[1]);
  if (key === 'catch') return chainPromise(m, promise, undefined, args[0]);
  if (key === 'finally') return chainPromise(m, promise, args[0], args[0]);
  for (const arg of args) escape(m, arg);
  return OPAQUE;
}

function callOfArray(m: Machine, array: ArrayValue, key: string, call: CallExpression, scope: Scope): Value {
  const args = argumentsOf(m, call, scope);
  if (!CALLS_AT_ONCE.has(key)) return callsUnknown(m, key, call, args, scope);
  const { elements } = array;
  const [first] = elements;
  if (first === undefined) return OPAQUE;
  const run = () => {
    for (const fn of functionsIn(args)) m.do.callFunction(fn, [first], null);
  };
  if (NEEDS_TWO.has(key) && elements.length < 2) atMost(m, LIKELY, run);
  else run();
  return OPAQUE;
}

function callOfOpaque(m: Machine, key: string, call: CallExpression, scope: Scope): Value {
  return callsUnknown(m, key, call, argumentsOf(m, call, scope), scope);
}

/** Judges by the method's name what becomes of the functions it is given. */
function callsUnknown(
  m: Machine,
  key: string,
  call: CallExpression,
  args: readonly Value[],
  scope: Scope,
): Value {
  noteOutsideCall(m, call, scope);
  const { registered } = scope.module;
  if (EMITS.has(key))
    for (const fn of functionsIn(registered)) imagine(m, () => m.do.callFunction(fn, [], null));
  if (CALLS_LATER.has(key)) registered.push(...functionsIn(args));
  else if (CALLS_AT_ONCE.has(key)) {
    atMost(m, LIKELY, () => {
      for (const fn of functionsIn(args)) m.do.callFunction(fn, [], null);
    });
  } else for (const arg of args) escape(m, arg);
  return OPAQUE;
}

/** `bind`, `call` and `apply`. */
function callOfFunction(
  m: Machine,
  fn: FunctionValue,
  key: string,
  call: CallExpression,
  scope: Scope,
): Value | null {
  if (fn.props?.has(key) || !['bind', 'call', 'apply'].includes(key)) return null;
  const [self, ...rest] = argumentsOf(m, call, scope);
  if (key === 'bind') return fn;
  return m.do.callFunction(fn, key === 'call' ? rest : [], self ?? null);
}
