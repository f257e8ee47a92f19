import type { Failure, HazardKind, Phase } from '../../model/hazard.ts';
import type { Machine } from './machine.ts';

const KIND_OF_CODE: Readonly<Record<string, HazardKind>> = {
  ERR_REQUIRE_CYCLE_MODULE: 'require-cycle',
  ERR_REQUIRE_ASYNC_MODULE: 'require-async',
  PROCESS_ABORT: 'abort',
  DEADLOCK: 'deadlock',
};

/** Judges what was captured while modules were half-way, and closes the phase. */
export function finishPhase(m: Machine, failure: Failure | null): Phase {
  const { log } = m;
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
  return log.toPhase(failure);
}

/** @returns the kind of hazard an error of the loaders is; null for errors of the program */
export function kindOfFailure({ code, name }: Failure): HazardKind | null {
  if (code === null) return name === 'SyntaxError' ? 'link' : null;
  return KIND_OF_CODE[code] ?? null;
}
