import type { BootRun, RunKind } from '../../../src/model/boot.ts';

/** A run that went well. */
export function bootRun(kind: RunKind, cpuMs: number | null, more: Partial<BootRun> = {}): BootRun {
  return {
    kind,
    outcome: 'ready',
    wallMs: cpuMs ?? 1,
    cpuMs,
    rssBytes: 50e6,
    heapBytes: null,
    modules: null,
    exitCode: 0,
    signal: null,
    ...more,
  };
}
