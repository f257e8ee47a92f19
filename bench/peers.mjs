// The table of peers: what each is asked to do so that the work is the same, and how what it did is counted.
//
// The work: find the whole graph of the given entries, at run time where the peer can tell (type-only imports left
// out), as data. `scope` is `project` (packages are not followed) or `all` (packages are part of the graph).
//
// A peer is {name, package, work, command(ctx), accepts?, count(ctx, outputs), adapt?, cacheArguments?}:
//   command  ctx {peersDir, root, entries, scope, tsconfig?, outDir, externals, loaders, counting} -> argv, run in root
//   accepts  exit codes that mean it did the work; [0] where absent
//   count    {stdout} and files in ctx.outDir -> {modules, edges?}; edges are distinct pairs of files
//   adapt    reads stderr of a failed run and adds to ctx.externals / ctx.loaders; the run is repeated while they grow
//   cacheArguments  (folder) -> arguments that make it keep a cache there; gives the peer a second row, `warm`
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Files that only a bundler's loader reads: in the graph, not parsed. */
const ASSETS =
  '.css .svg .png .jpg .jpeg .gif .webp .ico .ttf .otf .woff .woff2 .eot .mp3 .wasm .html .txt .md .node';
const SOURCE_EXTENSIONS = 'ts,tsx,mts,cts,js,jsx,mjs,cjs';
const ESBUILD_NATIVE = `@esbuild/${process.platform}-${process.arch}/bin/esbuild`;

export const PEERS = [
  {
    name: 'esbuild',
    package: 'esbuild',
    work: 'bundles: links and prints code too',
    command: (ctx) => [
      // The program itself, as esbuild's install script would put it in place of its Node launcher.
      ...(existsSync(modulePath(ctx, ESBUILD_NATIVE))
        ? [modulePath(ctx, ESBUILD_NATIVE)]
        : node(ctx, 'esbuild/bin/esbuild')),
      '--bundle',
      `--metafile=${join(ctx.outDir, 'meta.json')}`,
      `--outdir=${join(ctx.outDir, 'bundle')}`,
      '--platform=node',
      '--format=esm',
      // As Node: it knows `module-sync`, but not `module`, which is esbuild's default.
      '--conditions=module-sync',
      '--log-level=error',
      '--log-limit=0',
      '--color=false',
      ...(ctx.scope === 'project' ? ['--packages=external'] : []),
      ...(ctx.tsconfig ? [`--tsconfig=${ctx.tsconfig}`] : []),
      ...[...ASSETS.split(' '), ...ctx.loaders].map((extension) => `--loader:${extension}=empty`),
      ...[...ctx.externals].map((specifier) => `--external:${specifier}`),
      ...ctx.entries,
    ],
    adapt(stderr, ctx) {
      for (const [, specifier] of stderr.matchAll(/Could not resolve "([^"]+)"/g))
        ctx.externals.add(specifier);
      for (const [, extension] of stderr.matchAll(/No loader is configured for "([^"]+)" files/g))
        ctx.loaders.add(extension);
    },
    count(ctx) {
      const { inputs } = readJson(join(ctx.outDir, 'meta.json'));
      return counts(inputs, (input) =>
        input.imports.filter((edge) => !edge.external).map((edge) => edge.path),
      );
    },
  },
  {
    name: 'rolldown',
    package: 'rolldown',
    work: 'scan API: the graph stage alone, prints nothing',
    command: (ctx) => [
      process.execPath,
      fileURLToPath(new URL('rolldown-scan.mjs', import.meta.url)),
      ctx.peersDir,
      JSON.stringify({
        cwd: ctx.root,
        input: ctx.entries.map((entry) => join(ctx.root, entry)),
        external: [...ctx.externals],
        barePackagesExternal: ctx.scope === 'project',
        moduleTypes: Object.fromEntries([...ASSETS.split(' '), ...ctx.loaders].map((ext) => [ext, 'empty'])),
        tsconfig: ctx.tsconfig,
        count: ctx.counting,
      }),
    ],
    adapt(stderr, ctx) {
      for (const [, specifier] of stderr.matchAll(/\[UNRESOLVED_IMPORT\] Could not resolve '([^']+)'/g))
        ctx.externals.add(specifier);
    },
    count: (_ctx, { stdout }) => JSON.parse(stdout.trim().split('\n').at(-1)),
  },
  {
    name: 'oxlint',
    package: 'oxlint',
    work: 'import/no-cycle over the folders of the entries: ESM only, all files of them, prints cycles',
    // 1: it found cycles.
    accepts: [0, 1],
    command: (ctx) => [
      ...node(ctx, 'oxlint/bin/oxlint'),
      ...'-A all --import-plugin -D import/no-cycle --format=json'.split(' '),
      // Not the configs of the tree, which may hold more rules and code.
      '--config',
      emptyConfig(ctx),
      '--disable-nested-config',
      ...(ctx.tsconfig ? [`--tsconfig=${ctx.tsconfig}`] : []),
      ...new Set(ctx.entries.map((entry) => entry.split('/')[0])),
    ],
    count: (_ctx, { stdout }) => ({ modules: JSON.parse(stdout).number_of_files }),
  },
  {
    ...dependencyCruiser('dependency-cruiser', [], 'drops type-only imports by compiling'),
    cacheArguments: (folder) => ['--cache', folder, '--cache-strategy', 'content'],
  },
  dependencyCruiser('dependency-cruiser, types', ['--ts-pre-compilation-deps'], 'type-only imports are in'),
  dpdm('dpdm -T', ['--transform'], 'drops type-only imports by compiling'),
  dpdm('dpdm', [], 'type-only imports are in'),
  {
    name: 'madge',
    package: 'madge',
    work: 'type-only imports are in, require() in TypeScript is not',
    command: (ctx) => [
      ...node(ctx, 'madge/bin/cli.js'),
      ...`--json --no-spinner --extensions ${SOURCE_EXTENSIONS}`.split(' '),
      ...(ctx.scope === 'all' ? ['--include-npm'] : []),
      ...(ctx.tsconfig ? ['--ts-config', ctx.tsconfig] : []),
      ...ctx.entries,
    ],
    count: (_ctx, { stdout }) => counts(JSON.parse(stdout), (imported) => imported),
  },
  {
    name: 'skott',
    package: 'skott',
    work: 'takes one entry, does not follow packages; prints how many files',
    command(ctx) {
      if (ctx.entries.length > 1) throw new Error('takes only one entry');
      return [
        ...node(ctx, 'skott/dist/bin/cli.js'),
        ...ctx.entries,
        ...'--displayMode=raw --no-trackTypeOnlyDependencies --exitCodeOnCircularDependencies=0'.split(' '),
        ...`--fileExtensions=${SOURCE_EXTENSIONS.replace(/\w+/g, '.$&')}`.split(' '),
        ...(ctx.tsconfig ? [`--tsconfig=${ctx.tsconfig}`] : []),
      ];
    },
    count: (_ctx, { stdout }) => ({ modules: Number(/Processed (\d+) files/.exec(stdout)[1]) }),
  },
];

function dependencyCruiser(name, extra, work) {
  return {
    name,
    package: 'dependency-cruiser',
    work,
    command: (ctx) => [
      ...node(ctx, 'dependency-cruiser/bin/dependency-cruise.mjs'),
      ...'--no-config --output-type json --output-to'.split(' '),
      join(ctx.outDir, 'cruise.json'),
      ...extra,
      ...(ctx.scope === 'project' ? ['--do-not-follow', 'node_modules'] : []),
      ...(ctx.tsconfig ? ['--ts-config', ctx.tsconfig] : []),
      ...ctx.entries,
    ],
    count(ctx) {
      const { modules } = readJson(join(ctx.outDir, 'cruise.json'));
      const files = modules.filter((each) => !each.coreModule && !each.couldNotResolve);
      return counts(Object.fromEntries(files.map((each) => [each.source, each])), ({ dependencies }) =>
        dependencies.map((each) => each.resolved),
      );
    },
  };
}

function dpdm(name, extra, work) {
  return {
    name,
    package: 'dpdm',
    work,
    command: (ctx) => [
      ...node(ctx, 'dpdm/lib/bin/dpdm.js'),
      ...'--no-tree --no-circular --no-warning --no-progress --output'.split(' '),
      join(ctx.outDir, 'dpdm.json'),
      ...extra,
      // Its default leaves node_modules out.
      ...(ctx.scope === 'all' ? ['--exclude', ''] : []),
      ...(ctx.tsconfig ? ['--tsconfig', ctx.tsconfig] : []),
      ...ctx.entries,
    ],
    count(ctx) {
      const { tree } = readJson(join(ctx.outDir, 'dpdm.json'));
      const files = Object.entries(tree).filter(([, imports]) => imports !== null);
      return counts(Object.fromEntries(files), (imports) => imports.map((each) => each.id));
    },
  };
}

/** Counts of a graph given as file -> value: its files, and the distinct pairs of them that `importsOf` names. */
function counts(graph, importsOf) {
  let edges = 0;
  for (const value of Object.values(graph))
    edges += new Set(importsOf(value).filter((file) => Object.hasOwn(graph, file))).size;
  return { modules: Object.keys(graph).length, edges };
}

function emptyConfig(ctx) {
  const file = join(ctx.outDir, 'oxlintrc.json');
  writeFileSync(file, '{}');
  return file;
}

const modulePath = (ctx, path) => join(ctx.peersDir, 'node_modules', path);
const node = (ctx, script) => [process.execPath, modulePath(ctx, script)];
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
