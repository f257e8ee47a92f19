import type { Statement, Target } from '../../model/program.ts';
import { initialiseImport, viewOfNow } from './compiled-views.ts';
import { copyStar } from './live-copies.ts';
import { isCut, type Machine } from './machine.ts';
import { peek } from './exported-values.ts';
import type { Scope } from './scope.ts';
import { UNDEFINED, type Property, type Value } from './values.ts';

type Of<Op extends Statement['op']> = Extract<Statement, { op: Op }>;

/**
 * `import … from` in a file compiled to CommonJS: a require at its place. In ES modules the imports are linked, and
 * nothing is left to do.
 */
export function runCompiledImport(
  m: Machine,
  { target, locals, elided, line }: Of<'import'>,
  scope: Scope,
): null {
  const { module } = scope;
  const { emit, id } = module.program;
  if (emit === 'esm' || emit === 'cjs' || target === null || elided || isCut(m, id, target)) return null;
  const given = m.do.require(target, module, line);
  initialiseImport(m, locals, given, scope);
  return null;
}

export function runExportAll(m: Machine, { target, line }: Of<'export-all'>, scope: Scope): null {
  const given = required(m, target, line, scope);
  if (given !== null) copyStar(m, given, scope.module.exports);
  return null;
}

export function runExportNamespace(
  m: Machine,
  { target, name, line }: Of<'export-namespace'>,
  scope: Scope,
): null {
  const given = required(m, target, line, scope);
  if (given === null) return null;
  const { module } = scope;
  if (module.program.emit === 'esbuild') module.reexported.set(name, viewOfNow(m, given));
  else module.exports.props.set(name, given);
  return null;
}

export function runExportFrom(m: Machine, { target, names, line }: Of<'export-from'>, scope: Scope): null {
  const given = required(m, target, line, scope);
  if (given === null) return null;
  const { module } = scope;
  if (module.program.emit === 'esbuild') {
    const takesDefault = names.some(({ imported }) => imported === 'default');
    const seen = takesDefault ? viewOfNow(m, given) : given;
    for (const { exported } of names) module.reexported.set(exported, seen);
  } else
    for (const { exported, imported } of names)
      module.exports.props.set(exported, lookUp(m, given, imported));
  return null;
}

function required(m: Machine, target: Target, line: number, scope: Scope): Value | null {
  const { module } = scope;
  const { emit, id } = module.program;
  if (emit === 'esm' || emit === 'cjs' || target === null || isCut(m, id, target)) return null;
  return m.do.require(target, module, line);
}

/** What reads the property each time; `default` of what is no compiled ES module is all of it. */
function lookUp(m: Machine, given: Value, name: string): Property {
  const read = () => {
    if (given.kind === 'opaque') return given;
    if (name === 'default' && !(given.kind === 'namespace' || (given.kind === 'object' && given.esModule)))
      return given;
    return peek(m, given, name) ?? UNDEFINED;
  };
  return { kind: 'live', read };
}
