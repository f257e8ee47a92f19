import { describe, expect, it } from 'vitest';
import { brokenOff, judgePairs, sequentialPlan, type Verdict } from '../../../src/timing/sequential-test.ts';

const plan = sequentialPlan();

/** Noise without a preference: the same numbers on every run. */
function noise(seed: number, spread: number): () => number {
  let state = seed;
  // Mulberry32, by Tommy Ettinger.
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => spread * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function judge(shift: number, spread: number, seed: number, asked = plan): Verdict {
  const next = noise(seed, spread);
  const ratios: number[] = [];
  for (;;) {
    ratios.push(Math.log1p(shift) + next());
    const verdict = judgePairs(ratios, asked);
    if (verdict !== null) return verdict;
  }
}

function verdicts(shift: number, spread: number, asked = plan): Record<string, number> {
  const found: Record<string, number> = {};
  for (let seed = 1; seed <= 200; seed++) {
    const { verdict } = judge(shift, spread, seed * 7919, asked);
    found[verdict] = (found[verdict] ?? 0) + 1;
  }
  return found;
}

describe('sequential test', () => {
  it('calls nothing slower or faster where nothing differs', () => {
    const found = verdicts(0, 0.05);
    expect(found['slower']).toBeUndefined();
    expect(found['faster']).toBeUndefined();
    expect(found['no-difference']).toBeGreaterThan(170);
  });

  it('finds 5 %, and never takes it for no difference or for faster', () => {
    const found = verdicts(0.05, 0.05);
    expect(found['slower']).toBeGreaterThan(160);
    expect(found['faster']).toBeUndefined();
    expect(found['no-difference'] ?? 0).toBeLessThanOrEqual(2);
  });

  it('always finds 10 %', () => {
    expect(verdicts(0.1, 0.06)).toEqual({ slower: 200 });
  });

  it('tells 10 % less as faster', () => {
    expect(verdicts(-0.1, 0.05)).toEqual({ faster: 200 });
  });

  it('does not call slower what is less than the least shift, however sure', () => {
    expect(verdicts(0.02, 0.001)).toEqual({ 'no-difference': 200 });
  });

  it('takes its least shift from the config', () => {
    expect(judge(0.06, 0.005, 1, sequentialPlan(0.1)).verdict).toBe('no-difference');
    expect(judge(0.15, 0.005, 1, sequentialPlan(0.1)).verdict).toBe('slower');
  });

  it('looks only where it is planned', () => {
    const clear = Array.from({ length: 13 }, (_, i) => 0.2 + i / 1000);
    expect(judgePairs(clear, plan)).toBeNull();
    expect(judgePairs([...clear, 0.2], plan)).toMatchObject({ verdict: 'slower', pairs: 14 });
    expect(judgePairs([...clear, 0.2, 0.2], plan)).toBeNull();
  });

  it('gives up early on noise that more pairs would not overcome', () => {
    const verdict = judge(0, 0.9, 3);
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.pairs).toBe(20);
  });

  it('ends after the last look, or past it', () => {
    const next = noise(4, 0.14);
    const ratios = Array.from({ length: 80 }, () => 0.035 + next());
    expect(judgePairs(ratios, plan)).toMatchObject({ verdict: 'inconclusive', pairs: 80 });
    expect(judgePairs([...ratios, 0], plan)).not.toBeNull();
  });

  it('tells the shift of what was broken off, as a share', () => {
    const { verdict, shift, pairs } = brokenOff([Math.log(1.1), Math.log(1.1), Math.log(1.1)]);
    expect(verdict).toBe('inconclusive');
    expect(pairs).toBe(3);
    expect(shift.value).toBeCloseTo(0.1, 12);
  });
});
