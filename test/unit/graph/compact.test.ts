import { expect, test } from 'vitest';
import { toGraph } from '../../../src/graph/compact.ts';
import { edgesOf, graphOf, nodeOf, toRecord } from '../../support/graph-of.ts';

test('groups edges by importer in module order and keeps the source order of one importer', () => {
  const graph = graphOf('cli, b -> z, cli -> z, b -> a, cli ~> a');
  expect(edgesOf(graph, graph.edges.keys())).toEqual(['cli -> z', 'cli ~> a', 'b -> z', 'b -> a']);
  expect([...graph.edgeStart]).toEqual([0, 2, 4, 4, 4]);
  expect([...graph.edgeTiming]).toEqual([0, 2, 0, 0]);
});

test('lists the edges into a module', () => {
  const graph = graphOf('cli -> z, cli -> a, b -> z, z -> z');
  const z = nodeOf(graph, 'z');
  const into = graph.inEdges.slice(graph.inStart[z], graph.inStart[z + 1]);
  expect(edgesOf(graph, into)).toEqual(['cli -> z', 'z -> z', 'b -> z']);
});

test('refuses an edge to or from an unknown module, and two modules of one id', () => {
  const { edges } = graphOf('a -> b');
  expect(() => toGraph([toRecord('a')], edges)).toThrow('Unknown module b in the edge a -> b');
  expect(() => toGraph([toRecord('b')], edges)).toThrow('Unknown module a in the edge a -> b');
  expect(() => toGraph([toRecord('a'), toRecord('a')], [])).toThrow('Two modules share the id a');
});

test('an empty graph is a graph', () => {
  expect([...toGraph([], []).edgeStart]).toEqual([0]);
});
