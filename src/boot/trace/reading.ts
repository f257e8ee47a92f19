import type { ThreadHeader } from '../protocol.ts';
import { IntervalStack } from './interval-stack.ts';
import { KnownRequests } from './known-requests.ts';
import { ModuleTable, type ModuleRow, type TraceNames } from './module-table.ts';

/** An evaluation of an ES module graph, as asked for by Node, an import() or a require(). */
export interface EvaluationRoot {
  readonly row: ModuleRow;
  /** From 1, in the order they began. */
  readonly number: number;
  /** Number of the event. */
  readonly at: number;
  readonly running: ModuleRow | null;
}

/** A resolution by the ES module loader that goes on asynchronously. */
export interface OpenResolution {
  readonly parent: ModuleRow | null;
  readonly specifier: string;
  readonly ms: number;
}

/** What is known while a thread's events are read, one after the other. */
export interface Reading {
  readonly mode: ThreadHeader['mode'];
  readonly names: TraceNames;
  readonly table: ModuleTable;
  readonly stack: IntervalStack;
  readonly requests: KnownRequests;
  readonly roots: EvaluationRoot[];
  /** Numbers of the evaluations whose synchronous part goes on. */
  readonly openRoots: number[];
  readonly openResolutions: OpenResolution[];
  /** ES modules whose body began, in that order. */
  readonly bodies: ModuleRow[];
  /** Number of the present event. */
  at: number;
  /** Type of the event before. */
  previous: number;
}

/** @param startMs when the probe was in place */
export function startReading(names: TraceNames, mode: ThreadHeader['mode'], startMs: number): Reading {
  const table = new ModuleTable();
  return {
    mode,
    names,
    table,
    stack: new IntervalStack(startMs),
    requests: new KnownRequests((file) => table.seen(file) !== null),
    roots: [],
    openRoots: [],
    openResolutions: [],
    bodies: [],
    at: 0,
    previous: 0,
  };
}

/** Number of the innermost ES evaluation that goes on; 0 for none. */
export function presentRoot(reading: Reading): number {
  return reading.openRoots.at(-1) ?? 0;
}

/** What reads one type of event. */
export type EventReader = (reading: Reading, a: number, b: number) => void;
