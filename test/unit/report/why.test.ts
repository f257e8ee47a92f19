import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startupSets } from '../../../src/graph/reach.ts';
import type { ImportEdge, ModuleGraph } from '../../../src/model/module-graph.ts';
import type { WhyEntry } from '../../../src/model/report.ts';
import { explain } from '../../../src/report/why.ts';
import { graphOf, maskOf } from '../../support/graph-of.ts';
import { reachedByHand, smallGraphs, sumByHand } from '../../support/small-graphs.ts';

const lineOf = ({ from, to }: ImportEdge) => `${from} > ${to}`;

function explained(graph: ModuleGraph, targets: Uint8Array): WhyEntry {
  const entry = { name: 'web', node: 0, sets: startupSets(graph, 0) };
  return explain(graph, entry, { modules: targets, mentions: [] }, lineOf);
}

const why = (text: string, ...targets: string[]) => {
  const graph = graphOf(text);
  return explained(graph, maskOf(graph, ...targets));
};

const shown = (edges: readonly ImportEdge[]) => edges.map(lineOf).join(', ');

describe('explain', () => {
  test('an eager module: chain, doors, cut and what leaves', () => {
    const answer = why('main -> a -> @p -> @q, main -> b -> @p, main ?> @q', '@q');
    expect(answer.reached).toBe('eager');
    expect(shown(answer.chain)).toBe(
      'main > a, a > node_modules/p/index.js, node_modules/p/index.js > node_modules/q/index.js',
    );
    expect(answer.lines).toEqual(answer.chain.map(lineOf));
    expect(answer.doors.map(({ edge }) => lineOf(edge)).toSorted()).toEqual([
      'a > node_modules/p/index.js',
      'b > node_modules/p/index.js',
      'main > node_modules/q/index.js',
    ]);
    expect(answer.evict).toMatchObject({ firstParty: true, modules: 2, bytes: 20 });
    expect(answer.evict!.edges).toHaveLength(3);
    expect(answer.retained).toMatchObject({ modules: 1, bytes: 10 });
    expect(answer.lazyDoors).toEqual([]);
  });

  test('a conditional one counts as startup; its chain may be conditional', () => {
    const answer = why('main ?> a -> z', 'z');
    expect(answer).toMatchObject({ reached: 'conditional', evict: { modules: 1 } });
    expect(shown(answer.chain)).toBe('main > a, a > z');
  });

  test('a lazy one has nothing to evict, but the lazy imports of startup code', () => {
    const answer = why('main -> a ~> b -> z, main ~> z, a ~> other, b ~> z', 'z');
    expect(answer).toMatchObject({
      reached: 'lazy',
      evict: null,
      doors: [],
      retained: { modules: 0, bytes: 0, ids: [] },
    });
    expect(shown(answer.chain)).toBe('main > z');
    expect(answer.lazyDoors.map(lineOf)).toEqual(['main > z', 'a > b']);
  });

  test('one that is not reached says so', () => {
    expect(why('main -> a, other -> z, main :> z', 'z')).toMatchObject({
      reached: 'not',
      chain: [],
      lines: [],
      doors: [],
      evict: null,
      lazyDoors: [],
      mentions: [],
    });
  });

  test('one that nothing loads comes with the imports that name it, of what this entry can load', () => {
    const graph = graphOf('main -> a ~> b, other -> c');
    const { edges } = graphOf('a :> z, b .> z, c :> z');
    const entry = { name: 'web', node: 0, sets: startupSets(graph, 0) };
    const explainAt = (...modules: string[]) =>
      explain(graph, entry, { modules: maskOf(graph, ...modules), mentions: edges }, lineOf);
    expect(explainAt().mentions).toEqual([
      { edge: edges[0], line: 'a > z' },
      { edge: edges[1], line: 'b > z' },
    ]);
    expect(explainAt('b')).toMatchObject({ reached: 'lazy', mentions: [] });
  });

  test('the entry itself holds everything and cannot be cut', () => {
    expect(why('main -> a', 'main')).toMatchObject({
      reached: 'eager',
      chain: [],
      evict: null,
      retained: { modules: 2 },
    });
  });

  test('from inside a package, its own imports are the ones to change', () => {
    expect(why('@tool -> @tool/main -> @z', '@z').evict).toMatchObject({ firstParty: true, modules: 1 });
  });
});

test('property: figures are what a search by hand gives', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, picked }) => {
      const answer = explained(graph, picked);
      const before = reachedByHand(graph, 'conditional');
      const onStartup = [...before].some((module) => picked[module]);
      expect(answer.reached === 'eager' || answer.reached === 'conditional').toBe(onStartup);
      const lazily = [...reachedByHand(graph, 'lazy')].some((module) => picked[module]);
      expect(answer.reached !== 'not').toBe(lazily);
      const ends = answer.chain.map(
        ({ from, to }) => [graph.index.get(from)!, graph.index.get(to)!] as const,
      );
      for (const [at, [from]] of ends.entries()) expect(from).toBe(at === 0 ? 0 : ends[at - 1]![1]);
      if (lazily && !picked[0]) expect(picked[ends.at(-1)![1]]).toBe(1);
      if (!onStartup) {
        expect([answer.evict, answer.retained.modules]).toEqual([null, 0]);
        return;
      }
      const staying = reachedByHand(graph, 'conditional', { module: (module) => picked[module] === 1 });
      const held = [...before].filter((module) => !staying.has(module));
      expect(answer.retained).toMatchObject(sumByHand(graph, held));
      expect(answer.retained.ids.length).toBe(held.length);
      expect(answer.evict === null).toBe(picked[0] === 1);
      if (answer.evict === null) return;
      const cut = new Set(answer.evict.edges);
      const after = reachedByHand(graph, 'conditional', { edge: (edge) => cut.has(graph.edges[edge]!) });
      expect([...after].some((module) => picked[module])).toBe(false);
      const left = [...before].filter((module) => !after.has(module));
      expect(answer.evict).toMatchObject(sumByHand(graph, left));
    }),
  );
});
