import { describe, expect, it } from 'vitest';
import { GRACE_MS, killSteps, killTree, type KillSystem } from '../../../src/boot/kill-tree.ts';
import type { TreeProcess } from '../../../src/boot/process-tree.ts';

interface Fake {
  readonly pid: number;
  /** What ends it, and how much later; SIGKILL always does unless it is `immortal`. */
  readonly endsBy?: Readonly<Partial<Record<NodeJS.Signals, number>>>;
  readonly immortal?: boolean;
  readonly inGroup?: boolean;
  /** Started by the first signal its parent gets. */
  readonly bornWith?: number;
}

/** A system with a clock of its own: nothing here takes time. */
function fakeSystem(processes: readonly Fake[]) {
  let now = 0;
  const log: string[] = [];
  const endsAt = new Map<number, number>();
  const born = new Set(processes.filter(({ bornWith }) => bornWith === undefined).map(({ pid }) => pid));
  const living = () => processes.filter(({ pid }) => born.has(pid) && now < (endsAt.get(pid) ?? Infinity));
  const told = (pid: number, signal: NodeJS.Signals) => {
    const fake = processes.find((item) => item.pid === pid);
    const after = signal === 'SIGKILL' && fake?.immortal !== true ? 0 : fake?.endsBy?.[signal];
    if (after !== undefined) endsAt.set(pid, now + after);
    for (const child of processes) if (child.bornWith === pid) born.add(child.pid);
  };
  const system: KillSystem = {
    find: () => living().map(({ pid, inGroup = true }): TreeProcess => ({ pid, title: '', inGroup })),
    send: (to, signal) => {
      const names = to.map(({ pid, inGroup }) => `${inGroup ? '-' : ''}${String(pid)}`);
      log.push(`${String(now)}: ${signal} ${names.join(' ')}`);
      for (const { pid } of to) told(pid, signal);
    },
    sleep: (ms) => Promise.resolve((now += ms)),
    nowMs: () => now,
  };
  return { system, log, now: () => now };
}

describe('killTree', () => {
  it('sends nothing and waits for nothing where nothing runs', async () => {
    const { system, log, now } = fakeSystem([]);
    expect(await killTree(system, killSteps(GRACE_MS))).toEqual([]);
    expect(log).toEqual([]);
    expect(now()).toBe(0);
  });

  it('asks first, and goes as soon as all have ended', async () => {
    const { system, log, now } = fakeSystem([
      { pid: 7, endsBy: { SIGTERM: 3 } },
      { pid: 8, endsBy: { SIGTERM: 20 } },
    ]);
    expect(await killTree(system, killSteps(GRACE_MS))).toEqual([]);
    expect(log).toEqual(['0: SIGTERM -7 -8']);
    expect(now()).toBeLessThan(60);
  });

  it('kills what does not end, after the grace and not before', async () => {
    const { system, log, now } = fakeSystem([{ pid: 7 }, { pid: 8, endsBy: { SIGTERM: 5 } }]);
    expect(await killTree(system, killSteps(500))).toEqual([]);
    expect(log).toHaveLength(2);
    expect(log[1]).toMatch(/^5\d\d: SIGKILL -7$/);
    expect(now()).toBeLessThan(600);
  });

  it('meets what is started meanwhile, and tells the group only once', async () => {
    const { system, log } = fakeSystem([
      { pid: 7, endsBy: { SIGTERM: 30 } },
      { pid: 9, bornWith: 7, endsBy: { SIGTERM: 0 } },
    ]);
    expect(await killTree(system, killSteps(GRACE_MS))).toEqual([]);
    expect(log).toEqual(['0: SIGTERM -7', '2: SIGTERM 9']);
  });

  it('names what cannot be killed', async () => {
    const { system, now } = fakeSystem([{ pid: 7, immortal: true }, { pid: 8 }]);
    expect(await killTree(system, killSteps(100))).toEqual([7]);
    expect(now()).toBeLessThan(2500);
  });

  it('hands a signal on before all others', async () => {
    const { system, log } = fakeSystem([
      { pid: 7, endsBy: { SIGINT: 0 } },
      { pid: 8, endsBy: { SIGTERM: 0 } },
      { pid: 9 },
    ]);
    expect(await killTree(system, killSteps(1000, 'SIGINT'))).toEqual([]);
    expect(log.map((line) => line.replace(/^\d+: /, ''))).toEqual([
      'SIGINT -7 -8 -9',
      'SIGTERM -8 -9',
      'SIGKILL -9',
    ]);
  });

  it('sends SIGTERM once where that was the signal', () => {
    expect(killSteps(5, 'SIGTERM')).toEqual(killSteps(5));
  });
});
