import { describe, expect, it } from 'vitest';
import { startupSets } from '../../../src/graph/reach.ts';
import { toGraph } from '../../../src/graph/compact.ts';
import type { ModuleFormat } from '../../../src/model/module-graph.ts';
import { causeEdges } from '../../../src/reconcile/cause-edges.ts';
import { withObserved } from '../../../src/reconcile/observed-graph.ts';
import { NOTHING_COMPILED, reconcile } from '../../../src/reconcile/reconcile.ts';
import { graphOf, toId } from '../../support/graph-of.ts';
import { visitsOf } from '../../support/visits-of.ts';

/** @returns `importer ~> imported: cause`; graphText and bootText as `graphOf` and `visitsOf` have them */
function causes(
  graphText: string,
  bootText: string,
  format: ModuleFormat = 'cjs',
  during: Readonly<Record<string, string | null>> = {},
): string[] {
  const written = graphOf(graphText);
  const graph = toGraph(
    written.modules.map((module) => ({ ...module, format })),
    written.edges,
  );
  const modules = visitsOf(bootText).map((visit) => {
    const running = during[visit.id];
    return running === undefined ? visit : { ...visit, during: running === null ? null : toId(running) };
  });
  const boot = { main: modules[0]!.id, modules, probe: { mode: 'internal' as const } };
  const built = { graph, unfollowed: [], sources: [] };
  const startup = reconcile({ built, node: 0, sets: startupSets(graph, 0) }, boot, NOTHING_COMPILED);
  const union = withObserved(graph, 0, startup, { modules });
  const found = causeEdges(union, modules, ({ id }) => union.index.get(id));
  return found.map(({ edge, cause }) => {
    const { from, to } = union.edges[edge]!;
    return `${from} ~> ${to}: ${union.modules[cause]!.id}`;
  });
}

describe('causeEdges', () => {
  it('blames whoever was being evaluated when a function of another module loaded something', () => {
    // b calls what a exports, and that requires x.
    expect(causes('main -> a ~> x, main -> b -> a', 'main, a < main, b < main, x < a')).toEqual([
      'a ~> x: b',
    ]);
  });

  it('goes up to the innermost module that leads to the importer: no other could have called it', () => {
    // c was loaded last, and knows nothing of a; b, which loaded it, does.
    expect(
      causes('main -> a ~> x, main -> b -> c, b -> a', 'main, a < main, b < main, c < b, x < a'),
    ).toEqual(['a ~> x: b']);
  });

  it('believes a boot that says who was being evaluated', () => {
    // By order alone it would be b, which was loaded last and leads to a.
    const graph = 'main -> a ~> x, a ~> y, main -> c -> a, main -> b -> a';
    const boot = 'main, a < main, c < main, b < main, x < a, y < a';
    expect(causes(graph, boot)).toEqual(['a ~> x: b', 'a ~> y: b']);
    const known = { [toId('x')]: 'c', [toId('y')]: null };
    expect(causes(graph, boot, 'cjs', known)).toEqual(['a ~> x: c']);
    expect(causes(graph, boot, 'cjs', { [toId('y')]: 'main' })).toEqual(['a ~> y: main']);
  });

  it('says nothing of a module that loads for itself', () => {
    expect(causes('main -> a ~> x', 'main, a < main, x < a')).toEqual([]);
  });

  it('says nothing of imports that are eager as written', () => {
    expect(causes('main -> a -> x, main -> b -> a', 'main, a < main, x < a, b < main')).toEqual([]);
  });

  it('hangs what was loaded on the cause: what that loads in turn is on its account', () => {
    // x, brought in by b, is what y is loaded under: it does not lead to a, b does.
    expect(
      causes('main -> a ~> x, a ~> y, main -> b -> a', 'main, a < main, b < main, x < a, y < a'),
    ).toEqual(['a ~> x: b', 'a ~> y: b']);
  });

  it('says nothing of ES modules: they are all loaded before one is evaluated', () => {
    expect(causes('main -> a ~> x, main -> b -> a', 'main, a < main, b < main, x < a', 'esm')).toEqual([]);
  });
});
