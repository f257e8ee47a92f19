import type { BootTrace, Measured } from './boot.ts';
import type { ImportEdge } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';
import type { SetTotals } from './report.ts';

/** What changed at startup from base to head. */
export interface CompareReport {
  readonly base: CompareSide;
  readonly head: CompareSide;
  /** Head's entries in their order, then those only base has. */
  readonly entries: readonly EntryComparison[];
  /** Of base; only for who draws both sides, and only where head's stand in the report. */
  readonly boots?: readonly BootTrace[];
}

/** What was compared: a saved report, a commit, or the working tree. */
export interface CompareSide {
  readonly kind: 'report' | 'commit' | 'working-tree';
  /** The file, relative to the present folder, or the ref as the user wrote it; `working tree`. */
  readonly name: string;
  /** Null for saved reports; for the working tree the one it stands on. */
  readonly commit: Commit | null;
  /** The working tree differs from its commit; absent where it does not matter. */
  readonly dirty?: true;
  /**
   * Where its packages come from: a folder of its own, links to those of the working tree, an installation for this
   * comparison; null for saved reports.
   */
  readonly packages: 'own' | 'linked' | 'installed' | null;
}

export interface Commit {
  readonly hash: string;
  /** ISO date of the author. */
  readonly date: string;
  readonly subject: string;
}

export interface EntryComparison {
  readonly name: string;
  /** `left`: only base has it, `arrived`: only head. Nothing below is told of either then. */
  readonly presence: 'both' | 'arrived' | 'left';
  /** Startup, conditional modules included; null where that side lacks the entry. */
  readonly totals: { readonly base: SetTotals | null; readonly head: SetTotals | null };
  /** Most modules first. */
  readonly arrived: readonly StartupChange[];
  readonly left: readonly StartupChange[];
  readonly registrations: RegistrationChanges | null;
  /** Null where nothing was measured. */
  readonly cpu: CpuHint | CpuVerdict | null;
}

/** Modules that came to startup, or went from it, by one import. */
export interface StartupChange {
  /**
   * The import by which they come: from a module that both sides load to one that the other side does not. In head for
   * what arrived, in base for what left. Null where the entry's own file is the new one, or where it is not known.
   */
  readonly edge: ImportEdge | null;
  /** Shortest chain from the entry, ending in that import. */
  readonly chain: readonly ImportEdge[];
  /** Who wrote that line: null where it is not known (saved reports, files of packages); `uncommitted` where nobody did yet. */
  readonly line: Commit | 'uncommitted' | null;
  /** Whether it is certain to run: `conditional` where only some path leads to it. */
  readonly timing: 'eager' | 'conditional';
  /** In the order of the chain's search, nearest first, builtins included. */
  readonly modules: readonly ModuleId[];
  /** Of which no module was loaded on the other side; sorted. */
  readonly packages: readonly string[];
  /** Of these modules' files. */
  readonly bytes: number;
}

/** Names as `registrationName` writes them, sorted. */
export interface RegistrationChanges {
  readonly arrived: readonly string[];
  readonly vanished: readonly string[];
}

/** CPU of two series measured at different times: no verdict can rest on it. */
export interface CpuHint {
  readonly kind: 'hint';
  readonly base: Measured;
  readonly head: Measured;
  /** What was set against each other: multiples of bare Node where both have them, for they travel; else ms. */
  readonly by: 'multiple' | 'ms';
  /** Of head to base: 0.05 is 5 % more. */
  readonly change: number;
  /** What two such series may differ without a cause; null where there are too few runs to tell. */
  readonly noise: number | null;
  /** Different Node versions or processors make the figures say nothing about the program. */
  readonly sameMachine: boolean;
}

/** CPU of boots of both sides in turn, judged by a sequential test. */
export interface CpuVerdict {
  readonly kind: 'verdict';
  readonly verdict: 'slower' | 'faster' | 'no-difference' | 'inconclusive';
  /** Relative change from base to head with its 95 % interval; null where no pair was completed. */
  readonly shift: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly pairs: number;
  /** Medians; null where no pair was completed. */
  readonly baseCpuMs: number | null;
  readonly headCpuMs: number | null;
  /** The least change that is called slower. */
  readonly leastShift: number;
  /** `no-difference` means less than this. */
  readonly margin: number;
  /** Why measuring ended before the test had its answer: a boot failed, time was over; null where it did not. */
  readonly stopped: {
    readonly why: 'failed' | 'over';
    readonly message: string;
    /** The end of what a failed boot printed, without stack frames. */
    readonly stderr: string;
  } | null;
}
