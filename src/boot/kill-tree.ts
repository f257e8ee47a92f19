import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { findTree, type ProcessTree, type TreeProcess } from './process-tree.ts';

/** How a tree is asked to end: one signal after the other, each with time to follow it. */
export interface KillStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/** What a program gets for ending in order. */
export const GRACE_MS = 1500;
const KILL: KillStep = { signal: 'SIGKILL', waitMs: 2000 };
/** A shell's background jobs ignore SIGINT: they are not waited for as long. */
const FORWARDED_WAIT_MS = 300;

/**
 * The steps that end a tree.
 *
 * @param graceMs how long after SIGTERM nothing harder follows
 * @param forwarded the signal we were ended with, handed on first
 */
export function killSteps(graceMs: number, forwarded?: NodeJS.Signals): readonly KillStep[] {
  const steps: KillStep[] = [{ signal: 'SIGTERM', waitMs: graceMs }, KILL];
  const isNew = forwarded !== undefined && forwarded !== 'SIGTERM';
  return isNew ? [{ signal: forwarded, waitMs: FORWARDED_WAIT_MS }, ...steps] : steps;
}

/** What killing needs of the system; tests give their own. */
export interface KillSystem {
  readonly find: () => readonly TreeProcess[];
  /** Sends a signal to the processes, their common group included. Never throws. */
  readonly send: (to: readonly TreeProcess[], signal: NodeJS.Signals) => void;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly nowMs: () => number;
}

/** The system we run on. @param run starts a program of it; tests give their own */
export function killSystem(tree: ProcessTree, platform: NodeJS.Platform, run = runQuietly): KillSystem {
  return {
    find: () => findTree(tree, platform),
    send: (to, signal) => (platform === 'win32' ? taskkill(to, run) : sendSignal(tree.rootPid, to, signal)),
    sleep,
    nowMs: () => performance.now(),
  };
}

/**
 * Ends every process of a run. Looks before it sends and again until nothing is left, so that what is started
 * meanwhile is met too; returns as soon as all are gone.
 *
 * @returns pids that run in spite of all
 */
export async function killTree(system: KillSystem, steps: readonly KillStep[]): Promise<readonly number[]> {
  let living = system.find();
  for (const { signal, waitMs } of steps) {
    const until = system.nowMs() + waitMs;
    const told = new Set<number>();
    for (let pauseMs = 2; living.length > 0; pauseMs = Math.min(pauseMs * 2, 40)) {
      // The group is told once: to many programs a second signal means "at once".
      const news = living
        .filter(({ pid }) => !told.has(pid))
        .map((item) => ({ ...item, inGroup: item.inGroup && told.size === 0 }));
      if (news.length > 0) system.send(news, signal);
      for (const { pid } of news) told.add(pid);
      if (system.nowMs() >= until) break;
      await system.sleep(pauseMs);
      living = system.find();
    }
  }
  return living.map(({ pid }) => pid);
}

/** Kills a tree at once, without waiting for anything: we are about to end ourselves. Never throws. */
export function killTreeNow(tree: ProcessTree, platform: NodeJS.Platform): void {
  const system = killSystem(tree, platform);
  // What was started between looking and killing is met by the next round.
  for (let round = 0; round < 3; round++) {
    try {
      const living = system.find();
      if (living.length === 0) return;
      system.send(living, 'SIGKILL');
    } catch {
      return;
    }
  }
}

function sendSignal(rootPid: number, to: readonly TreeProcess[], signal: NodeJS.Signals): void {
  // The group first: none of it can start another one in between.
  if (to.some(({ inGroup }) => inGroup)) signalOne(-rootPid, signal);
  for (const { pid, inGroup } of to) if (!inGroup) signalOne(pid, signal);
}

function signalOne(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone since, or not ours to end: the next look tells.
  }
}

/** Windows has no signal a console program could act on when it is sent from outside: it is ended with its children. */
function taskkill(to: readonly TreeProcess[], run: typeof runQuietly): void {
  for (const { pid } of to) run('taskkill', ['/PID', String(pid), '/T', '/F']);
}

function runQuietly(program: string, args: readonly string[]): void {
  spawnSync(program, args, { stdio: 'ignore', windowsHide: true, timeout: 10_000 });
}
