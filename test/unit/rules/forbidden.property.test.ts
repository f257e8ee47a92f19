import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import { graphOf } from '../../support/graph-of.ts';
import { check } from './run-rule.ts';

const ARROWS = ['->', '->', '?>', '~>', ':>', '.>'] as const;
const SIZE = 7;

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly arrow: (typeof ARROWS)[number];
}

const edge = fc.record({
  from: fc.nat(SIZE - 1),
  to: fc.nat(SIZE - 1),
  arrow: fc.constantFrom(...ARROWS),
});
const edges = fc.array(edge, { maxLength: 16 });
const numbers = fc.uniqueArray(fc.nat(SIZE - 1), { maxLength: SIZE });

/** Modules that follow from module 0, by repeating until nothing changes. */
function reachable(all: readonly Edge[], arrows: string): Set<number> {
  const reached = new Set([0]);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const { from, to, arrow } of all) if (reached.has(from) && arrows.includes(arrow)) reached.add(to);
  }
  return reached;
}

function graphFrom(all: readonly Edge[]) {
  const names = Array.from({ length: SIZE }, (_, i) => `m${i}`);
  return graphOf([...names, ...all.map(({ from, to, arrow }) => `m${from} ${arrow} m${to}`)].join(', '));
}

/** Findings by module number. */
function forbid(all: readonly Edge[], forbidden: readonly number[], excepted: readonly Edge[] = []) {
  const modules = forbidden.map((module) => `./m${module}`);
  const exceptions = excepted.map(({ from, to }) => ({ edge: `./m${from} -> ./m${to}`, reason: 'known' }));
  const { findings } = check(graphFrom(all), {
    rules: [{ type: 'forbidden', level: 'error', modules }],
    exceptions,
  });
  const found = new Map<number, Extract<Finding, { rule: 'forbidden' }>>();
  for (const it of findings) if (it.rule === 'forbidden') found.set(Number(it.module.slice(1)), it);
  return found;
}

function isChain(chain: readonly ImportEdge[], to: string): boolean {
  const ends = ['m0', ...chain.map((it) => it.to)];
  return chain.every((it, i) => it.from === ends[i]) && ends.at(-1) === to;
}

describe('forbidden, on any graph', () => {
  it('finds a module exactly when it matches and is on the startup path', () => {
    fc.assert(
      fc.property(edges, numbers, (all, forbidden) => {
        const startup = reachable(all, '-> ?>');
        const eager = reachable(all, '->');
        const found = forbid(all, forbidden);
        const expected = forbidden.filter((module) => module !== 0 && startup.has(module));
        expect([...found.keys()].toSorted()).toEqual(expected.toSorted());
        for (const [module, { chain, certain }] of found) {
          expect(certain).toBe(eager.has(module));
          expect(isChain(chain, `m${module}`)).toBe(true);
          const allowed = certain ? ['eager'] : ['eager', 'conditional'];
          expect(allowed).toEqual(expect.arrayContaining(chain.map(({ timing }) => timing)));
        }
      }),
    );
  });

  it('excuses a module exactly when every way to it uses an excepted edge', () => {
    fc.assert(
      fc.property(edges, numbers, fc.array(edge, { maxLength: 4 }), (all, forbidden, excepted) => {
        const isExcepted = ({ from, to }: Edge) => excepted.some((it) => it.from === from && it.to === to);
        const left = reachable(
          all.filter((it) => !isExcepted(it)),
          '-> ?>',
        );
        const expected = forbidden.filter((module) => module !== 0 && left.has(module));
        expect([...forbid(all, forbidden, excepted).keys()].toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});
