import type { Fn } from '../../model/program.ts';
import { peek, readNamespace, settleRead } from './exported-values.ts';
import { atMost, CERTAIN, LIKELY, SimulatedError, type Machine } from './machine.ts';
import { typeError } from './report-hazard.ts';
import type { ModuleState, Scope } from './scope.ts';
import {
  newFunction,
  OPAQUE,
  UNDEFINED,
  type ClassValue,
  type Holder,
  type ObjectValue,
  type Value,
} from './values.ts';

/** Reads `object.key`, with all that it may set off. */
export function readMember(
  machine: Machine,
  object: Value,
  key: string,
  scope: Scope,
  line: number,
  optional: boolean,
): Value {
  const by = scope.module;
  switch (object.kind) {
    case 'undefined':
      return optional ? UNDEFINED : typeError(machine, by.id, line);
    case 'global':
      return { kind: 'global', path: object.path === 'globalThis' ? key : `${object.path}.${key}` };
    case 'namespace':
      return readNamespace(machine, object.module, key, by, line);
    case 'object':
      return memberOfObject(machine, object, key, by, line);
    case 'class':
      return memberOfClass(machine, object, key) ?? OPAQUE;
    case 'function': {
      const value = peek(machine, object, key);
      return value ?? OPAQUE;
    }
    case 'instance':
      return memberOfInstance(machine, object, key);
    case 'array':
      return object.elements[Number(key)] ?? OPAQUE;
    default:
      return OPAQUE;
  }
}

function memberOfObject(
  machine: Machine,
  object: ObjectValue,
  key: string,
  by: ModuleState,
  line: number,
): Value {
  if (object.owner !== null) {
    const value = peek(machine, object, key);
    if (value === undefined && object.open) return OPAQUE;
    return settleRead(machine, value ?? UNDEFINED, { by, from: object.owner, binding: key, line });
  }
  const property = object.props.get(key);
  if (property === undefined || property.kind === 'setter') return object.open ? OPAQUE : UNDEFINED;
  if (property.kind === 'live') return property.read();
  if (property.kind !== 'getter') return property;
  return machine.do.callFunction(newFunction(property.fn, property.scope), [], object);
}

function own(record: Readonly<Record<string, Fn>>, key: string): Fn | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function memberOfClass(machine: Machine, start: ClassValue, key: string): Value | undefined {
  for (let at: Value | null = start; at?.kind === 'class'; at = at.superclass) {
    const value = peek(machine, at, key);
    if (value !== undefined) return value;
    const getter = own(at.cls.staticGetters, key);
    if (getter !== undefined) return machine.do.callFunction(newFunction(getter, at.scope), [], start);
    const method = own(at.cls.staticMethods, key);
    if (method !== undefined) return newFunction(method, at.scope, { self: start, home: at });
  }
  return undefined;
}

/** A getter may be overridden by an own property of the instance: likely at most. */
function memberOfInstance(machine: Machine, instance: Value & { kind: 'instance' }, key: string): Value {
  for (let at: Value | null = instance.cls; at?.kind === 'class'; at = at.superclass) {
    const method = own(at.cls.methods, key);
    if (method !== undefined) return newFunction(method, at.scope, { self: instance, home: at });
    const getter = own(at.cls.getters, key);
    if (getter !== undefined) {
      const fn = newFunction(getter, at.scope);
      return atMost(machine, LIKELY, () => machine.do.callFunction(fn, [], instance));
    }
  }
  return OPAQUE;
}

/**
 * Sets a property.
 *
 * @throws SimulatedError where the property is a getter that a module's exports have
 */
export function setMember(
  machine: Machine,
  object: Holder,
  key: string,
  value: Value,
  scope: Scope,
  line: number,
): void {
  const existing = object.props?.get(key);
  const isFixed = existing?.kind === 'getter' || existing?.kind === 'live';
  if (isFixed && object.owner !== null && scope.module.program.emit === 'cjs') {
    if (machine.confidence === CERTAIN)
      throw new SimulatedError('TypeError', { module: scope.module.id, line });
    return;
  }
  object.props ??= new Map();
  object.props.set(key, value);
}
