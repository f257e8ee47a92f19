import type { ModuleId } from '../../model/module-id.ts';
import type { Pattern, PatternPart } from '../../model/program.ts';
import { atMost, LIKELY, type Machine } from './machine.ts';
import { enumerateNamespace, peek } from './exported-values.ts';
import { setMember } from './members.ts';
import { meet, readUninitialised, typeError } from './report-hazard.ts';
import { declare, find, newCell, type Cell, type Scope } from './scope.ts';
import { isHolder, newFunction, OPAQUE, UNDEFINED, type Value } from './values.ts';

/**
 * Binds a declaration's names to a value.
 *
 * @param from the module that was required to get the value; null where it comes from elsewhere
 */
export function bind(
  m: Machine,
  pattern: Pattern,
  value: Value,
  scope: Scope,
  line: number,
  from: ModuleId | null,
): void {
  switch (pattern.kind) {
    case 'name':
      bindName(pattern.name, value, scope, from);
      return;
    case 'default':
      return bind(m, pattern.pattern, orDefault(m, pattern, value, scope), scope, line, null);
    case 'object':
      if (value.kind === 'undefined') typeError(m, scope.module.id, line);
      else for (const part of pattern.parts) bindPart(m, part, value, scope, line);
      return;
    case 'array':
      for (const part of pattern.parts) bind(m, part, OPAQUE, scope, line, null);
      return;
    case 'place':
      assign(m, pattern, value, scope, line);
  }
}

function bindName(name: string, value: Value, scope: Scope, from: ModuleId | null): void {
  let cell = find(scope, name);
  if (cell === null) {
    cell = newCell(value);
    declare(scope, name, cell);
  }
  initialise(cell, value, scope);
  if (from !== null) cell.captured ??= { from, name: 'module.exports' };
}

/** Gives a name its value, and the exports that follow it. */
export function initialise(cell: Cell, value: Value, scope: Scope): void {
  const { props } = scope.module.exports;
  cell.awaited = false;
  if (cell.isExport !== null) {
    props.set(cell.isExport, value);
    return;
  }
  cell.ready = true;
  cell.value = value;
  for (const name of cell.exportedAs ?? []) props.set(name, value);
}

function orDefault(m: Machine, pattern: Pattern & { kind: 'default' }, value: Value, scope: Scope): Value {
  if (value.kind === 'undefined') return m.do.evaluate(pattern.value, scope);
  if (value.kind === 'opaque') atMost(m, LIKELY, () => m.do.evaluate(pattern.value, scope));
  return value;
}

function bindPart(m: Machine, part: PatternPart, value: Value, scope: Scope, line: number): void {
  if (part.computed !== null) m.do.evaluate(part.computed, scope);
  const { key, pattern } = part;
  const isModule = value.kind === 'namespace' || (value.kind === 'object' && value.owner !== null);
  let found: Value = OPAQUE;
  if (key === null) {
    if (value.kind === 'namespace') enumerateNamespace(m, value.module, scope.module, line);
  } else if (value.kind === 'namespace' || value.kind === 'object')
    found = taken(m, value, key, pattern, scope, line);
  else if (isHolder(value)) found = peek(m, value, key) ?? OPAQUE;
  bind(m, pattern, found, scope, line, null);
  if (!isModule || key === null || pattern.kind !== 'name') return;
  const from = value.kind === 'namespace' ? value.module : value.owner;
  const cell = find(scope, pattern.name);
  if (cell !== null && from !== null) cell.captured = { from, name: key };
}

/** `const { key } = value`: what is undefined now stays so. */
function taken(
  m: Machine,
  value: Value & { kind: 'namespace' | 'object' },
  key: string,
  pattern: Pattern,
  scope: Scope,
  line: number,
): Value {
  const from = value.kind === 'namespace' ? value.module : value.owner;
  if (value.kind === 'object' && from === null) {
    const property = value.props.get(key);
    if (property?.kind === 'getter')
      return m.do.callFunction(newFunction(property.fn, property.scope), [], value);
  }
  const found = peek(m, value, key) ?? (value.kind === 'object' && value.open ? OPAQUE : UNDEFINED);
  if (from === null) return found;
  const read = { by: scope.module, from, binding: key, line };
  if (found.kind === 'uninitialised') return readUninitialised(m, read, found.thrower);
  if (found.kind !== 'undefined') return found;
  if (pattern.kind === 'default' || !m.comes(from, key)) return found;
  if (scope.module.program.emit !== 'esm') meet(m, 'undefined-capture', read);
  return found;
}

/** Assigns to a name, a member, `module.exports` or a pattern. */
export function assign(m: Machine, target: Pattern, value: Value, scope: Scope, line: number): void {
  if (target.kind === 'name') {
    const cell = find(scope, target.name);
    if (cell !== null && cell.imported === null) initialise(cell, value, scope);
    return;
  }
  if (target.kind !== 'place') return bind(m, target, value, scope, line, null);
  const { place } = target;
  if (place.op === 'module-exports') return replaceExports(value, scope);
  if (place.op === 'exports') {
    scope.module.exportsVariable = value;
    return;
  }
  if (place.op === 'index') {
    const object = m.do.evaluate(place.object, scope);
    m.do.evaluate(place.key, scope);
    if (object.kind === 'object') object.open = true;
    return;
  }
  if (place.op !== 'member') return;
  const object = m.do.evaluate(place.object, scope);
  if (!isHolder(object)) return;
  const setter = object.props?.get(place.key);
  if (setter?.kind === 'setter') m.do.callFunction(newFunction(setter.fn, setter.scope), [value], object);
  else setMember(m, object, place.key, value, scope, line);
}

/** `module.exports = value`. */
function replaceExports(value: Value, scope: Scope): void {
  const { module } = scope;
  module.moduleExports = value;
  if (isHolder(value)) value.owner ??= module.id;
}
