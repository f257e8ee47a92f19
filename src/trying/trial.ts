import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { runPairs, type Side } from '../comparing/run-pairs.ts';
import { TargetError } from '../errors.ts';
import type { BootTrace } from '../model/boot.ts';
import type { CutMeasurement } from '../model/cut.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { runOnce, type RecordedRun } from '../recording/one-run.ts';
import { recordBoot } from '../recording/record-boot.ts';
import { median } from '../timing/median.ts';
import { sequentialPlan } from '../timing/sequential-test.ts';
import { applyCuts, type SkippedEdge } from './apply-cuts.ts';
import type { CutStep } from './cut-step.ts';
import { modulesGone, registrationsGone } from './gone.ts';
import { mover, movedBoot } from './moved-boot.ts';
import { makeOverlay, type Overlay } from './overlay.ts';
import { readTouches } from './read-touches.ts';
import { endedByItself, isSameOutput, type Output } from './same-output.ts';

export interface TrialRequest {
  /** Ways to start one entry, all in one root; the first one is measured, the others are booted once a side. */
  readonly scenarios: readonly BootRequest[];
  /** The entry's source file, where its boots run one compiled from it; null where it is not known. */
  readonly entryFile: ModuleId | null;
  /** Ends the measuring of pairs. */
  readonly maxMs: number;
  /** The least relative change that is told from none; undefined for the default. */
  readonly leastShift?: number | undefined;
  readonly signal: AbortSignal;
  /** Called before each boot with how many are done. */
  readonly onBoot: (done: number) => void;
}

/** What one boot of each scenario with cuts showed. */
export interface TrialBoot {
  readonly touched: CutMeasurement['touched'];
  readonly skipped: readonly SkippedEdge[];
  readonly sameOutput: boolean;
  readonly sameExitCode: boolean;
}

interface Told extends Output {
  readonly code: string;
}

/** A rough figure is enough. */
export interface FewPairs {
  readonly pairs: number;
  readonly maxMs: number;
}

const NOTHING_MEASURED = { change: 0, low: 0, high: 0, pairs: 0 };

/**
 * Boots of a program with and without cuts, in two overlays of its project: nothing of the user's is written to, no
 * loader hook is at work in either. Runs the user's code. Must be closed.
 */
export class Trial {
  private readonly request: TrialRequest;
  private readonly overlays: Readonly<Record<Side, Overlay>>;
  private readonly log: string;
  private readonly told: Record<Side, Told[][]>;
  private base: BootTrace | null = null;
  private boots = 0;

  constructor(request: TrialRequest) {
    this.request = request;
    const { root } = request.scenarios[0] as BootRequest;
    const base = makeOverlay(root);
    try {
      this.overlays = { base, head: makeOverlay(root) };
    } catch (error) {
      base.remove();
      throw error;
    }
    this.log = join(this.overlays.head.folder, 'touches.jsonl');
    this.told = { base: request.scenarios.map(() => []), head: request.scenarios.map(() => []) };
  }

  close(): void {
    this.overlays.base.remove();
    this.overlays.head.remove();
  }

  /**
   * Boots each scenario once with the cuts.
   *
   * @throws TargetError `boot-failed` where the program fails without any cut
   */
  async boot(steps: readonly CutStep[]): Promise<TrialBoot> {
    const trace = await this.plain();
    const { applied, skipped } = await this.apply(steps, trace);
    for (const at of this.request.scenarios.keys()) {
      if (this.told.base[at]?.length === 0) await this.once('base', at);
      await this.once('head', at);
    }
    await this.askAgain();
    return { touched: readTouches(this.log, applied, this.overlays.head.root), skipped, ...this.same() };
  }

  /**
   * Measures what the cuts change, boots of both sides in turn.
   *
   * @param few ends after a few pairs, or after a time of its own
   * @throws TargetError `boot-failed` where the program fails without any cut
   */
  async measure(steps: readonly CutStep[], few?: FewPairs): Promise<CutMeasurement> {
    const before = await this.plain();
    const { applied, skipped } = await this.apply(steps, before);
    const after = applied.size === 0 ? before : await this.trace('head');
    const isGood = after.failure === null && applied.size > 0;
    const figures = isGood ? await this.pairs(few) : NOTHING_MEASURED;
    for (const at of this.request.scenarios.keys())
      for (const side of ['base', 'head'] as const)
        if (this.told[side][at]?.length === 0) await this.once(side, at);
    await this.askAgain();
    return {
      ...figures,
      touched: readTouches(this.log, applied, this.overlays.head.root),
      modulesLeft: isGood ? modulesGone(before, after) : [],
      registrationsLost: isGood ? registrationsGone(before, after) : [],
      ...this.same(),
      ...(skipped.length > 0 && { skipped }),
      ...(after.failure !== null && { problem: after.failure.message }),
    };
  }

  /** A boot without cuts, recorded once. */
  private async plain(): Promise<BootTrace> {
    if (this.base !== null) return this.base;
    const trace = await this.trace('base');
    const { failure } = trace;
    if (failure !== null)
      throw new TargetError({
        code: 'boot-failed',
        message: `without any cut ${failure.message}`,
        hint: failure.hint,
      });
    return (this.base = trace);
  }

  private apply(steps: readonly CutStep[], trace: BootTrace) {
    const { head } = this.overlays;
    head.restore();
    rmSync(this.log, { force: true });
    this.told.head = this.request.scenarios.map(() => []);
    return applyCuts({ overlay: head, trace, entryFile: this.request.entryFile, steps, log: this.log });
  }

  private async trace(side: Side): Promise<BootTrace> {
    this.request.onBoot(this.boots++);
    const { trace } = await recordBoot({
      ...this.moved(side, 0),
      plainRuns: 0,
      probedRuns: 1,
      withRegistrations: true,
    });
    return trace;
  }

  private moved(side: Side, scenario: number): BootRequest {
    return movedBoot(this.request.scenarios[scenario] as BootRequest, this.overlays[side].root);
  }

  private async once(side: Side, scenario: number): Promise<RecordedRun> {
    this.request.onBoot(this.boots++);
    const recorded = await runOnce(this.moved(side, scenario), {
      kind: 'plain',
      bareNode: process.execPath,
      registrars: [],
      compileCache: null,
    });
    this.told[side][scenario]?.push(this.toldBy(recorded, side));
    return recorded;
  }

  private toldBy({ run, launched }: RecordedRun, side: Side): Told {
    const show = mover(this.overlays[side].root, '<root>');
    const { outcome, exitCode, signal } = run;
    return {
      stdout: show(launched.stdout),
      stderr: show(launched.stderr),
      isWhole: endedByItself(run),
      code: `${outcome} ${String(exitCode)} ${String(signal)}`,
    };
  }

  private async pairs(few?: FewPairs) {
    const { leastShift, signal } = this.request;
    const until = performance.now() + (few?.maxMs ?? this.request.maxMs);
    const plan = sequentialPlan(leastShift);
    const { pairs, verdict } = await runPairs({
      plan: few === undefined ? plan : { ...plan, looks: [{ pairs: few.pairs, level: 0 }] },
      isOver: () => signal.aborted || performance.now() >= until,
      boot: async (side) => {
        const { run } = await this.once(side, 0);
        return run.outcome === 'ready' && run.cpuMs !== null && run.cpuMs > 0 ? run.cpuMs : null;
      },
    });
    if (verdict === null) return NOTHING_MEASURED;
    const { value, low, high } = verdict.shift;
    return {
      change: value,
      low,
      high,
      pairs: pairs.length,
      baseCpuMs: median(pairs.map(({ baseCpuMs }) => baseCpuMs)),
      headCpuMs: median(pairs.map(({ headCpuMs }) => headCpuMs)),
    };
  }

  /** Where one boot without cuts and one with them print different things, whether the program always does. */
  private async askAgain(): Promise<void> {
    for (const at of this.request.scenarios.keys()) {
      const [base, head] = this.both(at);
      if (base.length === 1 && !isSameOutput(base, head)) await this.once('base', at);
    }
  }

  private both(scenario: number): readonly [base: readonly Told[], head: readonly Told[]] {
    return [this.told.base[scenario] ?? [], this.told.head[scenario] ?? []];
  }

  private same(): Pick<TrialBoot, 'sameOutput' | 'sameExitCode'> {
    const scenarios = [...this.request.scenarios.keys()];
    return {
      sameOutput: scenarios.every((at) => isSameOutput(...this.both(at))),
      sameExitCode: scenarios.every((at) => {
        const [base, head] = this.both(at);
        const codes = new Set(base.map(({ code }) => code));
        return head.every(({ code }) => codes.has(code));
      }),
    };
  }
}
