import { expect, it } from 'vitest';
import { cpuFactor } from '../../../src/commands/cpu-factor.ts';
import type { BootTrace, ModuleVisit } from '../../../src/model/boot.ts';

interface Given {
  readonly cpu: number | null;
  readonly bare?: number | null;
  readonly own?: readonly number[];
  readonly loaderMs?: number;
  readonly afterMs?: number;
}

function trace({ cpu, bare = 40, own = [60, 40], loaderMs = 0, afterMs = 0 }: Given): BootTrace {
  const measured = (value: number | null) => (value === null ? null : { value });
  const modules = own.map((selfMs): Partial<ModuleVisit> => ({
    resolveMs: 0,
    readMs: 0,
    lexMs: 0,
    compileMs: 0,
    linkMs: 0,
    selfMs,
  }));
  const totals = { cpuMs: measured(cpu), bareCpuMs: measured(bare) };
  return { totals, modules, outside: { nodeMs: 30, loaderMs, afterMs } } as unknown as BootTrace;
}

it.each([
  ['CPU above elapsed time: other threads work as well', { cpu: 160 }, 1.2],
  ['less CPU than time: the program waits', { cpu: 130 }, 0.9],
  ["what ran after evaluation is no module's", { cpu: 180, afterMs: 20 }, 1.2],
  ['loading that belongs to no module is shared out', { cpu: 200, loaderMs: 25 }, 1.28],
  ['never above 2', { cpu: 900 }, 2],
  ['never below 0.7', { cpu: 60 }, 0.7],
  ['no CPU was measured', { cpu: null }, 1],
  ['bare Node was not measured', { cpu: 160, bare: null }, 1],
  ['nothing took any time', { cpu: 160, own: [] }, 1],
] as const)('%s', (_, given, factor) => {
  expect(cpuFactor(trace(given))).toBeCloseTo(factor, 9);
});
