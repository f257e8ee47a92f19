import { array, assert, constantFrom, nat, pre, property, shuffledSubarray, tuple } from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { breadthFirst } from '../../../src/graph/breadth-first.ts';
import { startupSets } from '../../../src/graph/reach.ts';
import type { ImportEdge, ModuleGraph } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { CompiledFiles, Startup } from '../../../src/model/startup.ts';
import { knownAs } from '../../../src/reconcile/known-as.ts';
import { withObserved } from '../../../src/reconcile/observed-graph.ts';
import { NOTHING_COMPILED, reconcile } from '../../../src/reconcile/reconcile.ts';
import { graphOf, namesOf, toId } from '../../support/graph-of.ts';
import { visitsOf } from '../../support/visits-of.ts';

interface Joined {
  readonly graph: ModuleGraph;
  readonly union: ModuleGraph;
  readonly startup: Startup;
}

/** @param graphText first module: the entry; bootText: as `visitsOf` has it */
function joined(graphText: string, bootText: string, compiled: Partial<CompiledFiles> = {}): Joined {
  const graph = graphOf(graphText);
  const modules = visitsOf(bootText);
  const boot = { main: modules[0]!.id, modules, probe: { mode: 'internal' as const } };
  const built = { graph, unfollowed: [], sources: [] };
  const expected = { built, node: 0, sets: startupSets(graph, 0) };
  const startup = reconcile(expected, boot, { ...NOTHING_COMPILED, ...compiled });
  return { graph, union: withObserved(graph, 0, startup, { modules }), startup };
}

const eager = (graph: ModuleGraph) => namesOf(graph, startupSets(graph, 0).eager);
const edgesOf = (graph: ModuleGraph) =>
  graph.edges.map(
    ({ from, to, line, kind, timing, observed, unplaced }) =>
      `${from}:${unplaced ? '?' : line} ${kind} ${to} ${timing}${observed ? ' observed' : ''}`,
  );

describe('withObserved', () => {
  it('makes the import that was taken eager, at its own place, and leaves the others', () => {
    const { graph, union } = joined(
      'main ~> a -> b, main ?> c, main ~> d',
      'main, b < a, a < main, c < main',
    );
    expect(edgesOf(union)).toEqual([
      'main:1 dynamic-import a eager observed',
      'main:2 import c eager observed',
      'main:3 dynamic-import d lazy',
      'a:1 import b eager',
    ]);
    expect(eager(union)).toBe('main a b c');
    // What it was given is left alone.
    expect(eager(graph)).toBe('main');
  });

  it('takes one of several imports of the same module: the strongest', () => {
    const { union } = joined('main ~> a, main ?> a, main ~> a', 'main, a < main');
    expect(union.edges.map(({ timing, observed }) => `${timing} ${observed === true}`)).toEqual([
      'lazy false',
      'eager true',
      'lazy false',
    ]);
  });

  it('keeps what is eager by the source, loaded or not, and gives back the graph where a boot adds nothing', () => {
    const { graph, union } = joined('main -> a, main -> b', 'main, a < main');
    expect(union).toBe(graph);
    expect(eager(union)).toBe('main a b');
  });

  it('adds what only the boot knows behind the others, without a line that nobody has seen', () => {
    const { graph, union } = joined(
      'main -> a',
      'main, a < main, @plug < a, @plug/x < @plug, node:fs < @plug/x',
    );
    expect(union.modules.slice(0, graph.modules.length)).toEqual(graph.modules);
    expect(edgesOf(union)).toEqual([
      'main:1 import a eager',
      'a:? dynamic-import node_modules/plug/index.js eager observed',
      'node_modules/plug/index.js:? import node_modules/plug/x.js eager observed',
      'node_modules/plug/x.js:? import node:fs eager observed',
    ]);
    expect(union.modules.find(({ id }) => id === toId('@plug'))).toEqual(visitsRecord('@plug'));
  });

  it('hangs preloads, and what an unseen module loaded, on the entry', () => {
    const { union } = joined('main -> a', 'main, hook, a < main, late < ghost');
    expect(edgesOf(union)).toContain('main:? preload hook eager observed');
    expect(edgesOf(union)).toContain('main:? dynamic-import late eager observed');
  });

  it('knows every later importer', () => {
    const { union } = joined('main -> a, main -> b, b ~> c, a ~> c', 'main, c < b a, a < main, b < main');
    expect(edgesOf(union).filter((edge) => edge.includes('observed'))).toHaveLength(2);
  });

  it('names compiled files by their sources', () => {
    const sourceOf = new Map([
      ['dist/main.js', 'main'],
      ['dist/a.js', 'a'],
    ] as [ModuleId, ModuleId][]);
    const { union } = joined('main ~> a', 'dist/main.js, dist/a.js < dist/main.js', { sourceOf });
    expect(edgesOf(union)).toEqual(['main:1 dynamic-import a eager observed']);
    expect(union.modules).toHaveLength(2);
  });

  it('counts a bundle as the sources inside it', () => {
    const inside = ['main', 'a', 'b'] as ModuleId[];
    const bundles = new Map([['out.js' as ModuleId, inside]]);
    const { union, startup } = joined('main -> a -> b ~> @zod', 'out.js, @zod < out.js, @new < out.js', {
      bundles,
    });
    expect(knownAs(startup).get('out.js' as ModuleId)).toEqual(inside);
    // The import in the source is known, and taken; of the other one nobody knows the source.
    expect(edgesOf(union)).toEqual([
      'main:1 import a eager',
      'main:? dynamic-import node_modules/new/index.js eager observed',
      'a:1 import b eager',
      'b:1 dynamic-import node_modules/zod/index.js eager observed',
    ]);
    expect(union.index.has('out.js' as ModuleId)).toBe(false);
  });

  it('leaves the graph as it is where the boot ran another program', () => {
    const { graph, union, startup } = joined('main -> a', 'other, @zod < other');
    expect(startup.drift.mismatch?.kind).toBe('another-program');
    expect(union).toBe(graph);
  });

  it('takes place and specifier from what explains the import', () => {
    const { graph, startup } = joined('main -> a', 'main, a < main, b < a');
    const edge = {
      from: 'a',
      to: 'types',
      specifier: './b.js',
      line: 7,
      column: 3,
      kind: 'require',
      timing: 'erased',
    };
    const drift = { ...startup.drift.runtimeOnly[0]!, edge: edge as unknown as ImportEdge };
    const explained = { ...startup, drift: { ...startup.drift, runtimeOnly: [drift] } };
    const union = withObserved(graph, 0, explained, { modules: visitsOf('main, a < main, b < a') });
    expect(union.edges.at(-1)).toMatchObject({ to: 'b', specifier: './b.js', line: 7, timing: 'eager' });
  });
});

function visitsRecord(name: string) {
  const { id, origin, package: owner, format, bytes } = visitsOf(name)[0]!;
  return { id, origin, package: owner, format, bytes };
}

test('all that was loaded, and all that is eager by the source, is reached over eager edges', () => {
  const names = ['main', 'a', 'b', 'c', 'd', '@p', '@q', 'node:fs'];
  const arrow = constantFrom('->', '?>', '~>');
  const edge = tuple(constantFrom(...names), arrow, constantFrom(...names));
  const order = shuffledSubarray(names.slice(1));
  const importers = array(nat(9), { minLength: names.length, maxLength: names.length });
  assert(
    property(array(edge, { maxLength: 12 }), order, importers, (edges, loaded, picks) => {
      const all = ['main', ...loaded];
      const boot = all.map((name, i) =>
        i === 0 || picks[i] === 9 ? name : `${name} < ${all[picks[i]! % i]!}`,
      );
      const text = ['main', ...edges.map((parts) => parts.join(' '))].join(', ');
      const { graph, union, startup } = joined(text, boot.join(', '));
      pre(startup.drift.mismatch === null);
      const { reached } = breadthFirst(union, [0], 0);
      for (const name of all) expect(reached[union.index.get(toId(name))!], name).toBe(1);
      for (const node of startupSets(graph, 0).eager) expect(reached[node]).toBe(1);
      expect(union.modules.length).toBe(new Set([...graph.index.keys(), ...all.map(toId)]).size);
    }),
    { numRuns: 200 },
  );
});
