import { beforeAll, describe, expect, it } from 'vitest';
import type { Failure, Phase } from '../../src/model/hazard.ts';
import { toId } from '../support/graph-of.ts';
import { readThreads, runThread, type Ended, type Thread } from '../support/hazard-threads.ts';
import { programsOf, simulate } from '../support/programs-of.ts';

const threads = readThreads();
const named = threads.map((thread) => [`${thread.name} ${thread.side}`, thread] as const);
/** Each child process has two threads of its own; the machine may have no more cores than that. */
const AT_ONCE = 3;
/** What is to happen, as what is predicted and what happens are told below. */
function declaredSteps({ declared: { boot, registers, call } }: Thread) {
  const steps = [{ ends: boot, registers: registers ?? [] }];
  if (call !== undefined) steps.push({ ends: call.ends, registers: call.registers ?? [] });
  return steps;
}

function predictedSteps({ files, compiling, declared: { entry, call } }: Thread) {
  const simulation = simulate(programsOf(files, compiling), true);
  const phases = [simulation.boot(toId(entry))];
  if (call !== undefined) phases.push(simulation.call(toId(entry), call.name));
  return phases.map((phase) => ({ ends: endOf(phase.failure), registers: registeredIn(phase) }));
}

function endOf(failure: Failure | null): string {
  if (failure === null) return 'ok';
  if (failure.code === 'PROCESS_ABORT') return 'abort';
  if (failure.code !== null) return failure.code.toLowerCase() === 'deadlock' ? 'deadlock' : failure.code;
  return failure.module === null ? failure.name : `${failure.name} in ${failure.module}`;
}

function registeredIn({ calls }: Phase): (string | null)[] {
  return calls.filter(({ callee }) => callee === 'process.on').map(({ text }) => text);
}

describe('predicted before it is run', () => {
  it('every thread has two sides that end differently', () => {
    expect(threads.length).toBeGreaterThanOrEqual(26);
    for (let i = 0; i < threads.length; i += 2)
      expect(declaredSteps(threads[i]!), threads[i]!.name).not.toEqual(declaredSteps(threads[i + 1]!));
  });

  it.each(named)('%s', (_, thread) => {
    expect(predictedSteps(thread), thread.purpose).toEqual(declaredSteps(thread));
  });
});

describe('Node agrees', () => {
  const runs = new Map<Thread, Ended[]>();

  beforeAll(async () => {
    const waiting = [...threads];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        runs.set(next, await runThread(next));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }, 120_000);

  it.each(named)('%s', (_, thread) => {
    expect(runs.get(thread), thread.purpose).toEqual(declaredSteps(thread));
  });
});
