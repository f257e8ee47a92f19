import type { ImportedName } from '../../model/program.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { CERTAIN, isCut, LIKELY, SimulatedError, atMost, type Machine } from './machine.ts';
import { meet, readUndefined, readUninitialised, typeError } from './report-hazard.ts';
import type { Exported } from './export-names.ts';
import type { Cell, ModuleState, Scope } from './scope.ts';
import {
  newFunction,
  OPAQUE,
  UNDEFINED,
  UNINITIALISED,
  type ClassValue,
  type Holder,
  type ObjectValue,
  type Value,
} from './values.ts';

/** Where a name is read: `base` of a member, where an object that is replaced later does no harm by itself. */
export type Place = 'value' | 'base';

/** Reads a local name, wherever its value lives. */
export function readCell(
  machine: Machine,
  cell: Cell,
  name: string,
  scope: Scope,
  line: number,
  place: Place = 'value',
): Value {
  const by = scope.module;
  if (cell.deferred !== null) return readDeferred(machine, cell.deferred, by, line);
  if (cell.imported !== null) return readImport(machine, cell, cell.imported, by, line);
  const own = { by, from: by.id, binding: name, line };
  if (cell.isExport !== null) {
    const value = by.exports.props.get(cell.isExport);
    if (value === undefined || value.kind === 'undefined') return readUndefined(machine, own);
    return plain(value);
  }
  const { captured } = cell;
  const read = captured === null ? own : { by, from: captured.from, binding: captured.name, line };
  if (!cell.ready) return readUninitialised(machine, read);
  const { value } = cell;
  if (value.kind === 'undefined') return captured !== null || cell.awaited ? readUndefined(machine, read) : value;
  const isWhole = captured?.name === 'module.exports' && value.kind === 'object' && value.owner !== null;
  if (place === 'value' && isWhole && machine.names.exportsCallable(captured.from)) meet(machine, 'stale', read);
  return value;
}

/** A getter or setter that is stored as a property is not a value. */
function plain(property: { readonly kind: string }): Value {
  return property.kind === 'getter' || property.kind === 'setter' || property.kind === 'live'
    ? OPAQUE
    : (property as Value);
}

function readDeferred(
  machine: Machine,
  { target, key }: NonNullable<Cell['deferred']>,
  by: ModuleState,
  line: number,
): Value {
  const given = machine.do.loadDeferred(target, by, line);
  if (key === null) return given;
  return settleRead(machine, peek(machine, given, key) ?? UNDEFINED, { by, from: target, binding: key, line });
}

interface ReadOf {
  readonly by: ModuleState;
  readonly from: ModuleId;
  readonly binding: string;
  readonly line: number;
}

/** What a read of an exported value comes to. */
function settleRead(machine: Machine, value: Value, read: ReadOf): Value {
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

function readImport(machine: Machine, cell: Cell, imported: ImportedName, by: ModuleState, line: number): Value {
  const { target, name } = imported;
  if (target === null) return OPAQUE;
  let { required } = cell;
  const compiled = by.program.emit !== 'esm';
  if (isCut(machine, by.id, target) && !machine.imagined) {
    const given = machine.do.loadDeferred(target, by, line);
    if (compiled) required = cell.required = given;
  }
  if (compiled) return readCompiledImport(machine, cell, required, { by, from: target, binding: name, line });
  if (name === '*') return { kind: 'namespace', module: target };
  const exported = machine.names.resolve(target, name);
  return exported === null ? OPAQUE : readExported(machine, exported, { by, from: target, binding: name, line });
}

function readExported(machine: Machine, exported: Exported, read: ReadOf): Value {
  const value = valueOf(machine, exported);
  const isStale =
    value.kind === 'object' &&
    exported.kind === 'snapshot' &&
    exported.name === 'default' &&
    value.owner === exported.module &&
    machine.muted === 0 &&
    machine.names.exportsCallable(exported.module);
  if (!isStale) return settleRead(machine, value, read);
  meet(machine, 'stale', read);
  return machine.options.stopAtFailure ? value : OPAQUE;
}

/** In the compiled file the import is a local variable that a require sets: what it gave has the names as properties. */
function readCompiledImport(machine: Machine, cell: Cell, required: Value | null, read: ReadOf): Value {
  if (cell.elided) return OPAQUE;
  if (required === null) return readBeforeRequire(machine, read);
  if (read.binding === '*') return required;
  if (required.kind === 'namespace') return readNamespace(machine, required.module, read.binding, read.by, read.line);
  if (required.kind === 'opaque') return required;
  if (read.binding === 'default' && !(required.kind === 'object' && required.esModule)) return required;
  const value = peek(machine, required, read.binding);
  if (value === undefined && required.kind === 'object' && required.open) return OPAQUE;
  return settleRead(machine, value ?? UNDEFINED, read);
}

/**
 * A name of an import is read before its require ran. tsc's variable is a `const` and throws as such; esbuild's is a
 * `var`, whose member is then read of undefined.
 */
export function readBeforeRequire(machine: Machine, read: ReadOf): Value {
  if (read.by.program.emit !== 'esbuild') return readUninitialised(machine, read);
  if (machine.muted > 0) return { kind: 'broken', module: read.by.id };
  meet(machine, 'undefined', read);
  return typeError(machine, read.by.id, read.line);
}

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
    return machine.do.callFunction(newFunction(property.fn, property.scope), [], object);
  } finally {
    machine.muted--;
  }
}

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
    default:
      return OPAQUE;
  }
}

function memberOfObject(machine: Machine, object: ObjectValue, key: string, by: ModuleState, line: number): Value {
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

function memberOfClass(machine: Machine, start: ClassValue, key: string): Value | undefined {
  for (let at: Value | null = start; at?.kind === 'class'; at = at.superclass) {
    const own = peek(machine, at, key);
    if (own !== undefined) return own;
    const getter = at.cls.staticGetters[key];
    if (getter !== undefined) return machine.do.callFunction(newFunction(getter, at.scope), [], start);
    const method = at.cls.staticMethods[key];
    if (method !== undefined) return newFunction(method, at.scope, { self: start, home: at });
  }
  return undefined;
}

/** A getter may be overridden by an own property of the instance: likely at most. */
function memberOfInstance(machine: Machine, instance: Value & { kind: 'instance' }, key: string): Value {
  for (let at: Value | null = instance.cls; at?.kind === 'class'; at = at.superclass) {
    const method = at.cls.methods[key];
    if (method !== undefined) return newFunction(method, at.scope, { self: instance, home: at });
    const getter = at.cls.getters[key];
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
export function setMember(machine: Machine, object: Holder, key: string, value: Value, scope: Scope, line: number): void {
  const existing = object.props?.get(key);
  const isFixed = existing?.kind === 'getter' || existing?.kind === 'live';
  if (isFixed && object.owner !== null && scope.module.program.emit === 'cjs') {
    if (machine.confidence === CERTAIN) throw new SimulatedError('TypeError', { module: scope.module.id, line });
    return;
  }
  object.props ??= new Map();
  object.props.set(key, value);
}
