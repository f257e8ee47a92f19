import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arcsOf, shortestCycle, type Arcs } from '../../../src/hazards/arcs.ts';
import { CycleBreaker } from '../../../src/hazards/break-cycle.ts';
import { EdgeUses } from '../../../src/hazards/edge-use.ts';
import { feedbackArcs } from '../../../src/hazards/feedback-arcs.ts';
import { cheapestHittingSet, someHittingSet } from '../../../src/hazards/hitting-set.ts';
import { graphOf, nodeOf } from '../../support/graph-of.ts';
import { smallProject } from '../../support/cycles-in.ts';

function arcsIn(text: string): Arcs {
  const graph = graphOf(text);
  return arcsOf(graph, [...graph.modules.keys()]);
}

/** The least cost of a set without which there is no cycle, by trying them all. */
function leastByHand(arcs: Arcs, costs: readonly number[]): number {
  let least = Infinity;
  for (let set = 0; set < 2 ** costs.length; set++) {
    const gone = Uint8Array.from(costs, (_, arc) => (set >> arc) & 1);
    const cost = costs.reduce((sum, each, arc) => sum + (gone[arc] ? each : 0), 0);
    if (cost < least && shortestCycle(arcs, gone) === null) least = cost;
  }
  return least;
}

const graphs = fc
  .array(fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 9 })
  .map((links) => {
    const arcs = arcsIn(links.map(([from, to]) => `m${from} -> m${to}`).join(', '));
    return { arcs, costs: arcs.edges.map((_, arc) => links[arc]![2]) };
  });
const cycleFinder = (arcs: Arcs) => (gone: Uint8Array) => shortestCycle(arcs, gone);
const costOf = (set: readonly number[], costs: readonly number[]) =>
  set.reduce((sum, arc) => sum + costs[arc]!, 0);

describe('the cheapest set without which there is no cycle', () => {
  it('is as cheap as trying all sets finds', () => {
    fc.assert(
      fc.property(graphs, ({ arcs, costs }) => {
        const found = cheapestHittingSet(cycleFinder(arcs), costs)!;
        expect(costOf(found, costs)).toBe(leastByHand(arcs, costs));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['feedback arcs', (arcs: Arcs, costs: readonly number[]) => feedbackArcs(arcs, costs)],
    ['some set', (arcs: Arcs, costs: readonly number[]) => someHittingSet(cycleFinder(arcs), costs, 99)!],
  ])('%s leaves no cycle either, and holds nothing that is not needed', (_, find) => {
    fc.assert(
      fc.property(graphs, ({ arcs, costs }) => {
        const found = find(arcs, costs);
        const gone = new Uint8Array(costs.length);
        for (const arc of found) gone[arc] = 1;
        expect(shortestCycle(arcs, gone)).toBeNull();
        for (const arc of found) {
          gone[arc] = 0;
          expect(shortestCycle(arcs, gone)).not.toBeNull();
          gone[arc] = 1;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives up where an arc must stay', () => {
    const arcs = arcsIn('a -> b -> a');
    expect(cheapestHittingSet(cycleFinder(arcs), [Infinity, Infinity])).toBeNull();
    expect(someHittingSet(cycleFinder(arcs), [Infinity, Infinity], 9)).toBeNull();
  });
});

describe('what to take out of a cycle', () => {
  const files = {
    'main.mjs': "import './a.mjs';",
    'a.mjs': "import { B } from './b.mjs';\nexport class A extends B {}",
    'b.mjs': "import { c } from './c.mjs';\nexport class B {\n  c() {\n    return c;\n  }\n}",
    'c.mjs': "import './a.mjs';\nexport const c = 1;",
  };
  const { graph, wanted, programs } = smallProject(files);
  const breaker = new CycleBreaker(graph, arcsOf(graph, wanted.cycles[0]!), new EdgeUses(programs));

  it('is what can wait, not what is read at once or imported for what it does', () => {
    const { edges, exact } = breaker.acyclic();
    expect(edges).toMatchObject([{ edge: { from: 'b.mjs', to: 'c.mjs' }, use: 'deferrable' }]);
    expect(exact).toBe(true);
  });

  it('keeps who is read from leading to the reader', () => {
    const place = (name: string) => breaker.arcs.members.indexOf(nodeOf(graph, name));
    const found = breaker.apart([{ reader: place('a.mjs'), read: place('b.mjs') }])!;
    expect(breaker.setOf(found).edges).toMatchObject([{ edge: { from: 'b.mjs', to: 'c.mjs' } }]);
  });
});
