import { describe, expect, it } from 'vitest';
import { runPairs, type Side } from '../../../src/comparing/run-pairs.ts';
import { sequentialPlan } from '../../../src/timing/sequential-test.ts';

const never = () => false;

/** A boot that costs what its side costs, a little more every time: the machine grows slower. */
function costs(base: number, head: number): { boot: (side: Side) => Promise<number>; order: Side[] } {
  const order: Side[] = [];
  const boot = (side: Side) => {
    order.push(side);
    return Promise.resolve((side === 'base' ? base : head) * (1 + order.length / 1000));
  };
  return { boot, order };
}

describe('pairs of boots', () => {
  it('boots each side once uncounted, then both in turn, head first in every other pair', async () => {
    const { boot, order } = costs(100, 120);
    const { pairs, verdict, stopped } = await runPairs({ plan: sequentialPlan(), boot, isOver: never });
    expect(order.slice(0, 6)).toEqual(['base', 'head', 'base', 'head', 'head', 'base']);
    expect(order).toHaveLength(2 + 2 * 14);
    expect(pairs).toHaveLength(14);
    expect(verdict).toMatchObject({ verdict: 'slower', pairs: 14 });
    expect(stopped).toBeNull();
  });

  it('ends with the boot that fails, and keeps whole pairs only', async () => {
    let boots = 0;
    const boot = () => Promise.resolve(++boots < 8 ? 100 : null);
    const { pairs, verdict, stopped } = await runPairs({ plan: sequentialPlan(), boot, isOver: never });
    expect(boots).toBe(8);
    expect(pairs).toHaveLength(2);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', pairs: 2 });
    expect(stopped).toBe('failed');
  });

  it('measures nothing where the first boot fails', async () => {
    const boot = () => Promise.resolve(null);
    expect(await runPairs({ plan: sequentialPlan(), boot, isOver: never })).toEqual({
      pairs: [],
      verdict: null,
      stopped: 'failed',
    });
  });

  it('begins no pair when time is over', async () => {
    const { boot } = costs(100, 100);
    let asked = 0;
    const { pairs, stopped } = await runPairs({ plan: sequentialPlan(), boot, isOver: () => ++asked > 3 });
    expect(pairs).toHaveLength(3);
    expect(stopped).toBe('over');
  });
});
