import { describe, expect, it } from 'vitest';
import { toBootFlags } from '../../../src/library/boot-options.ts';

describe('boot options of the library', () => {
  it('become flags', () => {
    expect(toBootFlags({ runs: 3, timeoutMs: 1500.5, maxMs: 60_000 })).toEqual({
      registrations: true,
      runs: 3,
      timeout: 1500.5,
      maxTime: 60_000,
    });
  });

  it.each([
    { runs: 0 },
    { runs: -1 },
    { runs: 1.5 },
    { probedRuns: Number.NaN },
    { timeoutMs: 0 },
    { maxMs: Infinity },
  ])('%j are refused, as the command line refuses them', (settings) => {
    const [[name]] = Object.entries(settings) as [[string, number]];
    expect(() => toBootFlags(settings)).toThrow(`${name} cannot be`);
  });

  it('that are no numbers are refused', () => {
    expect(() => toBootFlags({ runs: '3' as unknown as number })).toThrow('runs cannot be 3');
  });
});
