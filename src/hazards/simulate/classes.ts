import type { Class } from '../../model/program.ts';
import { runBody } from './calls.ts';
import { constructPromise } from './global-calls.ts';
import { isWorthRunning, type Machine } from './machine.ts';
import { meetStale } from './objects.ts';
import { typeError } from './report-hazard.ts';
import { declare, innerScope, newCell, type Scope } from './scope.ts';
import { escape } from './unseen.ts';
import {
  isHolder,
  OPAQUE,
  type ClassValue,
  type InstanceValue,
  type Property,
  type Value,
} from './values.ts';

/** Constructors nest no deeper in code that ends. */
const DEEPEST_CHAIN = 300;

/** Defines a class: heritage, computed keys, static parts and decorators of members run now. */
export function defineClass(m: Machine, cls: Class, outer: Scope): ClassValue {
  const scope = innerScope(outer);
  const value: ClassValue = { kind: 'class', cls, scope, superclass: null, owner: null, props: null };
  const self = cls.name === null ? null : newCell(undefined, { value });
  if (cls.name !== null && self !== null) declare(scope, cls.name, self);
  if (cls.superclass !== null)
    value.superclass = heritage(m, m.do.evaluate(cls.superclass, scope), cls, scope);
  for (const key of cls.computed) m.do.evaluate(key, scope);
  if (self !== null) self.ready = true;
  runStatics(m, value, scope);
  if (outer.module.program.decoratorMetadata) for (const type of cls.metadata) m.do.evaluate(type, scope);
  for (const decorator of cls.memberDecorators) decorate(m, m.do.evaluate(decorator, scope), OPAQUE);
  return value;
}

function heritage(m: Machine, superclass: Value, cls: Class, scope: Scope): Value | null {
  const module = scope.module.id;
  if (superclass.kind === 'undefined') {
    typeError(m, module, cls.line);
    return null;
  }
  if (superclass.kind !== 'object') return superclass;
  meetStale(m, superclass, scope, cls.line);
  typeError(m, module, cls.line);
  return OPAQUE;
}

function runStatics(m: Machine, value: ClassValue, scope: Scope): void {
  const props = new Map<string, Property>();
  value.props = props;
  for (const item of value.cls.statics) {
    const inner = innerScope(scope);
    inner.frame = { self: value, home: value, superCall: null };
    if (item.kind === 'block') m.do.runBlock(item.block, inner);
    else {
      const found = m.do.evaluate(item.value, inner);
      if (item.name !== null) props.set(item.name, found);
    }
  }
}

/** Calls a decorator that is known. */
export function decorate(m: Machine, decorator: Value, target: Value): void {
  if (decorator.kind === 'function') m.do.callFunction(decorator, [target], null);
}

/** `new callee(…args)`. */
export function construct(
  m: Machine,
  callee: Value,
  args: readonly Value[],
  scope: Scope,
  line: number,
): Value {
  switch (callee.kind) {
    case 'undefined':
      return typeError(m, scope.module.id, line);
    case 'object':
      meetStale(m, callee, scope, line);
      return typeError(m, scope.module.id, line);
    case 'class': {
      const instance: InstanceValue = { kind: 'instance', cls: callee };
      runConstructor(m, callee, instance, args);
      return instance;
    }
    case 'function': {
      // An object that the function returns is what `new` gives.
      const given = m.do.callFunction(callee, args, OPAQUE);
      return isHolder(given) || given.kind === 'namespace' ? given : OPAQUE;
    }
    default:
      if (callee.kind === 'global' && callee.path === 'Promise') return constructPromise(m, args);
      for (const arg of args) escape(m, arg);
      return OPAQUE;
  }
}

function runConstructor(
  m: Machine,
  callee: Value | null,
  instance: InstanceValue,
  args: readonly Value[],
): void {
  if (callee?.kind === 'function') m.do.callFunction(callee, args, instance);
  if (callee?.kind !== 'class' || m.depth > DEEPEST_CHAIN || !isWorthRunning(m, callee.cls)) return;
  m.depth++;
  try {
    const { cls, superclass } = callee;
    const isDerived = cls.superclass !== null;
    const runFields = () => runInstanceFields(m, callee, instance);
    if (cls.constructor_ === null) {
      if (isDerived) runConstructor(m, superclass, instance, args);
      runFields();
      return;
    }
    if (!isDerived) runFields();
    const scope = innerScope(callee.scope);
    const superCall = (given: readonly Value[]) => {
      runConstructor(m, superclass, instance, given);
      runFields();
    };
    scope.frame = { self: instance, home: callee, superCall };
    runBody(m, cls.constructor_, args, scope);
  } finally {
    m.depth--;
  }
}

function runInstanceFields(m: Machine, callee: ClassValue, instance: InstanceValue): void {
  for (const field of callee.cls.fields) {
    const scope = innerScope(callee.scope);
    scope.frame = { self: instance, home: callee, superCall: null };
    m.do.evaluate(field, scope);
  }
}
