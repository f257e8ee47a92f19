import type { ExportedName, Program } from '../../model/program.ts';
import type { Machine } from './machine.ts';
import { peek } from './exported-values.ts';
import { viewOf } from './live-copies.ts';
import { declare, newCell, type Cell, type ModuleState, type Scope } from './scope.ts';
import { UNDEFINED, type Property, type Value } from './values.ts';

/** What esbuild's output keeps of a require: a view of what is an object. */
export function viewOfNow(m: Machine, given: Value): Value {
  return given.kind === 'object' ? viewOf(m, given, given.esModule) : given;
}

/** The require of an import has run: its names have values, and so have re-exports of them. */
export function initialiseImport(m: Machine, locals: readonly string[], given: Value, scope: Scope): void {
  const { module } = scope;
  const { program } = module;
  const isEsbuild = program.emit === 'esbuild';
  const cells = locals.map((local) => scope.cells.get(local));
  const takesAll = cells.some((cell) => cell?.imported?.name === '*' || cell?.imported?.name === 'default');
  const seen = isEsbuild && takesAll ? viewOfNow(m, given) : given;
  locals.forEach((local, at) => {
    const cell = cells[at];
    if (cell === undefined) return;
    cell.required = seen;
    if (!isEsbuild) reexportImport(m, module, local, cell, seen);
  });
}

function reexportImport(m: Machine, module: ModuleState, local: string, cell: Cell, given: Value): void {
  const imported = cell.imported?.name ?? '*';
  for (const item of module.program.exports) {
    if (item.kind !== 'local' || item.local !== local || item.declared !== undefined) continue;
    const property: Property =
      imported === '*' ? given : { kind: 'live', read: () => readOf(m, given, imported) };
    module.exports.props.set(item.name, property);
  }
}

function readOf(m: Machine, given: Value, name: string): Value {
  return given.kind === 'opaque' ? given : (peek(m, given, name) ?? UNDEFINED);
}

/** tsc: exported names are set to undefined at the top, functions to themselves; exported variables have no other place. */
export function prepareTsc(module: ModuleState): void {
  const { program, scope, exports } = module;
  for (const item of program.exports) {
    if (item.kind !== 'local') exports.props.set(item.name, UNDEFINED);
    else if (scope.cells.get(item.local)?.imported != null) exports.props.set(item.name, UNDEFINED);
    else prepareTscLocal(program, item, module);
  }
}

function prepareTscLocal(
  program: Program,
  item: ExportedName & { kind: 'local' },
  { scope, exports }: ModuleState,
): void {
  const cell = scope.cells.get(item.local);
  const isFunction = program.hoisted.some((each) => each.kind === 'function' && each.name === item.local);
  if (isFunction && program.emit === 'tsc' && cell !== undefined) {
    exports.props.set(item.name, cell.value);
    return;
  }
  exports.props.set(item.name, UNDEFINED);
  if (item.declared === 'variable' && !isNamedByAssignment(program, item.local))
    declare(scope, item.local, newCell(undefined, { isExport: item.name }));
  else if (cell !== undefined) (cell.exportedAs ??= []).push(item.name);
}

/** `export const f = () => {}` keeps a local of that name, which names the function. */
function isNamedByAssignment({ body }: Program, local: string): boolean {
  return body.some(
    (statement) =>
      statement.op === 'variable' &&
      statement.pattern.kind === 'name' &&
      statement.pattern.name === local &&
      (statement.init?.op === 'function' || statement.init?.op === 'class'),
  );
}

/** esbuild: getters on the locals themselves, there before any require. */
export function prepareEsbuild(m: Machine, module: ModuleState): void {
  const { program, exports } = module;
  for (const item of program.exports)
    exports.props.set(item.name, { kind: 'live', read: esbuildGetter(m, item, module) });
}

function esbuildGetter(m: Machine, item: ExportedName, module: ModuleState): () => Value {
  const broken: Value = { kind: 'broken', module: module.id };
  if (item.kind !== 'local') {
    return () => {
      const given = module.reexported.get(item.name);
      if (item.kind === 'namespace') return given ?? UNDEFINED;
      return given === undefined ? broken : readOf(m, given, item.imported);
    };
  }
  const cell = module.scope.cells.get(item.local);
  if (cell === undefined) return () => UNDEFINED;
  const { imported } = cell;
  if (imported !== null) {
    return () => {
      if (cell.required === null) return imported.name === '*' ? UNDEFINED : broken;
      return imported.name === '*' ? cell.required : readOf(m, cell.required, imported.name);
    };
  }
  if (item.declared === 'value' || item.declared === 'enum') {
    // A `var` in the output.
    cell.ready = true;
    cell.value = UNDEFINED;
    cell.awaited = true;
  }
  const uninitialised: Value = { kind: 'uninitialised', thrower: module.id };
  return () => (cell.ready ? cell.value : uninitialised);
}
