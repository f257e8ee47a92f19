// CPU time of the analysis of cycles on seeded synthetic graphs of ES modules, once the graph and the programs are there:
// `node bench/hazards.mjs [modules] [edges] [shape]`. Shapes differ in how many imports lead back: `few` makes small cycles,
// `many` hundreds of modules in cycles, `tangle` one cycle of thousands.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { median } from './median.mjs';
import { seeded } from './seeded.mjs';

const { analyseCycles, findWanted, outlineProgram, toGraph } = await loadAnalysis();

const MODULES = Number(process.argv[2] ?? 20_000);
const EDGES = Number(process.argv[3] ?? 5 * MODULES);
const RUNS = 5;
/** Share of imports that lead back, and how far at most. */
const SHAPES = {
  few: { back: 0.002, near: 3 },
  many: { back: 0.02, near: 3 },
  tangle: { back: 0.006, near: 2000 },
};
/** Share of imports that are read while the importer is evaluated. */
const READ = 0.3;

for (const [shape, how] of Object.entries(SHAPES).filter(
  ([name]) => process.argv[4] === undefined || process.argv[4] === name,
)) {
  const random = seeded(7);
  const graph = randomGraph(how, random);
  const entries = [{ name: 'main', node: 0 }];
  const programs = new Map();
  const first = findWanted(graph, [0]);
  for (const node of first.full) programs.set(graph.modules[node].id, programOf(graph, node, random));
  const times = [];
  let report;
  for (let run = 0; run < RUNS; run++) {
    const start = process.cpuUsage();
    const wanted = findWanted(graph, [0]);
    for (let node = 0; node < MODULES; node++) {
      const { id } = graph.modules[node];
      if (wanted.kept[node] && !programs.has(id)) programs.set(id, outlineProgram(graph, node, wanted.kept));
    }
    report = analyseCycles({ graph, wanted, programs, entries, nodeMajor: 24 });
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  const members = report.cycles.flatMap((cycle) => cycle.members).length;
  const tried = report.cycles.reduce(
    (sum, { simulated, members }) => sum + (simulated === 'all' ? members.length : simulated),
    0,
  );
  const unsafe = report.cycles.flatMap((cycle) => cycle.unsafe).length;
  console.log(
    `${shape.padEnd(8)} ${MODULES} modules, ${EDGES} edges: ${report.cycles.length} cycles of ${members} modules, ` +
      `largest ${Math.max(0, ...report.cycles.map((cycle) => cycle.members.length))}, ${tried} tried first, ${unsafe} unsafe: ` +
      `${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)})`,
  );
}

function randomGraph({ back, near }, random) {
  const modules = Array.from({ length: MODULES }, (_, at) => ({
    id: `src/m${at}.mjs`,
    origin: 'project',
    package: null,
    format: 'esm',
    bytes: 2000,
  }));
  const edges = [];
  const add = (from, to) => {
    const [a, b] = [modules[from].id, modules[to].id];
    edges.push({
      from: a,
      to: b,
      specifier: `./m${to}.mjs`,
      line: edges.length + 1,
      column: 1,
      kind: 'import',
      timing: 'eager',
    });
  };
  // Every module is reached from the first one.
  for (let to = 1; to < MODULES; to++) add(Math.floor(random() ** 2 * Math.min(to, MODULES)), to);
  while (edges.length < EDGES) {
    const from = Math.floor(random() * MODULES);
    const isBack = random() < back;
    const to = isBack
      ? Math.max(0, from - 1 - Math.floor(random() * near))
      : from + 1 + Math.floor(random() ** 3 * (MODULES - from - 1));
    if (to < MODULES && to !== from) add(from, to);
  }
  return toGraph(modules, edges);
}

function programOf(graph, node, random) {
  const { id } = graph.modules[node];
  const targets = new Set();
  for (let edge = graph.edgeStart[node]; edge < graph.edgeStart[node + 1]; edge++)
    targets.add(graph.edges[edge].to);
  const imports = [...targets].map((target, at) => ({
    local: `i${at}`,
    target,
    name: 'value',
    line: at + 1,
  }));
  const reads = imports.map(({ local, line }) => ({ op: 'name', name: local, line: line + 100 }));
  const eager = reads.filter(() => random() < READ);
  const later = { name: 'later', params: [], async: false, generator: false, arrow: false, line: 300 };
  const variable = (name, init) => ({
    op: 'variable',
    declares: 'const',
    pattern: { kind: 'name', name },
    init,
    line: 200,
  });
  return {
    id,
    emit: 'esm',
    imports,
    requests: [...targets],
    exports: [
      { kind: 'local', name: 'value', local: 'value', declared: 'variable' },
      { kind: 'local', name: 'later', local: 'later', declared: 'function' },
    ],
    stars: [],
    hoisted: [
      {
        kind: 'function',
        name: 'later',
        fn: {
          ...later,
          statements: [{ op: 'return', value: { op: 'array', elements: reads } }],
          hoisted: [],
        },
      },
      { kind: 'let', pattern: { kind: 'name', name: 'value' }, init: null },
    ],
    body: [
      ...imports.map(({ local, target, line }) => ({
        op: 'import',
        target,
        locals: [local],
        elided: false,
        line,
      })),
      variable('value', { op: 'all', parts: eager }),
    ],
    topLevelAwait: false,
    directEval: false,
    decoratorMetadata: false,
    lexed: { exports: [], reexports: [] },
  };
}

async function loadAnalysis() {
  const path = (file) => fileURLToPath(new URL(`../src/${file}`, import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'hazards-'));
  try {
    const input = join(folder, 'input.mjs');
    const files = [
      'hazards/analyse-cycles.ts',
      'hazards/wanted.ts',
      'hazards/outline.ts',
      'graph/compact.ts',
    ];
    writeFileSync(input, files.map((file) => `export * from ${JSON.stringify(path(file))};`).join('\n'));
    const bundle = await rolldown({ input, platform: 'node' });
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'bundle.mjs' });
    await bundle.close();
    return await import(pathToFileURL(join(folder, 'bundle.mjs')).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
