import { expect, test } from 'vitest';
import { toGraph } from '../../../src/graph/compact.ts';
import { startupSets } from '../../../src/graph/reach.ts';
import type { Notice } from '../../../src/model/finding.ts';
import type { ModuleGraph } from '../../../src/model/module-graph.ts';
import type { Report } from '../../../src/model/report.ts';
import { assembleReport, type AssembleGroup } from '../../../src/report/assemble.ts';
import { graphOf, nodeOf } from '../../support/graph-of.ts';

function groupOf(graph: ModuleGraph, ...names: string[]): AssembleGroup {
  const entries = names.map((name) => {
    const node = nodeOf(graph, name);
    return { name, node, sets: startupSets(graph, node), budgets: [] };
  });
  return { graph, unfollowed: [], entries };
}

function assemble(groups: readonly AssembleGroup[], notices: readonly Notice[] = []): Report {
  const given = { command: 'graph', version: '1.2.3', root: '/r', config: null, findings: [] } as const;
  return assembleReport({ ...given, groups, notices });
}

const TEXT =
  'main -> a -> b -> a, main -> @p -> @p/x, main ?> c -> node:fs, main ~> d -> @q, a -> unresolved:gone';

test('counts files, packages, bytes and builtins apart, by when they load', () => {
  const [entry] = assemble([groupOf(graphOf(TEXT, { '@p': 100 }), 'main')]).entries;
  expect(entry!.totals).toEqual({
    eager: { modules: 5, packages: 1, bytes: 140, builtins: 0 },
    conditional: { modules: 1, packages: 0, bytes: 10, builtins: 1 },
    lazy: { modules: 2, packages: 1, bytes: 20, builtins: 0 },
  });
  expect(entry!.startup.eager).toContain('main');
  expect(entry!.startup.eager).not.toContain('unresolved:gone');
  expect(entry!.startup.conditional).toEqual(['c', 'node:fs']);
  expect(entry!.packages).toMatchObject([
    { name: 'p', retainedModules: 2, retainedBytes: 110, door: { from: 'main' } },
  ]);
  expect(entry!.cycles).toEqual({ count: 1, modules: 2, largest: [['a', 'b']] });
});

test('cycles off the startup path are not counted', () => {
  const [entry] = assemble([groupOf(graphOf('main ~> a -> b -> a'), 'main')]).entries;
  expect(entry!.cycles.count).toBe(0);
});

test('the same report, whatever order modules, edges and notices were found in', () => {
  const graph = graphOf(TEXT);
  const order = [...graph.modules.keys()].toReversed();
  const edges = order.flatMap((node) => graph.edges.slice(graph.edgeStart[node], graph.edgeStart[node + 1]));
  const turned = toGraph(
    order.map((node) => graph.modules[node]!),
    edges,
  );
  const notices: Notice[] = [
    { code: 'limit', level: 'info', message: 'b' },
    { code: 'limit', level: 'warning', message: 'a' },
  ];
  const [one, other] = [
    assemble([groupOf(graph, 'main')], notices),
    assemble([groupOf(turned, 'main')], notices.toReversed()),
  ];
  for (const key of ['modules', 'edges', 'notices', 'findings'] as const)
    expect(other[key]).toEqual(one[key]);
  const sets = (report: Report) =>
    report.entries.map(({ startup, totals }) => [
      startup.eager.toSorted(),
      startup.conditional.toSorted(),
      totals,
    ]);
  expect(sets(other)).toEqual(sets(one));
});

test('graphs under different conditions are merged: every module and edge once', () => {
  const first = graphOf('main -> a -> b, main -> a');
  const second = graphOf('main -> a -> b, main -> a, c -> a');
  const report = assemble([groupOf(first, 'main'), groupOf(second, 'main', 'c')]);
  expect(report.entries.map(({ name }) => name)).toEqual(['main', 'main', 'c']);
  expect(report.modules.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'main']);
  expect(report.edges.map(({ from, to, line }) => `${from} ${to} ${line}`)).toEqual([
    'a b 1',
    'c a 3',
    'main a 1',
    'main a 2',
  ]);
});

test('two kinds of edges at one place are both kept, and once each', () => {
  const graph = graphOf('main -> hook');
  const [edge] = graph.edges;
  const both = toGraph(graph.modules, [edge!, { ...edge!, kind: 'preload' }]);
  const report = assemble([groupOf(both, 'main'), groupOf(both, 'main')]);
  expect(report.edges.map(({ kind }) => kind)).toEqual(['import', 'preload']);
});

test('edges that are not followed are listed too', () => {
  const graph = graphOf('main -> a');
  const [erased] = graphOf('main :> types').edges;
  const report = assemble([{ ...groupOf(graph, 'main'), unfollowed: [erased!] }]);
  expect(report.edges.map(({ to, timing }) => [to, timing])).toEqual([
    ['a', 'eager'],
    ['types', 'erased'],
  ]);
  expect(report.modules.map(({ id }) => id)).toEqual(['a', 'main']);
});
