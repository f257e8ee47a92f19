import type { ImportedName } from '../../model/program.ts';
import type { Exported } from './export-names.ts';
import { peek, readNamespace, settleRead, valueOf } from './exported-values.ts';
import { isCut, type Machine } from './machine.ts';
import { meet, readUndefined, readUninitialised, typeError, type Read } from './report-hazard.ts';
import type { Cell, ModuleState, Scope } from './scope.ts';
import { OPAQUE, UNDEFINED, type Value } from './values.ts';

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
  if (value.kind === 'undefined')
    return captured !== null || cell.awaited ? readUndefined(machine, read) : value;
  const isWhole = captured?.name === 'module.exports' && value.kind === 'object' && value.owner !== null;
  if (place === 'value' && isWhole && machine.names.exportsCallable(captured.from))
    meet(machine, 'stale', read);
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
  return settleRead(machine, peek(machine, given, key) ?? UNDEFINED, {
    by,
    from: target,
    binding: key,
    line,
  });
}

function readImport(
  machine: Machine,
  cell: Cell,
  imported: ImportedName,
  by: ModuleState,
  line: number,
): Value {
  const { target, name } = imported;
  if (target === null) return OPAQUE;
  let { required } = cell;
  const compiled = by.program.emit !== 'esm';
  if (isCut(machine, by.id, target) && !machine.imagined) {
    const given = machine.do.loadDeferred(target, by, line);
    if (compiled) required = cell.required = given;
  }
  if (compiled) return readCompiledImport(machine, required, { by, from: target, binding: name, line });
  if (name === '*') return { kind: 'namespace', module: target };
  const exported = machine.names.resolve(target, name);
  return exported === null
    ? OPAQUE
    : readExported(machine, exported, { by, from: target, binding: name, line });
}

function readExported(machine: Machine, exported: Exported, read: Read): Value {
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
function readCompiledImport(machine: Machine, required: Value | null, read: Read): Value {
  if (required === null) return readBeforeRequire(machine, read);
  if (read.binding === '*') return required;
  if (required.kind === 'namespace')
    return readNamespace(machine, required.module, read.binding, read.by, read.line);
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
export function readBeforeRequire(machine: Machine, read: Read): Value {
  if (read.by.program.emit !== 'esbuild') return readUninitialised(machine, read);
  if (machine.muted > 0) return { kind: 'broken', module: read.by.id };
  meet(machine, 'undefined', read);
  return typeError(machine, read.by.id, read.line);
}
