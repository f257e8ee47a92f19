import { describe, expect, it } from 'vitest';
import { logRatios } from '../../../src/timing/log-ratios.ts';

describe('log ratios', () => {
  it('are as far from 0 whichever side is slower', () => {
    const [slower, faster] = logRatios([
      { baseCpuMs: 100, headCpuMs: 105 },
      { baseCpuMs: 105, headCpuMs: 100 },
    ]);
    expect(slower).toBeCloseTo(Math.log(1.05), 12);
    expect(faster).toBeCloseTo(-Math.log(1.05), 12);
  });

  it('refuses figures that are none', () => {
    expect(() => logRatios([{ baseCpuMs: 0, headCpuMs: 1 }])).toThrow(RangeError);
    expect(() => logRatios([{ baseCpuMs: 1, headCpuMs: Number.NaN }])).toThrow(RangeError);
  });
});
