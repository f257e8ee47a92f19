// Times every graph query on seeded synthetic graphs of two sizes: `node bench/graph-queries.mjs`.
// Shapes: `typical` has project modules, packages with files near each other, hubs, cycles and lazy imports;
// `chain` is as deep as it can be; `random` has no locality at all. Without arguments: all three.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { seeded } from './seeded.mjs';

const {
  dominators,
  doors,
  fewestCuts,
  packageTotals,
  retainedByEdge,
  retainedBySet,
  retainedSet,
  retainedTotals,
  shortestChain,
  startupSets,
  stronglyConnected,
  toGraph,
} = await loadQueries();

const RUNS = 5;
const SIZES = [
  { modules: 20_000, edges: 100_000 },
  { modules: 200_000, edges: 1_000_000 },
];
const FILES_PER_PACKAGE = 20;
const PROJECT_SHARE = 0.1;
const PICK = {
  typical(from, size, random) {
    const kind = random();
    if (from < size * PROJECT_SHARE) {
      // A project file: mostly files a level below, sometimes above (a cycle), sometimes a package's first file.
      const below = from * 3 + 1 + Math.floor(random() * 12);
      if (kind < 0.6) return below < size * PROJECT_SHARE ? below : from;
      if (kind < 0.65) return Math.floor(from / 3);
      return packageStart(size * PROJECT_SHARE + random() ** 2 * size * (1 - PROJECT_SHARE), size);
    }
    const start = packageStart(from, size);
    if (kind < 0.75) return Math.min(size - 1, start + Math.floor(random() * FILES_PER_PACKAGE));
    if (kind < 0.8) return packageStart(size - 1 - Math.floor(random() * size * 0.01), size);
    return packageStart(Math.min(size - 1, from + random() * size * 0.05), size);
  },
  chain: (from, size, random) => Math.min(size - 1, from + 1 + Math.floor(random() ** 8 * 50)),
  random: (_from, size, random) => Math.floor(random() * size),
};

for (const shape of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(PICK)) {
  const figures = SIZES.map((size) => measure(shape, size));
  console.log(`\n${shape}`);
  console.log(
    `${''.padEnd(42)}${SIZES.map((size) => `${size.modules} modules`.padStart(18)).join('')}     ratio`,
  );
  for (const name of [...figures[0].ms.keys(), 'total']) {
    const [small, large] = figures.map(({ ms }) => ms.get(name) ?? [...ms.values()].reduce((a, b) => a + b));
    const cells = [small, large].map((ms) => `${ms.toFixed(1)} ms`.padStart(18)).join('');
    console.log(`${name.padEnd(42)}${cells}${(large / small).toFixed(1).padStart(10)}`);
  }
  for (const { facts, firstMs } of figures) console.log(`first round ${firstMs.toFixed(0)} ms: ${facts}`);
}

/** Median times of several rounds of all queries. */
function measure(shape, size) {
  const { modules, edges } = synthesize(shape, size);
  const rounds = Array.from({ length: RUNS }, () => runQueries(modules, edges));
  const ms = new Map();
  for (const name of rounds[0].ms.keys()) {
    ms.set(name, rounds.map((round) => round.ms.get(name)).toSorted((a, b) => a - b)[RUNS >> 1]);
  }
  const firstMs = [...rounds[0].ms.values()].reduce((a, b) => a + b);
  return { ms, firstMs, facts: rounds[0].facts };
}

function runQueries(modules, edges) {
  const ms = new Map();
  const time = (name, query) => {
    const start = performance.now();
    const result = query();
    ms.set(name, performance.now() - start);
    return result;
  };
  const graph = time('toGraph', () => toGraph(modules, edges));
  const sets = time('startupSets', () => startupSets(graph, 0));
  const packages = time('packageTotals', () => packageTotals(graph, 0));
  const tree = time('dominators', () => dominators(graph, 0, 'conditional'));
  const totals = time('retainedTotals', () => retainedTotals(graph, tree));
  time('retainedByEdge, every edge', () => {
    for (let edge = 0; edge < edges.length; edge++) retainedByEdge(graph, tree, totals, edge);
  });
  time('retainedSet, entry', () => retainedSet(tree, 0));
  const cycles = time('stronglyConnected', () => stronglyConnected(graph, 'conditional'));
  // A package in the middle of the list, the most imported module, and the last module of all.
  const middle = packages[packages.length >> 1]?.name;
  const degree = (module) => graph.inStart[module + 1] - graph.inStart[module];
  const hub = modules.reduce(
    (best, _, module) => (module > 0 && degree(module) > degree(best) ? module : best),
    1,
  );
  const queries = [
    ['package', Uint8Array.from(modules, (module) => (module.package === middle && middle ? 1 : 0))],
    ['hub', Uint8Array.from(modules, (_, module) => (module === hub ? 1 : 0))],
    ['last', Uint8Array.from(modules, (_, module) => (module === modules.length - 1 ? 1 : 0))],
  ];
  const sizes = [];
  for (const [name, targets] of queries) {
    time(`shortestChain, ${name}`, () => shortestChain(graph, [0], targets, 'conditional'));
    const found = time(`doors, ${name}`, () => doors(graph, 0, targets, 'conditional'));
    const cut = time(`fewestCuts, ${name}`, () => fewestCuts(graph, 0, targets, 'conditional'));
    time(`retainedBySet, ${name}`, () => retainedBySet(graph, 0, targets, 'conditional'));
    sizes.push(`${name}: ${found.length} doors, cut of ${cut?.edges.length ?? 0}`);
  }
  const reached = `${sets.eager.length} eager, ${sets.conditional.length} conditional, ${sets.lazy.length} lazy`;
  return {
    ms,
    facts: `${reached}; ${packages.length} packages; ${cycles.length} cycles; ${sizes.join('; ')}`,
  };
}

function synthesize(shape, size) {
  const random = seeded(42);
  const own = size.modules * PROJECT_SHARE;
  const modules = Array.from({ length: size.modules }, (_, module) => {
    const name = module < own ? null : `p${packageStart(module, size.modules)}`;
    const folder = name === null ? 'src' : `node_modules/${name}`;
    const origin = name === null ? 'project' : 'package';
    return {
      id: `${folder}/m${module}.js`,
      origin,
      package: name,
      format: 'esm',
      bytes: Math.floor(random() * 9000),
    };
  });
  const edges = [];
  for (let from = 0; from < size.modules; from++) {
    const count = size.edges / size.modules;
    for (let i = 0; i < count; i++) {
      const next = shape === 'chain' && i === 0 ? Math.min(size.modules - 1, from + 1) : undefined;
      const to = modules[next ?? PICK[shape](from, size.modules, random)].id;
      const kind = random();
      const timing = kind < 0.85 || next ? 'eager' : kind < 0.9 ? 'conditional' : 'lazy';
      edges.push({
        from: modules[from].id,
        to,
        specifier: to,
        line: i + 1,
        column: 1,
        kind: 'import',
        timing,
      });
    }
  }
  return { modules, edges };
}

function packageStart(module, size) {
  const own = size * PROJECT_SHARE;
  return own + Math.floor((module - own) / FILES_PER_PACKAGE) * FILES_PER_PACKAGE;
}

/** The built tool joins its modules into chunks, so the queries are compiled for this bench alone. */
async function loadQueries() {
  const folder = mkdtempSync(join(tmpdir(), 'graph-queries-'));
  try {
    const files = ['chains', 'compact', 'cycles', 'dominators', 'evict', 'packages', 'reach', 'retained'];
    const source = (name) => fileURLToPath(new URL(`../src/graph/${name}.ts`, import.meta.url));
    const lines = files.map((name) => `export * from ${JSON.stringify(source(name))};`);
    writeFileSync(join(folder, 'queries.mjs'), lines.join('\n'));
    const bundle = await rolldown({ input: join(folder, 'queries.mjs'), platform: 'node' });
    await bundle.write({ file: join(folder, 'bundle.mjs'), format: 'esm' });
    await bundle.close();
    return await import(pathToFileURL(join(folder, 'bundle.mjs')).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
