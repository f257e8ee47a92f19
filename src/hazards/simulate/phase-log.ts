import {
  CONFIDENCES,
  type EvaluationStep,
  type Failure,
  type Hazard,
  type HazardKind,
  type OutsideCall,
  type Phase,
} from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { ModuleState } from './scope.ts';
import type { ObjectValue } from './values.ts';

/** A hazard as it is met; the same one may be met many times. */
export interface Met {
  readonly kind: HazardKind;
  readonly module: ModuleId;
  readonly binding: string;
  readonly from: ModuleId;
  readonly line: number;
  readonly confidence: number;
  readonly chain: readonly EvaluationStep[];
}

/** `const m = require()` at the top of a module: is `m` still the module's exports in the end? */
interface Capture {
  readonly holder: ModuleState;
  readonly from: ModuleId;
  readonly value: ObjectValue;
  readonly line: number;
  readonly confidence: number;
  readonly chain: readonly EvaluationStep[];
}

/** What happens in one phase, in order. */
export class PhaseLog {
  readonly started: ModuleId[] = [];
  readonly finished: ModuleId[] = [];
  readonly calls: OutsideCall[] = [];
  readonly met: Met[] = [];
  readonly captures: Capture[] = [];
  status: Phase['status'];

  mark(): readonly [number, number, number] {
    return [this.started.length, this.finished.length, this.calls.length];
  }

  /** Forgets what was started, finished and called since; hazards stay. */
  forgetSince([started, finished, calls]: readonly [number, number, number]): void {
    this.started.length = started;
    this.finished.length = finished;
    this.calls.length = calls;
  }

  /** @returns the phase; hazards merged by what is read where, in the order in which they were met first */
  toPhase(failure: Failure | null): Phase {
    const { started, finished, calls, status } = this;
    const hazards = merge(this.met);
    return { started, finished, hazards, calls, failure, ...(status !== undefined && { status }) };
  }
}

function merge(met: readonly Met[]): Hazard[] {
  const groups = new Map<string, Met[]>();
  for (const one of met) {
    const key = `${one.kind}\0${one.module}\0${one.from}\0${one.binding}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map((group) => {
    // The surest sight of it tells how it comes about.
    const surest = group.reduce((best, one) => (one.confidence < best.confidence ? one : best));
    const { kind, module, binding, from, chain } = surest;
    const lines = [...new Set(group.map(({ line }) => line))].filter((line) => line > 0);
    lines.sort((one, other) => one - other);
    const confidence = CONFIDENCES[surest.confidence] ?? 'possible';
    return { kind, module, binding, from, lines, confidence, chain };
  });
}
