import { describe, expect, it } from 'vitest';
import { METRIC, type ThreadHeader } from '../../../../src/boot/protocol.ts';
import type { TraceFile } from '../../../../src/boot/trace/read-traces.ts';
import { bootThread } from '../../../../src/boot/trace/which-process.ts';
import { TraceWriter } from '../../../support/trace-writer.ts';

interface Life {
  readonly from: number;
  readonly lasts: number;
  readonly readyAt?: number;
  readonly exits?: boolean;
}

function thread(header: Partial<ThreadHeader>, { from, lasts, readyAt, exits = true }: Life): TraceFile {
  const whole = { pid: 1, threadId: 0, timeOrigin: from, ...header };
  const writer = new TraceWriter(whole).event('installed');
  if (readyAt !== undefined) writer.at(readyAt).event('ready', 'main');
  writer.at(lasts).event('metric', METRIC.cpuUs, 7000);
  if (exits) writer.at(lasts).event('exit', 0);
  return { file: `${whole.pid}-${whole.threadId}.trace`, trace: writer.trace() };
}

const NPX = ['/usr/bin/node', '/usr/lib/node_modules/npm/bin/npx-cli.js', 'tool'];

describe('bootThread', () => {
  it('is the process that was started', () => {
    const root = thread({ pid: 5, ppid: 1, argv: ['node', '/p/a.js'] }, { from: 0, lasts: 50 });
    const child = thread({ pid: 6, ppid: 5, argv: ['node', '/p/b.js', '--x'] }, { from: 10, lasts: 500 });
    const worker = thread({ pid: 5, threadId: 1, argv: ['node', '/p/w.js'] }, { from: 20, lasts: 9 });
    const { boot, others } = bootThread([child, worker, root], { readyPid: null });
    expect(boot).toBe(root);
    expect(others).toEqual([
      { kind: 'child', title: 'node /p/b.js --x', modules: 0, cpuMs: 7, left: true },
      { kind: 'worker', title: '/p/w.js', modules: 0, cpuMs: null, left: false },
    ]);
  });

  it('is the longest-lived process below a launcher', () => {
    const launcher = thread({ pid: 5, ppid: 1, argv: NPX }, { from: 0, lasts: 900 });
    const short = thread({ pid: 6, ppid: 5, argv: ['node', '/p/a.js'] }, { from: 5, lasts: 10 });
    const long = thread(
      { pid: 8, ppid: 7, argv: ['node', '/p/b.js'] },
      { from: 9, lasts: 100, exits: false },
    );
    const { boot, others } = bootThread([long, launcher, short], { readyPid: null });
    expect(boot).toBe(long);
    expect(others.map(({ kind, left }) => [kind, left])).toEqual([
      ['launcher', false],
      ['child', false],
    ]);
    expect(bootThread([launcher], { readyPid: null }).boot).toBe(launcher);
  });

  it('is the process that reached the awaited moment, but no launcher', () => {
    const launcher = thread({ pid: 5, argv: NPX }, { from: 0, lasts: 900, readyAt: 40 });
    const first = thread(
      { pid: 6, ppid: 5, argv: ['node', '/p/a.js'] },
      { from: 5, lasts: 900, readyAt: 80 },
    );
    const second = thread(
      { pid: 7, ppid: 6, argv: ['node', '/p/b.js'] },
      { from: 6, lasts: 900, readyAt: 60 },
    );
    const all = [launcher, first, second];
    expect(bootThread(all, { readyPid: 6 }).boot).toBe(first);
    expect(bootThread(all, { readyPid: 5 }).boot).toBe(second);
    expect(bootThread([launcher], { readyPid: 5 }).boot).toBe(launcher);
  });

  it('is no process that reached the moment while it was being ended', () => {
    const clock = { hrtimeNs: 1e9, nowMs: 0 };
    const root = thread({ pid: 5, ppid: 1, ...clock }, { from: 0, lasts: 50 });
    const child = thread({ pid: 6, ppid: 5, ...clock }, { from: 10, lasts: 900, readyAt: 800 });
    const at = (ms: number, readyPid: number | null = 6) => ({ readyPid, endedNs: BigInt(1e9 + ms * 1e6) });
    expect(bootThread([root, child], at(60, null)).boot).toBe(root);
    expect(bootThread([root, child], at(810)).boot).toBe(child);
    // Idle since before the end, but that was known only after it.
    expect(bootThread([root, child], at(810, null)).boot).toBe(root);
  });

  it('brings the hooks of its process along', () => {
    const root = thread({ pid: 5 }, { from: 0, lasts: 5 });
    const hooks = { ...thread({ pid: 5, threadId: 1 }, { from: 3, lasts: 5 }), file: '5-hooks.trace' };
    const found = bootThread([hooks, root], { readyPid: null });
    expect(found.hooks).toBe(hooks.trace);
    expect(found.others).toEqual([]);
  });

  it('is none where nothing was traced', () => {
    expect(bootThread([], { readyPid: 3 })).toEqual({ boot: null, hooks: null, others: [] });
  });
});
