import { EVENT, METRIC } from '../protocol.ts';
import type { ThreadTrace } from './read-trace.ts';
import type { ThreadAccount, UsedSoFar } from './traced-module.ts';

/** What a thread says beside its modules. */
export type ThreadFacts = Omit<ThreadAccount, 'modules' | 'outside' | 'running'> & {
  /** When the probe was entered and in place. */
  readonly enteredMs: number;
  readonly installedMs: number;
};

type Facts = { -readonly [Name in keyof ThreadFacts]: ThreadFacts[Name] } & { problems: string[] };

/** Reads the events that are about the thread itself. */
export function threadFacts({ events, strings }: ThreadTrace): ThreadFacts {
  const facts: Facts = {
    enteredMs: 0,
    installedMs: 0,
    readyMs: null,
    ready: null,
    usedAtReady: null,
    usedAtEnd: null,
    endMs: 0,
    exitCode: null,
    problems: [],
  };
  let figures = new Map<number, number>();
  let followsReady = false;
  for (let at = 0; at < events.length; at += 4) {
    const [type, a, b, ms] = events.subarray(at, at + 4) as unknown as [number, number, number, number];
    facts.endMs = Math.max(facts.endMs, ms);
    if (type === EVENT.metric) {
      // Nothing may have happened between the two times that figures are taken.
      if (figures.has(a)) {
        figures = new Map();
        followsReady = false;
      }
      figures.set(a, b);
      if (followsReady) facts.usedAtReady = used(figures);
      else facts.usedAtEnd = used(figures);
      continue;
    }
    figures = new Map();
    followsReady = type === EVENT.ready;
    noteEvent(facts, strings, type, a, b, ms);
  }
  facts.installedMs = Math.max(facts.installedMs, facts.enteredMs);
  return facts;
}

function noteEvent(
  facts: Facts,
  strings: readonly (string | null)[],
  type: number,
  a: number,
  b: number,
  ms: number,
): void {
  if (type === EVENT.start) facts.enteredMs = b;
  else if (type === EVENT.installed) facts.installedMs = ms;
  else if (type === EVENT.exit) facts.exitCode = a;
  else if (type === EVENT.problem) facts.problems.push(strings[a] ?? '');
  else if (type === EVENT.ready && facts.readyMs === null) {
    facts.readyMs = ms;
    facts.ready = { name: strings[a] ?? '', port: b };
  }
}

function used(figures: ReadonlyMap<number, number>): UsedSoFar {
  const cpuUs = figures.get(METRIC.cpuUs);
  return {
    cpuMs: cpuUs === undefined ? null : cpuUs / 1000,
    maxRssBytes: figures.get(METRIC.maxRssBytes) ?? null,
    heapUsedBytes: figures.get(METRIC.heapUsedBytes) ?? null,
    hrtimeNs: figures.get(METRIC.hrtimeNs) ?? null,
  };
}
