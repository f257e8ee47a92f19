import type { Confidence, Hazard } from './hazard.ts';
import type { ImportEdge } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';

/** What `cycles` found: import cycles that an entry can load, now or later, and what they do to each other's values. */
export interface CyclesReport {
  /** By what they do, worst first; the cheapest to mend first among equals. */
  readonly cycles: readonly CycleReport[];
  /** Hazards at boot that no cycle explains. */
  readonly elsewhere: readonly { readonly entry: string; readonly hazard: Hazard }[];
  /** Major version of the Node that was predicted. */
  readonly nodeMajor: number;
}

/**
 * - `breaks` at today's boot a value is certainly read before it is there
 * - `may-break` the same, behind a condition or in a callback: likely, not certain
 * - `breaks-later` the same, when what startup leaves for later is loaded
 * - `masked` nothing goes wrong today, only because of which member happens to come first
 * - `unknown` nothing was found, but some member could not be read, or was not tried as the first one
 * - `harmless` whichever member comes first
 */
export type CycleEffect = 'breaks' | 'may-break' | 'breaks-later' | 'masked' | 'unknown' | 'harmless';

/** Worst first. */
export const CYCLE_EFFECTS = [
  'breaks',
  'may-break',
  'breaks-later',
  'masked',
  'unknown',
  'harmless',
] as const satisfies CycleEffect[];

export interface CycleReport {
  /** In the order of their evaluation at the first of the `entrances`; those it does not load last. */
  readonly members: readonly ModuleId[];
  readonly does: CycleEffect;
  /** How sure that is; null where nothing was found. */
  readonly confidence: Confidence | null;
  /** Whether the program fails; a value may also be missing without an error. */
  readonly throws: boolean;
  /** One an entry that can load it. */
  readonly entrances: readonly CycleEntrance[];
  /** Members that must not be the first of the cycle to be loaded. */
  readonly unsafe: readonly UnsafeMember[];
  /** How many members were tried as the first one. */
  readonly simulated: 'all' | number;
  /** Cheapest first. */
  readonly repairs: readonly Repair[];
  /** The smallest set of imports without which there is no cycle. */
  readonly acyclic: EdgeSet;
  /** The smallest set without which any member may come first; null where none was found. */
  readonly safe: EdgeSet | null;
}

/** How one entry comes to a cycle. */
export interface CycleEntrance {
  readonly entry: string;
  /** `later`: only by what startup leaves for later; `maybe`: over conditional imports. */
  readonly when: 'boot' | 'maybe' | 'later';
  readonly member: ModuleId;
  /** From the entry to that member; empty where the entry is that member. Its last edge holds a masked cycle together. */
  readonly chain: readonly ImportEdge[];
  /** What goes wrong there. */
  readonly hazards: readonly Hazard[];
}

export interface UnsafeMember {
  readonly member: ModuleId;
  /** What goes wrong when it is the first one of a fresh process. */
  readonly hazards: readonly Hazard[];
  /** Whether Node is expected to throw then. */
  readonly throws: boolean;
  /** Worked out by the order alone, without following calls: the cycle is too large to try every member. */
  readonly byOrder?: true;
  /** Present where it was tried in a real process. */
  readonly proof?: Proof;
}

export interface Proof {
  /**
   * - `as-predicted` it failed with the predicted kind of error
   * - `otherwise` it failed, but not so
   * - `did-not-fail` the prediction was wrong, or the value was missing without an error (`throws` is false)
   * - `not-run` it could not be tried
   */
  readonly outcome: 'as-predicted' | 'otherwise' | 'did-not-fail' | 'not-run';
  /** What Node said, or why it was not run; empty where it loaded. */
  readonly message: string;
  readonly at: { readonly file: string; readonly line: number | null } | null;
}

/** Imports to take away. */
export interface EdgeSet {
  readonly edges: readonly CutEdge[];
  /** Whether no cheaper set exists; a large cycle gets a good one, not the best. */
  readonly exact: boolean;
}

export interface CutEdge {
  readonly edge: ImportEdge;
  /**
   * - `deferrable` nothing of it is used while modules are evaluated: it can be loaded when it is needed
   * - `re-export` it only passes names on: their users can import them from where they are defined
   * - `effect` no name is imported: only the evaluation is wanted
   * - `read` something of it is read while the importer is evaluated
   */
  readonly use: 'deferrable' | 're-export' | 'effect' | 'read';
}

/** A change that mends a hazard, with what its words need. */
export type Repair =
  /** Import the names from where they are defined, past the module that only passes them on. */
  | {
      readonly kind: 'past-barrel';
      readonly module: ModuleId;
      readonly line: number | null;
      readonly barrel: ModuleId;
      readonly definingFile: ModuleId;
      readonly names: readonly string[];
    }
  /** A function declaration exists before its module is evaluated; a variable that holds a function does not. */
  | {
      readonly kind: 'hoist-function';
      readonly module: ModuleId;
      readonly name: string;
      readonly line: number | null;
    }
  /** Read it inside a function that runs later. */
  | {
      readonly kind: 'defer-read';
      readonly module: ModuleId;
      readonly lines: readonly number[];
      readonly binding: string;
      readonly from: ModuleId;
    }
  /** Load the import when it is needed: nothing of it is used while modules are evaluated. */
  | { readonly kind: 'defer-import'; readonly edges: readonly ImportEdge[] }
  /** Move the names into a file of their own that imports nothing of the cycle. */
  | {
      readonly kind: 'move-leaf';
      readonly names: readonly string[];
      readonly out: ModuleId;
      readonly users: readonly ModuleId[];
    }
  /** Import another member first; fragile. */
  | { readonly kind: 'reorder'; readonly first: ModuleId; readonly before: ImportEdge | null };
