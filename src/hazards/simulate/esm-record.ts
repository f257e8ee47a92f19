import type { ModuleId } from '../../model/module-id.ts';
import type { ModuleState } from './scope.ts';
import type { Value } from './values.ts';

/** A module in the ES module loader (ECMAScript, Cyclic Module Records); a CommonJS file stands there as a synthetic one. */
export interface EsmRecord {
  readonly id: ModuleId;
  readonly state: ModuleState;
  /** A CommonJS file: its names are copied to `snapshot` when it has run. */
  readonly isWrapper: boolean;
  readonly snapshot: Map<string, Value>;
  readonly hasAwait: boolean;
  /** Modules it imports, in order, without what was cut. */
  readonly requests: readonly ModuleId[];
  status: 'linked' | 'evaluating' | 'evaluating-async' | 'evaluated';
  error: unknown;
  /** Names checked. */
  linked: boolean;
  /** Its CommonJS file failed while it waited here. */
  broken: boolean;
  index: number;
  lowest: number;
  cycleRoot: EsmRecord | null;
  /** `done`: it was asynchronous, and has finished. */
  asyncOrder: number | 'done' | null;
  pending: number;
  readonly asyncImporters: EsmRecord[];
  /** It was itself asked for (not only imported): others wait for it. */
  asked: boolean;
  readonly waiting: ((error: unknown) => void)[];
}

/** @returns a record as linking leaves it */
export function newRecord(state: ModuleState, requests: readonly ModuleId[]): EsmRecord {
  const { id, program } = state;
  const isWrapper = program.emit !== 'esm';
  return {
    id,
    state,
    isWrapper,
    snapshot: new Map(),
    hasAwait: !isWrapper && program.topLevelAwait,
    requests: isWrapper ? [] : requests,
    status: 'linked',
    error: undefined,
    linked: false,
    broken: false,
    index: -1,
    lowest: -1,
    cycleRoot: null,
    asyncOrder: null,
    pending: 0,
    asyncImporters: [],
    asked: false,
    waiting: [],
  };
}
