import type { ReadyProbe } from '../boot/ready/ready-probe.ts';
import type { ProbeMode, RunKind } from '../model/boot.ts';

/** What to boot, and how often. */
export interface BootRequest {
  /** Entry name, or the command itself. */
  readonly entry: string;
  /** Absolute real path, forward slashes; ids are relative to it. */
  readonly root: string;
  /** Program and arguments; a first word `node` stands for `node` below. */
  readonly command: readonly string[];
  /** Absolute path. */
  readonly cwd: string;
  /** The environment we were started with, or what was left of it. */
  readonly env: NodeJS.ProcessEnv;
  /** Whether `env` is only what a program needs to start. */
  readonly cleanEnv: boolean;
  /** Values of the entry; they win. */
  readonly ownEnv: Readonly<Record<string, string>>;
  /** Node binary to use for `node`; undefined for the one on the PATH. */
  readonly node: string | undefined;
  /** As `node --conditions`, for every Node process of the command. */
  readonly conditions: readonly string[];
  readonly ready: ReadyProbe;
  /** Exit codes that count as a good end. */
  readonly exitCodes: readonly number[];
  readonly plainRuns: number;
  readonly probedRuns: number;
  readonly timeoutMs: number;
  /** All runs together; slow programs are measured less often rather than longer. */
  readonly budgetMs: number;
  readonly compileCache: boolean;
  readonly coldDisk: boolean;
  /** A run more that records what modules register. */
  readonly withRegistrations: boolean;
  /** Functions whose calls count as registrations: `src/bus.ts#subscribe`. */
  readonly registrars: readonly string[];
  /** A probe mode to use instead of the best one. */
  readonly mode: ProbeMode | undefined;
  /** Ends everything; the reason is the signal's name. */
  readonly signal: AbortSignal;
  /** Called before each run. */
  readonly onRun: (kind: RunKind, done: number, planned: number) => void;
}
