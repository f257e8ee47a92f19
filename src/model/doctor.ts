import type { ProbeMode } from './boot.ts';

/** What `doctor` found out about measuring on this machine, as plain JSON. */
export interface DoctorReport {
  readonly schemaVersion: 1;
  readonly command: 'doctor';
  readonly machine: MachineFacts;
  readonly node: {
    /** Of the processes that are measured. */
    readonly version: string;
    /** Of the one that runs import-budget. */
    readonly ownVersion: string;
    readonly modes: readonly ProbeModeCheck[];
  };
  /** A program of ours first, then the command where one was given. */
  readonly noise: readonly NoiseReport[];
  readonly variables: readonly VariableCost[];
  /** What helps most first. */
  readonly advice: readonly string[];
}

export interface MachineFacts {
  readonly platform: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cpus: number;
  /** Processes that ran or wanted to, over one minute, when the doctor began; null on Windows. */
  readonly load: number | null;
  /** CPUs that a control group allows; null where there is no limit or it cannot be told. */
  readonly cpuQuota: number | null;
  readonly governor: string | null;
  readonly turbo: boolean | null;
  /** Share of CPU time that the host of a virtual machine gave to others meanwhile; null where it cannot be told. */
  readonly stolen: number | null;
  /** What tells that this is a container or a CI machine. */
  readonly container: readonly string[];
}

/** Whether a way to look into Node works here. */
export interface ProbeModeCheck {
  readonly mode: ProbeMode;
  /** Why not; null where it works. */
  readonly problem: string | null;
  /** Not seen in this mode, one sentence each. */
  readonly cannotSee: readonly string[];
}

/** One program against itself. */
export interface NoiseReport {
  readonly program: string;
  /** Why it could not be measured; the figures are then null. */
  readonly problem: string | null;
  readonly pairs: number;
  /** Median CPU of one boot in ms. */
  readonly cpuMs: number | null;
  /** Typical difference of two boots, one right after the other: 0.05 is 5 %. */
  readonly spread: number | null;
  /** The difference of all pairs together, with the range that holds it at 95 %. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
  /** The least slowdown that is found in four of five comparisons; null where none up to 50 % is. */
  readonly detectable: readonly { readonly pairs: number; readonly slowdown: number | null }[];
}

/** What a variable of the environment adds to every Node process. */
export interface VariableCost {
  readonly name: string;
  /** CPU in ms; null where it could not be measured. */
  readonly cpuMs: number | null;
  /** As a share of bare Node's CPU. */
  readonly share: number | null;
  /** It is left out of boots anyway. */
  readonly leftOut: boolean;
}
