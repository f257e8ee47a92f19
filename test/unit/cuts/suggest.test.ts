import { expect, test } from 'vitest';
import type { ExportNeeds } from '../../../src/cuts/request.ts';
import { suggestCuts } from '../../../src/cuts/suggest.ts';
import type { CutCandidate, CutsReport } from '../../../src/model/cut.ts';
import type { Hazard } from '../../../src/model/hazard.ts';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import { BLOCKED, ENTRY, suggestCase, type SuggestCase } from '../../support/suggest-case.ts';

const suggest = (given: SuggestCase): CutsReport => suggestCuts(suggestCase(given));
const names = (edges: readonly ImportEdge[]) => edges.map(({ from, to }) => `${from}>${to}`);
const find = (report: CutsReport, id: string): CutCandidate =>
  report.candidates.find((candidate) => candidate.id === id) ??
  expect.fail(`${id} is not among ${report.candidates.map((candidate) => candidate.id).join(', ')}`);
const hazard = (confidence: Hazard['confidence'], module = 'a'): Hazard =>
  ({ kind: 'tdz', module, binding: 'x', from: 'b', lines: [1], confidence, chain: [] }) as unknown as Hazard;

test('an import that alone holds much is the plan, with what it frees', () => {
  const report = suggest({ graph: 'main -> a -> @zod, main -> b', ms: { '@zod': 80, a: 3 } });
  expect(report.plan).toEqual({
    cuts: ['defer:main>a'],
    difficulty: 1,
    leftMs: 2,
    leftBytes: 20,
    leftModules: 2,
  });
  expect(find(report, 'defer:main>a').frees).toEqual({
    modules: ['a', 'node_modules/zod/index.js'],
    bytes: 20,
    ms: 83,
  });
  expect(report.startup).toEqual({ modules: 4, bytes: 40, ms: 85 });
  expect(report.hull.map(({ difficulty, leftMs }) => [difficulty, leftMs])).toEqual([
    [0, 85],
    [1, 2],
    [2, 1],
  ]);
  expect(report.summary).toEqual({ safe: 2, review: 0, blocked: 0 });
});

test('an edit has to save 5 ms, or 2 % of a short startup; without times 1 % of the bytes and 16 KiB', () => {
  const planned = (a: number, main: number) =>
    suggest({ graph: 'main -> a', ms: { main, a } }).plan.cuts.length;
  expect([planned(4.9, 400), planned(5.1, 400)]).toEqual([0, 1]);
  expect([planned(1.9, 98), planned(2.1, 98)]).toEqual([0, 1]);
  expect([planned(0.9, 10), planned(1.1, 10)]).toEqual([0, 1]);
  const request = suggestCase({ graph: 'main -> a' });
  const sized = (bytes: number) => {
    const modules = request.graph.modules.map((module) =>
      module.id === 'a' ? { ...module, bytes } : module,
    );
    return suggestCuts({ ...request, graph: { ...request.graph, modules }, ms: null });
  };
  expect([sized(16_000).plan.cuts.length, sized(17_000).plan.cuts.length]).toEqual([0, 1]);
  expect(sized(17_000)).toMatchObject({ basis: 'bytes', plan: { leftMs: null, leftBytes: 10 } });
});

test('imports that hold the same module are one cut', () => {
  const report = suggest({
    graph: 'main -> a -> @zod, main -> b -> @zod, main -> c -> @pg',
    ms: { '@zod': 80, '@pg': 50 },
    uses: { 'main>a': BLOCKED, 'main>b': BLOCKED },
  });
  const shared = report.candidates.find(({ edges }) => edges.length === 2)!;
  expect(names(shared.edges)).toEqual(['a>node_modules/zod/index.js', 'b>node_modules/zod/index.js']);
  expect(shared).toMatchObject({ difficulty: 2, frees: { ms: 80 }, heldBy: [] });
  expect(report.plan.cuts.toSorted()).toEqual(['defer:main>c', shared.id].toSorted());
});

test('an import whose target is held by one that can not be cut saves nothing, and is not offered', () => {
  const given: SuggestCase = {
    graph: 'main -> a -> @zod, main -> b -> @zod',
    ms: { '@zod': 80 },
    uses: { 'main>a': BLOCKED, 'main>b': BLOCKED, 'b>@zod': BLOCKED },
  };
  const report = suggest(given);
  expect(report.plan.cuts).toEqual([]);
  expect(report.candidates).toEqual([]);
  const unused = { action: 'unused', deferability: 'free', difficulty: 0.2, shape: null } as const;
  const held = find(suggest({ ...given, uses: { ...given.uses, 'a>@zod': unused } }), 'unused:a>@zod');
  expect(held.frees.modules).toEqual([]);
  expect(names(held.heldBy)).toEqual(['b>node_modules/zod/index.js']);
});

test('the entries of a literal are one edit, or single ones where these are easier', () => {
  const graph = 'main -> registry, registry -> a, registry -> b, registry -> c, registry -> d, registry -> e';
  const uses = Object.fromEntries([...'abcde'].map((name) => [`registry>${name}`, ENTRY]));
  const all = suggest({
    graph,
    ms: { a: 30, b: 30, c: 30, d: 30, e: 30 },
    uses: { ...uses, 'main>registry': BLOCKED },
  });
  expect(all.plan).toMatchObject({ cuts: ['registry:registry'], difficulty: 4, leftMs: 2 });
  expect(find(all, 'registry:registry')).toMatchObject({
    action: 'registry',
    shape: 'getter',
    safety: 'review',
  });
  expect(find(all, 'registry:registry').edges.length).toBe(5);
  const one = suggest({ graph, ms: { main: 250, a: 30 }, uses: { ...uses, 'main>registry': BLOCKED } });
  expect(one.plan).toMatchObject({ cuts: ['defer:registry>a'], difficulty: 2 });
});

test('what one computed import loads is one edit of 6, all or nothing', () => {
  const request = suggestCase({
    graph: 'main -> loader -> a, loader -> b',
    ms: { a: 30, b: 1 },
    uses: { 'main>loader': BLOCKED },
  });
  const edges = request.graph.edges.map((edge) =>
    edge.from === 'loader' ? { ...edge, specifier: './*', line: 7, column: 1 } : edge,
  );
  const report = suggestCuts({
    ...request,
    graph: { ...request.graph, edges },
    usesOf: (edge) => (edges[edge]!.from === 'loader' ? null : request.usesOf(edge)),
  });
  expect(report.plan).toMatchObject({ cuts: ['registry:loader'], difficulty: 6, leftMs: 2 });
  expect(find(report, 'registry:loader').reasons).toEqual([
    { code: 'computed', at: { file: 'loader', line: 7, column: 1 }, detail: './*' },
  ]);
});

test('a lazy import that runs while a module is evaluated is that module’s', () => {
  const given = {
    graph: 'main -> lib -> @zod, main -> user -> lib',
    ms: { '@zod': 80 },
    uses: { 'main>lib': BLOCKED, 'lib>@zod': BLOCKED, 'user>lib': BLOCKED },
  };
  expect(suggest(given).plan.cuts).toEqual([]);
  const caused = suggest({ ...given, causes: { 'lib>@zod': 'user' } });
  expect(caused.plan.cuts).toEqual(['defer:main>user']);
  expect(find(caused, 'defer:main>user').frees.ms).toBe(81);
});

test('an import in a package is for its authors, with the own import that can be cut instead', () => {
  const report = suggest({
    graph: 'main -> a -> @kit -> @zod, main -> b',
    ms: { '@zod': 80, '@kit': 40, a: 9 },
  });
  const upstream = find(report, 'upstream:node_modules/kit/index.js>@zod');
  expect(upstream).toMatchObject({ safety: 'blocked', deferability: 'blocked', frees: { ms: 80 } });
  expect(names([upstream.instead!])).toEqual(['a>node_modules/kit/index.js']);
  expect(report.candidates.at(-1)).toBe(upstream);
});

test('--evict takes the easiest cut, and of equally easy ones that nearest the target', () => {
  const graph = 'main -> cli -> a -> @zod, cli -> b -> @zod, main -> @pg';
  const uses = { 'cli>a': { difficulty: 2 }, 'cli>b': { difficulty: 2 } };
  const report = suggest({ graph, evict: 'zod', uses: { ...uses, 'main>cli': { difficulty: 2 } } });
  expect(report.asked).toEqual({ what: 'zod', reached: true });
  const cut = find(report, report.plan.cuts[0]!);
  // As easy and one import, but the whole program.
  expect(names(cut.edges)).toEqual(['main>cli']);
  const blocked = suggest({ graph, evict: 'zod', uses: { ...uses, 'main>cli': BLOCKED } });
  expect(names(find(blocked, blocked.plan.cuts[0]!).edges)).toEqual([
    'a>node_modules/zod/index.js',
    'b>node_modules/zod/index.js',
  ]);
  const held = suggest({ graph, evict: 'pg', uses: { 'main>@pg': BLOCKED } });
  expect(held).toMatchObject({ asked: { what: 'pg', reached: false }, plan: { cuts: [] } });
  expect(find(held, 'defer:main>@pg').safety).toBe('blocked');
  expect(suggest({ graph, evict: 'nothing' }).asked).toEqual({ what: 'nothing', reached: true });
});

test('--goal takes the cheapest plan found that reaches it, and says when none does', () => {
  const given = {
    graph: 'main -> a, main -> b, main -> c',
    ms: { main: 10, a: 40, b: 30, c: 20 },
    uses: { 'main>a': { difficulty: 4 } },
  };
  const reach = (left: number) => suggest({ ...given, goal: { what: `${left}ms`, left } });
  expect(reach(75)).toMatchObject({ plan: { difficulty: 1, leftMs: 70 }, asked: { reached: true } });
  expect(reach(45)).toMatchObject({ plan: { difficulty: 5 } });
  expect(reach(9)).toMatchObject({
    plan: { difficulty: 6, leftMs: 10 },
    asked: { what: '9ms', reached: false },
  });
});

test('--goal takes the hull where greedy is led astray', () => {
  const report = suggest({
    graph: 'main -> four -> three -> five, main -> three, main -> two',
    ms: { main: 6, two: 3, three: 6, four: 13, five: 19 },
    uses: {
      'main>four': { difficulty: 4.2 },
      'three>five': { difficulty: 5 },
      'main>two': { difficulty: 4 },
      'four>three': BLOCKED,
    },
    goal: { what: '23.5ms', left: 23.5 },
  });
  expect(report.plan).toMatchObject({ difficulty: 5.2, leftMs: 9 });
});

test('what would break startup is planned around and shown as blocked', () => {
  const given: SuggestCase = {
    graph: 'main -> a -> @zod',
    ms: { a: 9, '@zod': 80 },
    harm: (edges) => ({
      unmasks: edges.some(({ to }) => to === 'a') ? [hazard('certain')] : [],
      losesEffects: [],
    }),
  };
  const report = suggest(given);
  expect(report.plan.cuts).toEqual(['defer:a>@zod']);
  expect(find(report, 'defer:main>a')).toMatchObject({ safety: 'blocked', deferability: 'mechanical' });
});

test('cuts that harm only together are named in pairs, or else as a whole', () => {
  const graph = 'main -> a, main -> b, main -> c';
  const ms = { a: 50, b: 50, c: 50 };
  const harmOf =
    (needed: readonly string[]): SuggestCase['harm'] =>
    (edges) => ({
      unmasks: needed.every((name) => edges.some(({ to }) => to === name)) ? [hazard('likely')] : [],
      losesEffects: [],
    });
  const pair = suggest({ graph, ms, harm: harmOf(['a', 'b']) });
  expect(pair.riskyTogether).toMatchObject([{ cuts: ['defer:main>a', 'defer:main>b'] }]);
  expect(pair.summary).toMatchObject({ safe: 3 });
  const all = suggest({ graph, ms, harm: harmOf(['a', 'b', 'c']) });
  expect(all.riskyTogether).toMatchObject([{ cuts: ['defer:main>a', 'defer:main>b', 'defer:main>c'] }]);
  const alone = suggest({ graph, ms, harm: harmOf(['a']) });
  expect(alone.riskyTogether).toEqual([]);
  expect(find(alone, 'defer:main>a').safety).toBe('review');
});

test('lost effects ask for a review unless they are only possible', () => {
  const safety = (confidence: string) =>
    find(
      suggest({
        graph: 'main -> a',
        ms: { a: 50 },
        harm: () => ({ unmasks: [], losesEffects: [{ confidence }] }) as never,
      }),
      'defer:main>a',
    ).safety;
  expect([safety('certain'), safety('likely'), safety('possible')]).toEqual(['review', 'review', 'safe']);
});

test('unused imports are offered whatever they save', () => {
  const report = suggest({
    graph: 'main -> a -> @zod, main -> b -> a',
    uses: {
      'main>a': { action: 'unused', deferability: 'free', difficulty: 0.2, shape: null },
      'b>a': BLOCKED,
    },
  });
  const unused = find(report, 'unused:main>a');
  expect(unused).toMatchObject({ safety: 'safe', frees: { modules: [] } });
  expect(names(unused.heldBy)).toEqual(['b>a']);
});

test('light exports of a heavy module are moved out of it, together with what loads the rest', () => {
  const report = suggest({
    graph: 'main -> index -> command -> @auth, command -> light',
    ms: { '@auth': 80 },
    uses: { 'main>index': BLOCKED, 'index>command': BLOCKED, 'command>@auth': BLOCKED },
    namesOf: () => ['isCommand'],
    exportsNeeds: (node) => (node === 2 ? new Map([['isCommand', { specifiers: ['light'] }]]) : null),
  });
  expect(report.plan).toMatchObject({ cuts: ['move-leaf:index>command'], difficulty: 2, leftMs: 3 });
  expect(find(report, 'move-leaf:index>command')).toMatchObject({
    safety: 'review',
    definedIn: [{ name: 'isCommand', module: 'command' }],
    frees: { modules: ['command', 'node_modules/auth/index.js'] },
  });
});

test('past a barrel a name is imported from the module that defines it', () => {
  const report = suggest({
    graph: 'main -> barrel -> heavy, barrel -> light',
    ms: { heavy: 80 },
    uses: { 'main>barrel': BLOCKED, 'barrel>heavy': BLOCKED, 'barrel>light': BLOCKED },
    namesOf: () => ['x'],
    exportsNeeds: (node) =>
      node === 1
        ? new Map([['x', { specifiers: ['light'], passedOn: { specifier: 'light', name: 'x' } }]])
        : null,
  });
  expect(report.plan).toMatchObject({ cuts: ['past-barrel:main>barrel'], difficulty: 1, leftMs: 2 });
  expect(find(report, 'past-barrel:main>barrel').definedIn).toEqual([{ name: 'x', module: 'light' }]);
});

test('CommonJS that Node searches for names is loaded by createRequire where all importers can be changed', () => {
  const request = suggestCase({ graph: 'main -> @ts, main -> a -> @ts' });
  const modules = request.graph.modules.map((module) =>
    module.origin === 'package' ? { ...module, format: 'cjs' as const } : module,
  );
  const report = suggestCuts({
    ...request,
    graph: { ...request.graph, modules },
    lexMs: Float64Array.of(0, 300, 0),
    usesOf: () => null,
  });
  const lexing = report.candidates.find(({ action }) => action === 'lexing')!;
  expect(lexing).toMatchObject({ frees: { modules: [], ms: 300 }, difficulty: 2, shape: 'create-require' });
});

test.each(['side-effect-import', 're-export'] as const)(
  'CommonJS is not loaded by createRequire where one import of it is a %s',
  (code) => {
    const request = suggestCase({ graph: 'main -> @ts, main -> a -> @ts' });
    const modules = request.graph.modules.map((module) =>
      module.origin === 'package' ? { ...module, format: 'cjs' as const } : module,
    );
    const reasons = [{ code, at: { file: 'a', line: 1, column: 1 }, detail: 'ts' }];
    const report = suggestCuts({
      ...request,
      graph: { ...request.graph, modules },
      lexMs: Float64Array.of(0, 300, 0),
      usesOf: (edge) => {
        const uses = request.usesOf(edge);
        return uses === null || request.graph.edges[edge]!.from !== 'a' ? null : { ...uses, reasons };
      },
    });
    expect(report.candidates.filter(({ action }) => action === 'lexing')).toEqual([]);
  },
);

test('the floor is what no import can be taken from, and what three or more hold', () => {
  const report = suggest({
    graph: 'main -> tied, main -> a -> base, main -> b -> base, main -> c -> base -> deep, main -> d',
    ms: { main: 250, base: 1 },
    uses: { 'main>tied': BLOCKED },
  });
  expect(report.plan.cuts).toEqual([]);
  // main and tied; base and deep.
  expect(report.floor).toEqual({ modules: 4, bytes: 40, ms: 253 });
});

test('ids stay when lines move and other imports come', () => {
  const graph = 'main -> a -> @zod, main -> b -> @zod';
  const uses = { 'main>a': BLOCKED, 'main>b': BLOCKED };
  const ms = { '@zod': 80 };
  const ids = (text: string) => suggest({ graph: text, ms, uses }).plan.cuts;
  expect(ids(`main -> x, ${graph}, b -> x`)).toEqual(ids(graph));
  expect(ids(graph)[0]).toMatch(/^defer:a>@zod\+1\.[0-9a-z]+$/);
});

test('an index that makes nothing itself is given by getters, unless an ES module reads all of it', () => {
  const graph = 'main -> index, index -> a, index -> b';
  const uses = { 'index>a': ENTRY, 'index>b': ENTRY, 'main>index': BLOCKED };
  const part = (name: string): ExportNeeds => ({
    specifiers: [name],
    passedOn: { specifier: name, name: '*' },
  });
  const exportsNeeds = (node: number) =>
    node === 1
      ? new Map([
          ['a', part('a')],
          ['b', part('b')],
        ])
      : null;
  const given = { graph, ms: { main: 10, a: 300, b: 300 }, uses, exportsNeeds };
  expect(suggest(given).plan.cuts).toEqual([expect.stringMatching(/^facade:index>/)]);
  const request = suggestCase(given);
  const formats = ['esm', 'cjs', 'cjs', 'cjs'] as const;
  const modules = request.graph.modules.map((one, node) => ({ ...one, format: formats[node]! }));
  const read = suggestCuts({ ...request, graph: { ...request.graph, modules } });
  expect(read.plan.cuts).toEqual([]);
  const told = read.candidates.map(({ safety, reasons }) => [safety, ...reasons.map(({ at }) => at.file)]);
  expect(new Set(told.map(String))).toEqual(new Set(['blocked,main', 'blocked']));
});
