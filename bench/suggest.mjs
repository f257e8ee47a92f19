// CPU time of suggestions without verification on a seeded synthetic program, once the graph and the uses are there:
// `node bench/suggest.mjs [modules] [edges]`. A tenth of the modules is the program's own; files lie near each other in
// packages; self times are as uneven as in real boots, half a second in all.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { median } from './median.mjs';
import { seeded } from './seeded.mjs';

const { startupSets, suggestCuts, toGraph } = await loadSuggest();

const MODULES = Number(process.argv[2] ?? 20_000);
const EDGES = Number(process.argv[3] ?? 5 * MODULES);
const RUNS = 5;
const OWN = MODULES * 0.1;
const TOP = 20;
const FILES_PER_PACKAGE = 20;
/** Modules of packages that only import each other and hubs. */
const TREE = 10 * FILES_PER_PACKAGE;
const BOOT_MS = 500;

const random = seeded(11);
const graph = randomGraph();
const startup = new Uint8Array(MODULES);
const { eager } = startupSets(graph, 0);
for (const node of eager) startup[node] = 1;
const ms = selfTimes();
const uses = graph.edges.map((_, edge) => usesOf(graph.edgeFrom[edge], random()));
const asked = {
  plan: {},
  goal: { goal: { what: 'half', left: BOOT_MS / 2 } },
  evict: { evict: heaviest() },
  bytes: { ms: null },
};

for (const [name, flags] of Object.entries(asked)) {
  const times = [];
  let report;
  for (let run = 0; run < RUNS; run++) {
    const start = process.cpuUsage();
    report = suggestCuts({ ...request(), ...flags });
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  const { candidates, plan, hull } = report;
  console.log(
    `${name.padEnd(8)} ${eager.length} of ${MODULES} modules at startup, ${EDGES} edges: ${plan.cuts.length} cuts of ` +
      `difficulty ${plan.difficulty} leave ${plan.leftMs?.toFixed(0) ?? plan.leftBytes}; ${hull.length} points, ` +
      `${candidates.length} candidates: ${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)})`,
  );
}

function request() {
  return {
    graph,
    entry: 0,
    entryName: 'main',
    startup,
    ms,
    usesOf: (edge) => uses[edge],
    editable: (node) => graph.modules[node].origin === 'project',
    causes: [],
    harm: () => ({ unmasks: [], losesEffects: [] }),
  };
}

/** Near the entry nothing can be deferred (or one cut were the whole plan), below a tenth. */
function usesOf(from, kind) {
  const [deferability, difficulty] =
    from < TOP || kind < 0.1 ? ['blocked', Infinity] : kind < 0.25 ? ['review', 2] : ['mechanical', 1];
  const base = { specifier: '', line: 1, reasons: [], action: 'defer', callSites: [] };
  return { ...base, deferability, difficulty, shape: 'require' };
}

function randomGraph() {
  const modules = Array.from({ length: MODULES }, (_, module) => {
    const name = module < OWN ? null : `p${packageStart(module)}`;
    const id = name === null ? `src/m${module}.js` : `node_modules/${name}/m${module}.js`;
    const origin = name === null ? 'project' : 'package';
    return { id, origin, package: name, format: 'cjs', bytes: Math.floor(random() * 9000) };
  });
  const edges = [];
  for (let from = 0; from < MODULES; from++) {
    for (let i = 0; i < EDGES / MODULES; i++) {
      const to = modules[pick(from)].id;
      const timing = random() < 0.9 ? 'eager' : 'lazy';
      edges.push({
        from: modules[from].id,
        to,
        specifier: to,
        line: i + 1,
        column: 1,
        kind: 'require',
        timing,
      });
    }
  }
  return toGraph(modules, edges);
}

/**
 * Own files mostly import files a level below, sometimes one above, and packages that are theirs alone, nearly; packages
 * import what lies behind them, and hubs that everyone imports.
 */
function pick(from) {
  const kind = random();
  if (from < OWN) {
    const below = from * 3 + 1 + Math.floor(random() * 6);
    if ((kind < 0.5 || from < TOP) && below < OWN) return below;
    if (kind < 0.52) return Math.floor(from / 3);
    if (kind < 0.55) return hub();
    return packageStart(OWN + ((from + random() * 20) / (OWN + 20)) * (MODULES - OWN));
  }
  const start = packageStart(from);
  if (kind < 0.85) return Math.min(MODULES - 1, start + Math.floor(random() * FILES_PER_PACKAGE));
  if (kind < 0.88) return hub();
  // Never out of its tree of packages.
  const behind = from + random() * FILES_PER_PACKAGE * 4;
  return packageStart(Math.min(behind, from - ((from - OWN) % TREE) + TREE - 1, MODULES - 1));
}

function hub() {
  return packageStart(MODULES - 1 - Math.floor(random() * MODULES * 0.01));
}

function packageStart(module) {
  return OWN + Math.floor((module - OWN) / FILES_PER_PACKAGE) * FILES_PER_PACKAGE;
}

function selfTimes() {
  const shares = Float64Array.from({ length: MODULES }, (_, node) => (startup[node] ? random() ** 8 : 0));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => (share / sum) * BOOT_MS);
}

function heaviest() {
  return graph.modules[ms.reduce((best, value, node) => (node > 0 && value > ms[best] ? node : best), 1)].id;
}

/** The built tool joins its modules into chunks, so these are compiled for this bench alone. */
async function loadSuggest() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-suggest-'));
  try {
    const files = ['cuts/suggest', 'graph/compact', 'graph/reach'];
    const source = (name) => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
    const lines = files.map((name) => `export * from ${JSON.stringify(source(name))};`);
    writeFileSync(join(folder, 'all.mjs'), lines.join('\n'));
    const bundle = await rolldown({ input: join(folder, 'all.mjs'), platform: 'node' });
    await bundle.write({ file: join(folder, 'bundle.mjs'), format: 'esm' });
    await bundle.close();
    return await import(pathToFileURL(join(folder, 'bundle.mjs')).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
