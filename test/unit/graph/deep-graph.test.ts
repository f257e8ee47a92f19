import { expect, test } from 'vitest';
import { doors, shortestChain } from '../../../src/graph/chains.ts';
import { toGraph } from '../../../src/graph/compact.ts';
import { stronglyConnected } from '../../../src/graph/cycles.ts';
import { dominators, retainedTotals } from '../../../src/graph/dominators.ts';
import { fewestCuts } from '../../../src/graph/evict.ts';
import { packageTotals } from '../../../src/graph/packages.ts';
import { reach, startupSets } from '../../../src/graph/reach.ts';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import { toRecord } from '../../support/graph-of.ts';

const DEPTH = 50_000;
const modules = Array.from({ length: DEPTH }, (_, i) => toRecord(i === DEPTH - 1 ? '@last' : `m${i}`));
const edges = modules.map((module, i): ImportEdge => {
  // The last module imports the entry: one cycle through all.
  const to = modules[(i + 1) % DEPTH]!.id;
  return { from: module.id, to, specifier: to, line: 1, column: 1, kind: 'import', timing: 'eager' };
});
const graph = toGraph(modules, edges);
const last = Uint8Array.from(modules, (_, i) => (i === DEPTH - 1 ? 1 : 0));

test('a chain as deep as the graph is large exhausts no stack', () => {
  expect(reach(graph, [0], 'eager').every((reached) => reached === 1)).toBe(true);
  expect(startupSets(graph, 0).eager).toHaveLength(DEPTH);
  expect(shortestChain(graph, [0], last, 'eager')).toHaveLength(DEPTH - 1);
  expect(doors(graph, 0, last, 'eager')).toMatchObject([{ edge: DEPTH - 2 }]);
  expect(stronglyConnected(graph, 'eager').map((members) => members.length)).toEqual([DEPTH]);
  expect(retainedTotals(graph, dominators(graph, 0, 'eager')).modules[1]).toBe(DEPTH - 1);
  expect(fewestCuts(graph, 0, last, 'eager')?.edges).toEqual([DEPTH - 2]);
  expect(packageTotals(graph, 0)).toMatchObject([{ name: 'last', retainedModules: 1 }]);
});
