import type { ModuleId } from '../../model/module-id.ts';
import type { Expression } from '../../model/program.ts';
import { isCut, type Machine } from './machine.ts';
import { readBeforeRequire, readCell, type Place } from './reading.ts';
import { readUninitialised } from './report-hazard.ts';
import { find, type Cell, type Scope } from './scope.ts';
import { OPAQUE, type Value } from './values.ts';

const GLOBAL_OBJECTS = new Set(['globalThis', 'global']);

/** Evaluates what a member is read of. */
export function evaluateBase(machine: Machine, expression: Expression, scope: Scope): Value {
  if (expression.op !== 'name') return machine.do.evaluate(expression, scope);
  return readName(machine, expression.name, expression.line, scope, 'base');
}

/** Reads a name; one that nothing declares is a global. */
export function readName(machine: Machine, name: string, line: number, scope: Scope, place: Place): Value {
  const cell = find(scope, name);
  if (cell !== null) return readCell(machine, cell, name, scope, line, place);
  return { kind: 'global', path: GLOBAL_OBJECTS.has(name) ? 'globalThis' : name };
}

/** Outside of functions `this` is `module.exports` in CommonJS. */
export function thisValue(scope: Scope): Value {
  if (scope.frame !== null) return scope.frame.self ?? OPAQUE;
  return scope.module.program.emit === 'cjs' ? scope.module.exports : OPAQUE;
}

/**
 * `m.x` where `m` itself is not there yet: what is missed is `x` of the module that `m` is to hold.
 *
 * @returns null where that is not so
 */
export function memberOfEarlyName(
  m: Machine,
  object: Expression,
  key: string,
  line: number,
  scope: Scope,
): Value | null {
  if (object.op !== 'name') return null;
  const cell = find(scope, object.name);
  if (cell === null) return null;
  const from = earlyTarget(m, cell, scope);
  if (from === null) return null;
  const read = { by: scope.module, from, binding: key, line };
  return cell.imported === null ? readUninitialised(m, read) : readBeforeRequire(m, read);
}

function earlyTarget(m: Machine, cell: Cell, scope: Scope): ModuleId | null {
  const { imported, captured } = cell;
  if (imported === null) return !cell.ready && captured?.name === 'module.exports' ? captured.from : null;
  const { program, id } = scope.module;
  if (program.emit === 'esm' || cell.required !== null) return null;
  if (imported.target === null || isCut(m, id, imported.target)) return null;
  if (imported.name === '*') return imported.target;
  // esbuild's output reads the re-exporting module first, and fails there.
  return program.emit === 'esbuild' ? null : m.names.reexportedNamespace(imported.target, imported.name);
}
