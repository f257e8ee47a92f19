import { expect, test } from 'vitest';
import { startupSets } from '../../../src/graph/reach.ts';
import type { SourceModule } from '../../../src/model/loading.ts';
import type { ImportEdge, ModuleGraph } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { ProbeMode } from '../../../src/model/boot.ts';
import type { CompiledFiles, Startup } from '../../../src/model/startup.ts';
import { NOTHING_COMPILED, reconcile } from '../../../src/reconcile/reconcile.ts';
import { graphOf, toId } from '../../support/graph-of.ts';
import { visitsOf } from '../../support/visits-of.ts';

interface Case {
  /** As `graphOf` has it; the first module is the entry. */
  readonly graph: string;
  /** As `visitsOf` has it; the first module is the main script. */
  readonly boot: string;
  readonly main?: string;
  readonly mode?: ProbeMode;
  readonly compiled?: Partial<CompiledFiles>;
  readonly unfollowed?: readonly ImportEdge[];
  readonly sources?: readonly SourceModule[];
  /** Kinds of imports by the imported module. */
  readonly kinds?: Readonly<Record<string, ImportEdge['kind']>>;
}

function join({ graph: text, boot, main, mode = 'internal', compiled, kinds = {}, ...built }: Case): Startup {
  const graph = withKinds(graphOf(text), kinds);
  const modules = visitsOf(boot);
  return reconcile(
    { built: { graph, unfollowed: [], sources: [], ...built }, node: 0, sets: startupSets(graph, 0) },
    { main: main === undefined ? modules[0]!.id : toId(main), modules, probe: { mode } },
    { ...NOTHING_COMPILED, ...compiled },
  );
}

function withKinds(graph: ModuleGraph, kinds: Readonly<Record<string, ImportEdge['kind']>>): ModuleGraph {
  const edges = graph.edges.map((edge) => ({ ...edge, kind: kinds[edge.specifier] ?? edge.kind }));
  return { ...graph, edges };
}

/** `cause module x modules` of each disagreement, with its edge and what stands in its place. */
function drift(item: Case): { missing: string[]; extra: string[] } {
  const { staticOnly, runtimeOnly } = join(item).drift;
  const say = (it: Startup['drift']['staticOnly'][number] | Startup['drift']['runtimeOnly'][number]) =>
    `${it.cause} ${it.module} x${it.modules}` +
    (it.importer === null ? '' : ` by ${it.importer}`) +
    (it.instead === null ? '' : ` instead ${it.instead}`);
  return { missing: staticOnly.map(say), extra: runtimeOnly.map(say) };
}

function source(id: string, facts: Partial<SourceModule['facts']>): SourceModule {
  const graph = graphOf(id);
  return {
    path: `/${id}`,
    record: graph.modules[0]!,
    facts: { imports: [], moduleSyntax: false, computed: [], ...facts },
    importer: { path: `/${id}`, typescript: false, importsBecomeRequire: false },
  };
}

test('lists every module of startup and of the boot once, with what is known of it', () => {
  const { modules, drift } = join({
    graph: 'main -> a -> node:fs, main ?> b, main ~> c -> d, main -> unresolved:x',
    boot: 'main, node:fs < a, a < main, c < main, d < c, node:os < d',
  });
  const rows = modules.map(
    (it) => `${it.id} ${it.evidence} ${it.timing} ${it.importer} [${it.loadedAs.join()}]`,
  );
  expect(rows).toEqual([
    'main both eager null [main]',
    'node:fs both eager a [node:fs]',
    'a both eager main [a]',
    'c runtime lazy main [c]',
    'd runtime lazy c [d]',
    'node:os runtime none d [node:os]',
    'b static conditional main []',
  ]);
  expect(drift.both).toBe(2);
  expect(drift.mismatch).toBeNull();
});

test('a conditional import that was not taken explains all behind it, nearest first', () => {
  expect(
    drift({ graph: 'main ?> a -> b -> c -> d, main ?> x -> d, main -> ok', boot: 'main, ok < main' }).missing,
  ).toEqual(['conditional-not-taken a x3 by main', 'conditional-not-taken x x2 by main']);
});

test('an import that runs later neither loads a module nor brings what is behind it', () => {
  expect(drift({ graph: 'main ?> a -> b, main ~> b', boot: 'main' }).missing).toEqual([
    'conditional-not-taken a x2 by main',
  ]);
  expect(drift({ graph: 'main ?> a ~> b, main ?> c -> d -> b', boot: 'main' }).missing).toEqual([
    'conditional-not-taken c x3 by main',
    'conditional-not-taken a x1 by main',
  ]);
});

test('names why certain modules were not loaded', () => {
  const missing = (boot: string, more: Partial<Case> = {}) =>
    drift({ graph: 'main -> a -> b -> c', boot, ...more }).missing;
  expect(missing('main, a! < main')).toEqual(['importer-threw b x2 by a']);
  expect(missing('main, a? < main')).toEqual(['after-boot-ended b x2 by a']);
  expect(missing('main, a < main')).toEqual(['unknown b x2 by a']);
  expect(missing('main, a < main', { kinds: { b: 'dynamic-import' } })).toEqual([
    'after-boot-ended b x2 by a',
  ]);
  expect(missing('main', { kinds: { a: 'preload' } })).toEqual(['not-preloaded a x3 by main']);
  expect(missing('main', { mode: 'cjs-only' })).toEqual(['unseen a x3 by main']);
  expect(missing('main', { mode: 'register', kinds: { a: 'require' } })).toEqual(['unseen a x3 by main']);
  expect(missing('main', { mode: 'register' })).toEqual(['unknown a x3 by main']);
  expect(drift({ graph: 'main.ts -> types.ts', boot: 'main.ts' }).missing).toEqual([
    'elided types.ts x1 by main.ts',
  ]);
});

test('an importer that was evaluated to its end outweighs those with an excuse', () => {
  const { staticOnly } = join({
    graph: 'main ?> x, main -> a -> x, main -> bad -> x, main -> b -> x',
    boot: 'main, a? < main, bad! < main, b < main',
  }).drift;
  expect(staticOnly).toMatchObject([{ module: 'x', cause: 'unknown', importer: 'b', eager: true }]);
  expect(staticOnly[0]?.edge).toMatchObject({ from: 'b', to: 'x', line: 4 });
});

test('builtins and imports that lead nowhere are no drift', () => {
  const startup = join({ graph: 'main -> node:fs, main -> unresolved:x', boot: 'main, node:vm < main' });
  expect(startup.drift).toMatchObject({ staticOnly: [], runtimeOnly: [], both: 1 });
});

test('a lazy import that ran explains all that came with it', () => {
  const item: Case = {
    graph: 'main -> a ~> late -> deep, main -> helper, main -> b ~> other',
    boot: 'main, a < main, helper < main, b < main, late < a, deep < late, deeper < deep, other < helper',
  };
  expect(drift(item).extra).toEqual(['called late x3 by a', 'called other x1 by helper']);
  const [late, other] = join(item).drift.runtimeOnly;
  expect(late).toMatchObject({
    edge: { from: 'a', timing: 'lazy' },
    place: { file: 'a', line: 1, column: 4 },
  });
  expect(other?.edge).toMatchObject({ from: 'b' });
});

test('of several lazy imports, that of the first importer is named', () => {
  const { runtimeOnly } = join({
    graph: 'main -> b ~> x, main -> a ~> x',
    boot: 'main, b < main, a < main, x < a b',
  }).drift;
  expect(runtimeOnly).toMatchObject([{ edge: { from: 'a' }, importer: 'a' }]);
});

test('first importers in a circle are one disagreement', () => {
  expect(drift({ graph: 'main', boot: 'main, x < y, y < x, z < y' }).extra).toHaveLength(1);
});

test('modules come in order of first load, disagreements by size', () => {
  const graph = graphOf('main');
  const modules = visitsOf('x < main, y < main, behind < y, main').map((it) => ({
    ...it,
    order: 3 - it.order,
  }));
  const boot = { main: toId('main'), modules, probe: { mode: 'internal' as const } };
  const expected = { built: { graph, unfollowed: [], sources: [] }, node: 0, sets: startupSets(graph, 0) };
  const startup = reconcile(expected, boot);
  expect(startup.modules.map(({ id }) => id)).toEqual(['main', 'behind', 'y', 'x']);
  expect(startup.drift.runtimeOnly.map(({ module, modules, bytes }) => [module, modules, bytes])).toEqual([
    ['y', 2, 20],
    ['x', 1, 10],
  ]);
});

test('names what brought in modules that no import names', () => {
  const extra = (boot: string, more: Partial<Case> = {}) =>
    drift({ graph: 'main -> a', boot, ...more }).extra;
  expect(extra('main, a < main, x < a')).toEqual(['computed x x1 by a']);
  expect(extra('main, a < main, x < a', { compiled: { gone: new Set([toId('x')]) } })).toEqual([
    'generated x x1 by a',
  ]);
  expect(extra('main, a < main, @react/jsx-runtime < a, @react/cjs/x < @react/jsx-runtime')).toEqual([
    'transform node_modules/react/jsx-runtime.js x2 by a',
  ]);
  expect(extra('register, hooks < register, main, a < main', { main: 'main' })).toEqual([
    'preload register x2',
  ]);
  expect(extra('main, a < main, late', { main: 'main' })).toEqual(['computed late x1']);
  expect(
    extra('main, a < main, x < @tsx/cli, @tsx/cli < main', { graph: 'main -> a, main -> @tsx/cli' }),
  ).toEqual(['hook x x1 by node_modules/tsx/cli.js']);
  const sources = [source('a', { problem: { message: '', line: 1, column: 1 } })];
  expect(extra('main, a < main, x < a', { sources })).toEqual(['unanalysed x x1 by a']);
});

test('an addon is called so where no import names it', () => {
  const graph = graphOf('main -> a');
  const modules = visitsOf('main, a < main, x.node < a');
  const boot = { main: toId('main'), modules, probe: { mode: 'internal' as const } };
  const native = modules.map((it) => (it.id === 'x.node' ? { ...it, format: 'native' as const } : it));
  const expected = { built: { graph, unfollowed: [], sources: [] }, node: 0, sets: startupSets(graph, 0) };
  expect(reconcile(expected, { ...boot, modules: native }).drift.runtimeOnly).toMatchObject([
    { cause: 'addon' },
  ]);
});

test('a computed import has the place of the first one in the text, a pattern counts as one', () => {
  const boot = 'main, a < main, x < a';
  const places = (facts: Partial<SourceModule['facts']>) =>
    join({ graph: 'main -> a', boot, sources: [source('a', facts)] }).drift.runtimeOnly.map((it) => it.place);
  const computed = [3, 9].map((line) => ({ line, column: 5, kind: 'require' as const }));
  expect(places({ computed })).toEqual([{ file: 'a', line: 3, column: 5 }]);
  const pattern = {
    specifier: './*',
    line: 7,
    column: 1,
    kind: 'require',
    timing: 'eager',
    pattern: true,
  } as const;
  expect(places({ imports: [pattern] })).toEqual([{ file: 'a', line: 7, column: 1 }]);
  expect(places({})).toEqual([null]);
});

test('an import that the graph could not follow is named for a file that fits it', () => {
  const graph = graphOf('main -> unresolved:gen/out, main -> unresolved:pkg');
  const modules = graph.modules.map((it) => (it.id === 'unresolved:pkg' ? { ...it, package: 'pkg' } : it));
  const edges = graph.edges.map((it) => ({ ...it, specifier: it.to.replace('unresolved:', './') }));
  const built = { graph: { ...graph, modules, edges }, unfollowed: [], sources: [] };
  const visits = visitsOf('main, gen/out/index.js < main, @pkg/lib < main, other < main');
  const boot = { main: toId('main'), modules: visits, probe: { mode: 'internal' as const } };
  const { runtimeOnly } = reconcile({ built, node: 0, sets: startupSets(graph, 0) }, boot).drift;
  expect(runtimeOnly.map((it) => `${it.cause} ${it.module} ${it.edge?.specifier}`)).toEqual([
    'unresolved gen/out/index.js ./gen/out',
    'unresolved node_modules/pkg/lib.js ./pkg',
    'computed other undefined',
  ]);
});

test('an import taken for one of types, or for a mere reference, is named', () => {
  const unfollowed = graphOf('a :> x, a .> y').edges;
  const boot = 'main, a < main, x < a, y < a';
  expect(drift({ graph: 'main -> a', boot, unfollowed }).extra).toEqual([
    'taken-as-unloaded x x1 by a',
    'taken-as-unloaded y x1 by a',
  ]);
  expect(
    drift({ graph: 'main -> a, main -> b', boot: 'main, a < main, b < main, x < b', unfollowed }).extra,
  ).toEqual(['computed x x1 by b']);
});

test('the same import with another result explains both sides', () => {
  const { missing, extra } = drift({
    graph: 'main -> @p/esm/index -> @p/esm/deep, main -> b',
    boot: 'main, @p/cjs/index < main, b < main',
  });
  expect(missing).toEqual([
    'resolved-elsewhere node_modules/p/esm/index.js x2 by main instead node_modules/p/cjs/index.js',
  ]);
  expect(extra).toEqual([
    'resolved-elsewhere node_modules/p/cjs/index.js x1 by main instead node_modules/p/esm/index.js',
  ]);
});

test('each file stands for one other at most', () => {
  const both = 'main, @p/cjs/a < main, @p/cjs/b < main';
  const causes = (boot: string) =>
    join({ graph: 'main -> @p/esm/a, main -> @p/esm/b', boot }).drift.staticOnly.map(
      ({ instead }) => instead,
    );
  expect(causes(both)).toEqual([toId('@p/cjs/a'), toId('@p/cjs/b')]);
  expect(causes('main, @p/cjs/a < main')).toEqual([toId('@p/cjs/a'), null]);
});

test('within one package only files of one name stand for each other', () => {
  const boot = 'main, @p < main, @p/plugin < @p, @p/cjs/same < @p';
  expect(drift({ graph: 'main -> @p -> @p/esm/same, @p -> @p/gone', boot }).missing).toEqual([
    'resolved-elsewhere node_modules/p/esm/same.js x1 by node_modules/p/index.js instead node_modules/p/cjs/same.js',
    'unknown node_modules/p/gone.js x1 by node_modules/p/index.js',
  ]);
});

test('compiled files are joined with their sources', () => {
  const sourceOf = new Map(['main', 'a'].map((it) => [toId(`dist/${it}.js`), toId(`src/${it}.ts`)]));
  const { modules, drift } = join({
    graph: 'src/main.ts -> src/a.ts -> @zod',
    boot: 'dist/main.js, dist/a.js < dist/main.js, @zod < dist/a.js',
    compiled: { sourceOf },
  });
  expect(drift).toEqual({ staticOnly: [], runtimeOnly: [], both: 3, mismatch: null });
  expect(modules[1]).toMatchObject({ id: 'src/a.ts', importer: 'src/main.ts', loadedAs: ['dist/a.js'] });
});

test('two files compiled from one source are one module; a file the graph holds keeps its id', () => {
  const a = toId('src/a.ts');
  const compiled = {
    sourceOf: new Map([
      [toId('esm/a.js'), a],
      [toId('cjs/a.js'), a],
      [toId('main.js'), a],
    ]),
  };
  const { modules } = join({
    graph: 'main.js -> src/a.ts',
    boot: 'main.js, esm/a.js < main.js, cjs/a.js < main.js',
    compiled,
  });
  expect(modules.map(({ id, loadedAs }) => [id, loadedAs])).toEqual([
    ['main.js', ['main.js']],
    ['src/a.ts', ['esm/a.js', 'cjs/a.js']],
  ]);
  const graph = 'main.js -> src/a.ts -> b';
  expect(
    drift({ graph, boot: 'main.js, esm/a.js! < main.js, cjs/a.js < main.js', compiled }).missing,
  ).toEqual(['importer-threw b x1 by src/a.ts']);
});

test('what a loaded bundle holds counts as loaded by it', () => {
  const bundle = toId('dist/all.js');
  const bundles = new Map([[bundle, ['src/main.ts', 'src/a.ts', 'src/late.ts'].map(toId)]]);
  const { modules, drift } = join({
    graph: 'src/main.ts -> src/a.ts -> @zod, src/main.ts ~> src/late.ts, src/a.ts ~> @lazy',
    boot: 'dist/all.js, @zod < dist/all.js, @lazy < dist/all.js',
    compiled: { bundles },
  });
  expect(drift).toMatchObject({ staticOnly: [], mismatch: null });
  expect(drift.runtimeOnly).toMatchObject([
    { cause: 'called', importer: bundle, edge: { from: 'src/a.ts' } },
  ]);
  expect(
    modules.filter((it) => it.evidence === 'both').map((it) => `${it.id} ${it.timing} ${it.loadedAs.join()}`),
  ).toEqual([
    'dist/all.js none dist/all.js',
    'node_modules/zod/index.js eager node_modules/zod/index.js',
    'src/main.ts eager dist/all.js',
    'src/a.ts eager dist/all.js',
  ]);
});

test('a part of a bundle that holds lazy modules alone is explained by the import of one of them', () => {
  const bundles = new Map([
    [toId('out/main.js'), ['main.ts', 'a.ts', 'inlined.ts'].map(toId)],
    [toId('out/late.js'), ['late.ts', 'deep.ts'].map(toId)],
  ]);
  const { drift } = join({
    graph: 'main.ts -> a.ts ~> late.ts -> deep.ts, main.ts ~> inlined.ts -> @x, main.ts ?> @x',
    boot: 'out/main.js, out/late.js < out/main.js',
    compiled: { bundles },
  });
  expect(drift.runtimeOnly).toMatchObject([{ cause: 'called', edge: { from: 'a.ts', to: 'late.ts' } }]);
  expect(drift.staticOnly).toMatchObject([{ cause: 'conditional-not-taken', importer: 'main.ts' }]);
});

test('an import inside a part of a bundle does not explain that part', () => {
  const bundles = new Map([[toId('out/late.js'), ['deep.ts', 'late.ts'].map(toId)]]);
  const item: Case = {
    graph: 'main.js, late.ts ~> deep.ts',
    boot: 'main.js, out/late.js < main.js',
    compiled: { bundles },
  };
  expect(join(item).drift.runtimeOnly).toMatchObject([{ cause: 'computed', edge: null }]);
});

test('says when another program ran', () => {
  const item: Case = { graph: 'bin -> a -> b', boot: 'app, x < app, b < x' };
  expect(drift(item)).toEqual({ missing: ['other-process bin x2'], extra: ['other-entry app x2'] });
  expect(join(item).drift.mismatch).toEqual({ kind: 'another-program', entry: 'bin', main: 'app' });
});

test('an ES module is not looked for by a probe that sees none', () => {
  expect(drift({ graph: 'main -> a', boot: 'x', mode: 'cjs-only' }).missing).toEqual(['unseen main x2']);
});

test('doubts the join where most files are unknown and those expected are missing', () => {
  const boot = 'main, x < main, y < x, z < x';
  expect(join({ graph: 'main -> a', boot }).drift.mismatch).toEqual({
    kind: 'few-known',
    known: 1,
    loaded: 4,
  });
  expect(join({ graph: 'main -> a', boot: `${boot}, a < main` }).drift.mismatch).toBeNull();
  const packages = 'main, @x < main, @y < @x, @z < @y, @w < @z';
  expect(join({ graph: 'main -> a', boot: packages }).drift.mismatch).toBeNull();
});

test('shouts when many certain modules were not loaded for no reason', () => {
  const names = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`);
  const graph = names(8)
    .map((name) => `main -> ${name}`)
    .join(', ');
  const loaded = (count: number) => ['main', ...names(count).map((name) => `${name} < main`)].join(', ');
  expect(join({ graph, boot: loaded(2) }).drift.mismatch).toEqual({
    kind: 'unexplained',
    modules: 6,
    expected: 9,
  });
  expect(join({ graph, boot: loaded(3) }).drift.mismatch).toBeNull();
  const large = names(500)
    .map((name) => `main -> ${name}`)
    .join(', ');
  expect(join({ graph: large, boot: loaded(494) }).drift.mismatch).toBeNull();
  expect(join({ graph: large, boot: loaded(480) }).drift.mismatch).toMatchObject({
    modules: 20,
    expected: 501,
  });
});

test('large and deep boots are joined without exhausting the stack', () => {
  const size = 20_000;
  const names = Array.from({ length: size }, (_, i) => `m${i}`);
  const graph = graphOf(`main ?> ${names.join(' -> ')}`);
  const visits = visitsOf(
    `main, ${names.map((_, i) => (i === 0 ? 'x0 < main' : `x${i} < x${i - 1}`)).join(', ')}`,
  );
  const expected = { built: { graph, unfollowed: [], sources: [] }, node: 0, sets: startupSets(graph, 0) };
  const boot = { main: 'main' as ModuleId, modules: visits, probe: { mode: 'internal' as const } };
  const { staticOnly, runtimeOnly } = reconcile(expected, boot).drift;
  expect(staticOnly).toMatchObject([{ cause: 'conditional-not-taken', module: 'm0', modules: size }]);
  expect(runtimeOnly).toMatchObject([{ cause: 'computed', module: 'x0', modules: size }]);
});
