import type { EvaluationStep, HazardKind } from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { CERTAIN, SimulatedError, type Machine } from './machine.ts';
import type { ModuleState } from './scope.ts';
import { OPAQUE, UNDEFINED, UNINITIALISED, type Value } from './values.ts';

/** The last steps of a long chain say enough. */
const LONGEST_CHAIN = 40;

/** What is read, and by whom. */
export interface Read {
  /** The module whose source holds the read. */
  readonly by: ModuleState;
  readonly from: ModuleId;
  readonly binding: string;
  readonly line: number;
}

/** Notes a hazard, unless the read only looks on from outside. */
export function meet(machine: Machine, kind: HazardKind, { by, from, binding, line }: Read): void {
  if (machine.muted > 0) return;
  const { confidence } = machine;
  machine.log.met.push({
    kind,
    module: by.id,
    binding,
    from,
    line,
    confidence,
    chain: chainTo(machine, by.id, line),
  });
}

/** @returns the modules being evaluated, down to the one that reads */
export function chainTo(machine: Machine, reader: ModuleId, line: number): EvaluationStep[] {
  const { trail } = machine;
  const first = Math.max(0, trail.length - LONGEST_CHAIN);
  const steps: EvaluationStep[] = [];
  for (let at = first; at < trail.length; at++) {
    const next = trail[at + 1];
    const { module } = trail[at]!;
    if (next !== undefined) steps.push({ module, line: next.line, via: next.via });
    else if (module !== reader) steps.push({ module, line: null, via: 'calls' });
  }
  steps.push({ module: reader, line, via: 'reads' });
  return steps;
}

/** @returns an error of Node's loaders that is a hazard if it ends the phase */
export function loaderError(machine: Machine, kind: HazardKind, code: string, read: Read): SimulatedError {
  const { by, from, binding, line } = read;
  const name = kind === 'link' ? 'SyntaxError' : 'Error';
  const error = new SimulatedError(name, {
    module: by.id,
    ...(kind !== 'link' && { code }),
    ...(line > 0 && { line }),
  });
  const { confidence } = machine;
  error.met = { kind, module: by.id, binding, from, line, confidence, chain: chainTo(machine, by.id, line) };
  return error;
}

/**
 * A binding is read that is not initialised: a ReferenceError.
 *
 * @param thrower whose getter throws, where it is not the reader itself
 * @returns what evaluation goes on with
 * @throws SimulatedError where it would be thrown for certain, and the phase is to stop
 */
export function readUninitialised(machine: Machine, read: Read, thrower?: ModuleId): Value {
  if (machine.muted > 0) return UNINITIALISED;
  meet(machine, 'tdz', read);
  if (machine.options.stopAtFailure && machine.confidence === CERTAIN)
    throw new SimulatedError('ReferenceError', {
      module: thrower ?? read.by.id,
      ...(thrower === undefined && { line: read.line }),
    });
  return OPAQUE;
}

/** A value that is not there yet is read as undefined. One that its module never sets has nothing to do with order. */
export function readUndefined(machine: Machine, read: Read): Value {
  if (machine.muted > 0) return UNDEFINED;
  if (!machine.comes(read.from, read.binding)) return machine.options.stopAtFailure ? UNDEFINED : OPAQUE;
  meet(machine, 'undefined', read);
  return machine.options.stopAtFailure ? UNDEFINED : OPAQUE;
}

/**
 * Undefined, or an object, is called, constructed, extended or looked into.
 *
 * @throws SimulatedError as above
 */
export function typeError(machine: Machine, module: ModuleId, line: number): Value {
  if (machine.options.stopAtFailure && machine.confidence === CERTAIN)
    throw new SimulatedError('TypeError', { module, line });
  return OPAQUE;
}
