import type { ModuleId } from '../../model/module-id.ts';
import type { Exported } from './export-names.ts';
import { atMost, LIKELY, type Machine } from './machine.ts';
import { meet, readUndefined, readUninitialised, typeError, type Read } from './report-hazard.ts';
import type { ModuleState } from './scope.ts';
import { newFunction, OPAQUE, UNDEFINED, UNINITIALISED, type ObjectValue, type Value } from './values.ts';

/** @returns the value of an exported name as it is now; it may be uninitialised */
export function valueOf(machine: Machine, exported: Exported): Value {
  switch (exported.kind) {
    case 'outside':
      return OPAQUE;
    case 'namespace':
      return { kind: 'namespace', module: exported.module };
    case 'snapshot':
      return machine.esm.get(exported.module)?.snapshot.get(exported.name) ?? UNDEFINED;
    case 'local': {
      const cell = machine.esm.get(exported.module)?.state.scope.cells.get(exported.local);
      if (cell === undefined) return OPAQUE;
      return cell.ready ? cell.value : UNINITIALISED;
    }
  }
}

/** @returns a property as it is now, undefined where there is none; never a hazard */
export function peek(machine: Machine, object: Value, name: string): Value | undefined {
  if (object.kind === 'namespace') {
    const exported = machine.names.resolve(object.module, name);
    if (exported === null) return machine.names.isOpen(object.module) ? OPAQUE : undefined;
    return valueOf(machine, exported);
  }
  if (object.kind !== 'object' && object.kind !== 'function' && object.kind !== 'class') return undefined;
  const property = object.props?.get(name);
  if (property === undefined) return undefined;
  if (property.kind === 'setter') return undefined;
  if (property.kind !== 'getter' && property.kind !== 'live') return property;
  machine.muted++;
  try {
    if (property.kind === 'live') return property.read();
    const value = machine.do.callFunction(newFunction(property.fn, property.scope), [], object);
    // The getter throws, not who reads it.
    return value.kind === 'uninitialised' ? { kind: value.kind, thrower: property.scope.module.id } : value;
  } finally {
    machine.muted--;
  }
}

/** What a read of an exported value comes to. */
export function settleRead(machine: Machine, value: Value, read: Read): Value {
  switch (value.kind) {
    case 'uninitialised':
      return readUninitialised(machine, read, value.thrower);
    case 'undefined':
      return readUndefined(machine, read);
    case 'broken':
      if (machine.muted > 0) return value;
      meet(machine, 'undefined', read);
      return typeError(machine, value.module, 0);
    default:
      return value;
  }
}

/** Reads `namespace.name`. */
export function readNamespace(
  machine: Machine,
  module: ModuleId,
  name: string,
  by: ModuleState,
  line: number,
): Value {
  const read = { by, from: module, binding: name, line };
  const exported = machine.names.resolve(module, name);
  if (exported === null) return machine.names.isOpen(module) ? OPAQUE : readUndefined(machine, read);
  return settleRead(machine, valueOf(machine, exported), read);
}

/** Enumerates a namespace's values: the first one that is not initialised throws. */
export function enumerateNamespace(machine: Machine, module: ModuleId, by: ModuleState, line: number): void {
  for (const name of machine.names.namespaceNames(module)) {
    const exported = machine.names.resolve(module, name);
    if (exported === null || valueOf(machine, exported).kind !== 'uninitialised') continue;
    readUninitialised(machine, { by, from: module, binding: '*', line });
    return;
  }
}

/**
 * Enumerates the values of an exports object: those that its module has not set yet are copied as undefined.
 *
 * @param object of a module that is half-way; anything else does no harm
 */
export function enumerateExports(machine: Machine, object: ObjectValue, by: ModuleState, line: number): void {
  const { owner } = object;
  if (owner === null || owner === by.id || hasFinished(machine, owner)) return;
  const isEarly = [...object.props.keys()].some((key) => peek(machine, object, key)?.kind === 'undefined');
  if (isEarly)
    atMost(machine, LIKELY, () =>
      meet(machine, 'undefined-capture', { by, from: owner, binding: '*', line }),
    );
}

/** Notes that what is copied from an object now may not be all that it will have. */
export function noteCopy(machine: Machine, from: ObjectValue, to: ObjectValue): void {
  const { owner } = from;
  const record = owner === null ? undefined : machine.cjs.get(owner);
  const isFinal = record === undefined || (record.loaded && record.state.moduleExports === from);
  if (from.incomplete || !isFinal) to.incomplete = true;
}

/** @returns whether a module has been evaluated to its end */
function hasFinished(machine: Machine, module: ModuleId): boolean {
  return machine.cjs.get(module)?.loaded ?? machine.esm.get(module)?.status === 'evaluated';
}
