import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { exitCodeOf, guardInterrupts, type Interruptible } from '../../../src/boot/guard-interrupts.ts';

function guarded() {
  const self = new EventEmitter();
  const log: unknown[] = [];
  let now = 1000;
  const exit = (code: number) => log.push(`exit ${String(code)}`);
  const release = guardInterrupts(
    (signal) => log.push(signal),
    Object.assign(self, { exit }) as unknown as Interruptible,
    () => now,
  );
  return { self, log, release, pass: (ms: number) => (now += ms) };
}

describe('guardInterrupts', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('tells of %s', (signal) => {
    const { self, log } = guarded();
    self.emit(signal, signal);
    expect(log).toEqual([signal]);
  });

  it('exits on the second one, unless that is the first one over again', () => {
    const { self, log, pass } = guarded();
    self.emit('SIGINT', 'SIGINT');
    pass(10);
    self.emit('SIGINT', 'SIGINT');
    expect(log).toEqual(['SIGINT']);
    pass(400);
    self.emit('SIGTERM', 'SIGTERM');
    expect(log).toEqual(['SIGINT', 'exit 143']);
  });

  it('leaves no listener', () => {
    const { self, release } = guarded();
    expect(self.eventNames()).toHaveLength(3);
    release();
    expect(self.eventNames()).toEqual([]);
  });

  it('knows exit codes as shells do', () => {
    expect([exitCodeOf('SIGHUP'), exitCodeOf('SIGINT'), exitCodeOf('SIGTERM')]).toEqual([129, 130, 143]);
  });
});
