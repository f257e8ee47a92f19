import type { Failure, Phase } from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { SimulatedError, type Machine } from './machine.ts';
import { loaderError } from './report-hazard.ts';

/** How what was started came to its end: with an error, without one, or not at all. */
export type Outcome = { readonly error: unknown } | null;

/** Judges what was captured while modules were half-way, and what ended the phase; closes it. */
export function finishPhase(m: Machine, outcome: Outcome): Phase {
  const { log } = m;
  const error = outcome === null ? deadlock(m) : outcome.error;
  if (error !== undefined && !(error instanceof SimulatedError)) throw error;
  if (error?.met) log.met.push(error.met);
  for (const id of log.finished) m.everFinished.add(id);
  for (const { holder, from, value, line, confidence, chain } of log.captures) {
    const record = m.cjs.get(from);
    if (!record?.loaded || record.state.moduleExports === value || record.state.program.emit !== 'cjs')
      continue;
    log.met.push({
      kind: 'stale-exports',
      module: holder.id,
      binding: 'module.exports',
      from,
      line,
      confidence,
      chain,
    });
  }
  return log.toPhase(error === undefined ? null : toFailure(error));
}

export function toFailure({ name, code, module, line }: SimulatedError): Failure {
  return { name, code, module, line };
}

/** Nothing is left to do, and a module still waits: for itself, in the end (exit code 13). */
function deadlock(m: Machine): SimulatedError {
  const waiting = [...m.esm.values()].find(
    ({ status, pending }) => status === 'evaluating-async' && pending === 0,
  );
  if (waiting === undefined) return new SimulatedError('Error', { code: 'DEADLOCK' });
  const { state, id } = waiting;
  const awaited = importsAtTop(state.program.body).find(({ target }) => isOpen(m, target));
  const read = { by: state, from: awaited?.target ?? id, binding: '*', line: awaited?.line ?? 0 };
  return loaderError(m, 'deadlock', 'DEADLOCK', read);
}

function isOpen(m: Machine, module: ModuleId): boolean {
  return m.esm.get(module)?.status !== 'evaluated';
}

/** The `import()`s that stand outside of functions. */
function importsAtTop(node: unknown): { target: ModuleId; line: number }[] {
  if (typeof node !== 'object' || node === null) return [];
  const { op, target, line } = node as { op?: string; target?: ModuleId | null; line?: number };
  if (op === 'function' || op === 'class') return [];
  if (op === 'import' && typeof target === 'string') return [{ target, line: line ?? 0 }];
  return Object.values(node).flatMap(importsAtTop);
}
