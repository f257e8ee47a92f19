import type { Expression } from '../../model/program.ts';
import { assign } from './binding.ts';
import { callExpression } from './calls.ts';
import { defineClass } from './classes.ts';
import { atMost, LIKELY, type Machine } from './machine.ts';
import { evaluateBase, memberOfEarlyName, readName, thisValue } from './names.ts';
import { objectLiteral } from './objects.ts';
import { enumerateExports, enumerateNamespace } from './exported-values.ts';
import { readMember } from './members.ts';
import { typeError } from './report-hazard.ts';
import type { Scope } from './scope.ts';
import { iterate, runOnConversion } from './unseen.ts';
import { newFunction, OPAQUE, UNDEFINED, type FunctionValue, type Value } from './values.ts';

/** The kinds of expression that have this `op`; some share their shape. */
type Of<Op extends Expression['op'], E = Expression> = E extends { op: infer Own }
  ? Op extends Own
    ? E
    : never
  : never;
type Evaluators = { readonly [Op in Expression['op']]: (m: Machine, e: Of<Op>, scope: Scope) => Value };

const EVALUATORS: Evaluators = {
  opaque: () => OPAQUE,
  undefined: () => UNDEFINED,
  text: (_, { value }) => ({ kind: 'text', value }),
  name: (m, { name, line }, scope) => readName(m, name, line, scope, 'value'),
  this: (_, __, scope) => thisValue(scope),
  super: () => OPAQUE,
  'module-exports': (_, __, scope) => scope.module.moduleExports,
  exports: (_, __, scope) => scope.module.exportsVariable,
  member: member,
  index: index,
  all: (m, { parts }, scope) => allOf(m, parts, scope),
  coerce(m, { parts }, scope) {
    for (const part of parts) runOnConversion(m, m.do.evaluate(part, scope));
    return OPAQUE;
  },
  iterate(m, { value, line }, scope) {
    const found = m.do.evaluate(value, scope);
    if (found.kind === 'undefined') return typeError(m, scope.module.id, line);
    iterate(m, found);
    return found;
  },
  keys(m, { value, line }, scope) {
    const found = m.do.evaluate(value, scope);
    if (found.kind === 'namespace') enumerateNamespace(m, found.module, scope.module, line);
    return found;
  },
  sequence(m, { parts }, scope) {
    let last: Value = OPAQUE;
    for (const part of parts) last = m.do.evaluate(part, scope);
    return last;
  },
  array: (m, { elements }, scope) => ({
    kind: 'array',
    elements: elements.map((element) => m.do.evaluate(element, scope)),
  }),
  spread(m, { value }, scope) {
    const found = m.do.evaluate(value, scope);
    if (found.kind === 'undefined') typeError(m, scope.module.id, 0);
    iterate(m, found);
    return OPAQUE;
  },
  object: objectLiteral,
  function: (_, { fn }, scope) => newFunction(fn, scope),
  class: (m, { cls }, scope) => defineClass(m, cls, scope),
  typeof(m, { value }, scope) {
    m.do.evaluate(value, scope);
    return OPAQUE;
  },
  maybe(m, { first, second }, scope) {
    const left = m.do.evaluate(first, scope);
    const right = atMost(m, LIKELY, () => m.do.evaluate(second, scope));
    if (right.kind === 'undefined') return OPAQUE;
    // `exports.x || (exports.x = {})`: what is known is better than what is not.
    return right.kind === 'opaque' && left.kind !== 'undefined' ? OPAQUE : right;
  },
  choose(m, { test, yes, no }, scope) {
    m.do.evaluate(test, scope);
    return atMost(m, LIKELY, () => {
      const one = m.do.evaluate(yes, scope);
      const other = m.do.evaluate(no, scope);
      const known = one.kind === 'opaque' ? other : one;
      return known.kind === 'undefined' ? OPAQUE : known;
    });
  },
  assign(m, { target, value, line, conditional }, scope) {
    const set = () => {
      const found = m.do.evaluate(value, scope);
      assign(m, target, found, scope, line);
      return found;
    };
    if (conditional === undefined) return set();
    return atMost(m, LIKELY, set);
  },
  await: awaitValue,
  import: (m, { target }, scope) => m.do.importLater(target, scope.module),
  require: (m, { target, line }, scope) => m.do.require(target, scope.module, line),
  call: callExpression,
  new(m, { callee, args, line }, scope) {
    const found = m.do.evaluate(callee, scope);
    const values = args.map((arg) => m.do.evaluate(arg, scope));
    return m.do.construct(found, values, scope, line);
  },
};

/** Evaluates an expression as Node would; hazards met on the way are noted. */
export function evaluate(machine: Machine, expression: Expression, scope: Scope): Value {
  return (EVALUATORS[expression.op] as (m: Machine, e: Expression, s: Scope) => Value)(
    machine,
    expression,
    scope,
  );
}

function member(m: Machine, { object, key, line, optional }: Of<'member'>, scope: Scope): Value {
  const early = memberOfEarlyName(m, object, key, line, scope);
  if (early !== null) return early;
  if (object.op === 'super') {
    const superclass = scope.frame?.home?.superclass;
    if (superclass?.kind !== 'class') return OPAQUE;
    return readMember(m, { kind: 'instance', cls: superclass }, key, scope, line, false);
  }
  return readMember(m, evaluateBase(m, object, scope), key, scope, line, optional);
}

function index(m: Machine, { object, key, line }: Of<'index'>, scope: Scope): Value {
  const found = m.do.evaluate(object, scope);
  m.do.evaluate(key, scope);
  switch (found.kind) {
    case 'namespace':
      atMost(m, LIKELY, () => enumerateNamespace(m, found.module, scope.module, line));
      return OPAQUE;
    case 'object':
      enumerateExports(m, found, scope.module, line);
      return OPAQUE;
    case 'array': {
      const functions = found.elements.filter((value): value is FunctionValue => value.kind === 'function');
      if (functions.length === 1 && found.elements.length === 1) return functions[0]!;
      return functions.length > 0 ? { kind: 'one-of', values: functions } : OPAQUE;
    }
    case 'undefined':
      return typeError(m, scope.module.id, line);
    default:
      return OPAQUE;
  }
}

function allOf(m: Machine, parts: readonly Expression[], scope: Scope): Value {
  for (const part of parts) m.do.evaluate(part, scope);
  return OPAQUE;
}

function awaitValue(m: Machine, { value }: Of<'await'>, scope: Scope): Value {
  const found = m.do.evaluate(value, scope);
  if (found.kind !== 'promise') return found;
  m.jobs.runUntil(() => found.settled);
  if (found.error !== undefined) throw found.error;
  return found.value;
}
