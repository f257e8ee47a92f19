import { expect, test } from 'vitest';
import { buildGraph, type BuiltGraph, type Sources, type Start } from '../../../src/graph/build.ts';
import type { ImportFact } from '../../../src/model/facts.ts';
import type { Target } from '../../../src/model/loading.ts';
import { toModuleId } from '../../../src/model/module-id.ts';

type Import = Partial<ImportFact> & { readonly to: readonly Target[] };

const ROOT = '/root';
const file = (name: string, lenient = false): Target => ({ to: 'file', path: `${ROOT}/${name}`, lenient });
const missing: Target = { to: 'missing', reason: 'no such file' };

/** Sources from literals: imports by file name. `.css` is an asset, `.d.ts` types. */
function sourcesOf(
  files: Readonly<Record<string, readonly Import[]>>,
): Sources & { readonly loads: string[] } {
  const targets = new Map<ImportFact, readonly Target[]>();
  const loads: string[] = [];
  const idOf = (path: string) => toModuleId(path, ROOT);
  return {
    loads,
    idOf,
    aside: (path) => (path.endsWith('.css') ? 'asset' : path.endsWith('.d.ts') ? 'types' : undefined),
    targets: (_, fact) => targets.get(fact) ?? [],
    load: (path) => {
      loads.push(idOf(path));
      const imports = (files[idOf(path)] ?? []).map(({ to, ...fact }, at): ImportFact => {
        const all = {
          specifier: `./${at}`,
          line: at + 1,
          column: 1,
          kind: 'import',
          timing: 'eager',
          ...fact,
        } as const;
        targets.set(all, to);
        return all;
      });
      return {
        path,
        record: { id: idOf(path), origin: 'project', package: null, format: 'esm', bytes: 1 },
        facts: { imports, moduleSyntax: true, computed: [] },
        importer: { path, typescript: false, importsBecomeRequire: false },
      };
    },
  };
}

function build(
  files: Readonly<Record<string, readonly Import[]>>,
  starts: readonly Start[] = [{ path: `${ROOT}/main`, preloads: [] }],
): BuiltGraph & { loads: string[] } {
  const sources = sourcesOf(files);
  return { ...buildGraph(starts, sources), loads: sources.loads };
}

const ids = ({ graph }: BuiltGraph) => graph.modules.map(({ id }) => id);
const arrows = (edges: BuiltGraph['unfollowed']) =>
  edges.map(({ from, to, timing }) => `${from} ${timing} ${to}`);

test('modules come breadth first, each loaded once, edges in source order', () => {
  const built = build({
    main: [{ to: [file('a')] }, { to: [file('b')], timing: 'lazy' }, { to: [file('main')] }],
    a: [{ to: [file('c')] }, { to: [file('b')], timing: 'conditional' }],
    b: [{ to: [file('a')] }],
  });
  expect(ids(built)).toEqual(['main', 'a', 'b', 'c']);
  expect(built.loads).toEqual(['main', 'a', 'b', 'c']);
  expect(arrows(built.graph.edges)).toEqual([
    'main eager a',
    'main lazy b',
    'main eager main',
    'a eager c',
    'a conditional b',
    'b eager a',
  ]);
});

test('erased and reference edges are kept aside, and their targets are not read', () => {
  const built = build({
    main: [
      { to: [file('types')], timing: 'erased' },
      { to: [file('worker')], timing: 'reference', kind: 'worker' },
      { to: [{ to: 'builtin', name: 'fs' }], timing: 'erased' },
      { to: [missing], timing: 'erased', specifier: 'gone' },
      { to: [missing], timing: 'reference', specifier: './folder' },
    ],
  });
  expect(ids(built)).toEqual(['main']);
  expect(built.graph.edges).toEqual([]);
  expect(arrows(built.unfollowed)).toEqual([
    'main erased types',
    'main reference worker',
    'main erased node:fs',
    'main erased unresolved:gone',
  ]);
  expect(built.missing).toEqual([]);
});

test('an asset is referred to, a declaration erased, whatever the timing', () => {
  const built = build({
    main: [
      { to: [file('a.css')] },
      { to: [file('b.css')], timing: 'lazy' },
      { to: [file('c.css')], timing: 'erased' },
      { to: [file('d.d.ts')] },
      { to: [file('e.d.ts')], timing: 'reference' },
    ],
  });
  expect(arrows(built.unfollowed)).toEqual([
    'main reference a.css',
    'main reference b.css',
    'main erased c.css',
    'main erased d.d.ts',
    'main erased e.d.ts',
  ]);
  expect(built.loads).toEqual(['main']);
});

test('builtins are one module whatever they are called, and nothing is nothing', () => {
  const built = build({
    main: [
      { to: [{ to: 'builtin', name: 'fs' }] },
      { to: [{ to: 'builtin', name: 'node:fs' }] },
      { to: [{ to: 'nothing' }] },
    ],
  });
  expect(built.graph.modules[1]).toEqual({
    id: 'node:fs',
    origin: 'builtin',
    package: null,
    format: 'builtin',
    bytes: 0,
  });
  expect(arrows(built.graph.edges)).toEqual(['main eager node:fs', 'main eager node:fs']);
});

test('what leads nowhere is a module of its own and is gathered with its places', () => {
  const built = build({
    main: [
      { to: [missing], specifier: '@s/p/deep', optional: true },
      { to: [missing], specifier: './gone', optional: true },
      { to: [file('sub/a')] },
    ],
    'sub/a': [
      { to: [missing], specifier: './gone', optional: true },
      { to: [missing], specifier: '@s/p/deep' },
      { to: [missing], specifier: '#inner' },
    ],
  });
  const rows = built.missing.map(({ specifier, optional, edges }) => [
    specifier,
    optional,
    edges.map(({ from }) => from),
  ]);
  expect(rows).toEqual([
    ['@s/p/deep', false, ['main', 'sub/a']],
    ['./gone', true, ['main']],
    ['./gone', true, ['sub/a']],
    ['#inner', false, ['sub/a']],
  ]);
  expect(
    built.graph.modules
      .filter(({ origin }) => origin === 'unresolved')
      .map(({ id, package: name }) => [id, name]),
  ).toEqual([
    ['unresolved:@s/p/deep', '@s/p'],
    ['unresolved:./gone', null],
    ['unresolved:sub/./gone', null],
    ['unresolved:#inner', null],
  ]);
});

test('an import that may mean several files has an edge to each', () => {
  const built = build({
    main: [{ to: [file('locales/de'), file('locales/en', true)], specifier: './locales/*', pattern: true }],
  });
  expect(arrows(built.graph.edges)).toEqual(['main eager locales/de', 'main eager locales/en']);
  expect(built.graph.edges.map(({ specifier }) => specifier)).toEqual(['./locales/*', './locales/*']);
  expect(built.lenient.map(({ to }) => to)).toEqual(['locales/en']);
});

test('preloads hang on their entry, before its own imports', () => {
  const preload = { path: `${ROOT}/hook`, specifier: './hook.mjs' };
  const built = build({ main: [{ to: [file('a')] }], hook: [{ to: [file('a')] }] }, [
    { path: `${ROOT}/main`, preloads: [preload] },
    { path: `${ROOT}/other`, preloads: [] },
  ]);
  expect(ids(built)).toEqual(['main', 'hook', 'other', 'a']);
  const [first] = built.graph.edges;
  expect(first).toMatchObject({
    from: 'main',
    to: 'hook',
    kind: 'preload',
    timing: 'eager',
    specifier: './hook.mjs',
  });
  expect(arrows(built.graph.edges)).toEqual(['main eager hook', 'main eager a', 'hook eager a']);
});
