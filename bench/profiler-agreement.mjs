// Self times of the probe against an independent judge, V8's sampling profiler:
// `node bench/profiler-agreement.mjs FOLDER [NAME…] [--runs K] [--limit R]`. FOLDER: see programs-to-boot.mjs.
// Boots with the probe give each module's smallest self time of K; K boots with the profiler alone give its median.
// A sample belongs to the innermost module whose top level is on the stack, unless Node's loader stands above that.
// Exits 1 where the correlation is below the limit (default 0.96).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bootJson } from './boot-run.mjs';
import { median } from './median.mjs';
import { programsToBoot } from './programs-to-boot.mjs';
import { markdownTable } from './table.mjs';

const PROFILER = fileURLToPath(new URL('sampling-profiler.cjs', import.meta.url));
const IDLE = ['(idle)', '(root)', '(program)'];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '9' }, limit: { type: 'string', default: '0.96' } },
});
if (positionals.length === 0) {
  console.error('usage: node bench/profiler-agreement.mjs FOLDER [NAME…] [--runs K] [--limit R]');
  process.exitCode = 2;
} else await compareAll();

async function compareAll() {
  const rows = [];
  for (const program of programsToBoot(positionals)) rows.push(await compare(program));
  console.log(
    markdownTable(
      ['program', '>modules', '>probe ms', '>profiler ms', '>r', ''],
      rows.map(({ name, modules, probe, profiler, r, ok }) => [
        name,
        String(modules),
        probe.toFixed(1),
        profiler.toFixed(1),
        r.toFixed(4),
        ok ? '' : 'FAILED',
      ]),
    ),
  );
  for (const { name, apart } of rows) {
    console.log(`\n${name}: furthest apart (probe, profiler ms)`);
    for (const { id, probe, profiler } of apart)
      console.log(`- ${probe.toFixed(2)} ${profiler.toFixed(2)} ${id}`);
  }
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
}

async function compare({ name, root, command }) {
  const probed = await probedTimes(root, command);
  const sampled = sampledTimes(root, command);
  const pairs = [...probed].map(([id, probe]) => ({ id, probe, profiler: sampled.get(id) ?? 0 }));
  const r = correlation(pairs);
  const sum = (key) => pairs.reduce((total, pair) => total + pair[key], 0);
  const apart = pairs
    .toSorted((a, b) => Math.abs(b.probe - b.profiler) - Math.abs(a.probe - a.profiler))
    .slice(0, 5);
  const ok = r >= Number(flags.limit);
  return { name, modules: pairs.length, probe: sum('probe'), profiler: sum('profiler'), r, ok, apart };
}

/** Module id -> its smallest self time in ms. What has no text of its own cannot be sampled. */
async function probedTimes(root, command) {
  const { json, code, stderr } = await bootJson(
    [
      '--root',
      root,
      '--runs',
      '3',
      '--probed-runs',
      flags.runs,
      '--max-time',
      '600s',
      '--ready',
      'exit',
      '--no-registrations',
      '--',
      ...command,
    ],
    { cwd: root, limitMs: 700_000 },
  );
  const trace = json?.boots?.[0];
  if (trace === undefined) throw new Error(`no boot in the report (exit ${code}): ${stderr.slice(0, 400)}`);
  const judged = trace.modules.filter(
    ({ origin, id }) => origin !== 'builtin' && !/\.(json|node|wasm)$/.test(id),
  );
  return new Map(judged.map(({ id, selfMs }) => [id, selfMs]));
}

/** Module id -> median over K boots of the time that samples of it stand for, in ms. */
function sampledTimes(root, [program, ...args]) {
  const all = Array.from({ length: Number(flags.runs) }, () => profileOnce(root, program, args));
  const ids = new Set(all.flatMap((times) => [...times.keys()]));
  return new Map([...ids].map((id) => [id, median(all.map((times) => times.get(id) ?? 0))]));
}

function profileOnce(root, program, args) {
  const folder = mkdtempSync(join(tmpdir(), 'profiles-'));
  try {
    const { PATH } = process.env;
    const env = { PATH, HOME: folder, TERM: 'dumb', LANG: 'C.UTF-8', PROFILE_INTO: folder };
    spawnSync(program, ['--require', PROFILER, ...args], { cwd: root, env, stdio: 'ignore' });
    const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
    if (file === undefined) throw new Error('the profiler left nothing behind');
    return attribute(JSON.parse(readFileSync(join(folder, file), 'utf8')), root);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns module id -> ms, of a profile */
function attribute({ nodes, samples, timeDeltas }, root) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const times = new Map();
  const owners = new Map();
  let last = null;
  for (const [at, id] of samples.entries()) {
    const name = byId.get(id).callFrame.functionName;
    if (IDLE.includes(name)) continue;
    // Collecting garbage stands beside the stack: it is charged to whoever ran.
    if (name !== '(garbage collector)') last = id;
    if (last === null) continue;
    if (!owners.has(last)) owners.set(last, ownerOf(last, byId, parents, root));
    const owner = owners.get(last);
    // A sample stands for the time until the next one.
    if (owner !== null) times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[at + 1] ?? 0) / 1000);
  }
  return times;
}

/** The module whose top level a stack belongs to; null where the loader works, or nothing is being evaluated. */
function ownerOf(leaf, byId, parents, root) {
  for (let id = leaf; id !== undefined; id = parents.get(id)) {
    const { url, functionName, lineNumber, columnNumber } = byId.get(id).callFrame;
    if (url.startsWith('node:internal/modules/')) return null;
    if (
      url === '' ||
      url.startsWith('node:') ||
      functionName !== '' ||
      lineNumber !== 0 ||
      columnNumber !== 0
    )
      continue;
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    return isAbsolute(path) ? relative(root, path).replaceAll('\\', '/') : path;
  }
  return null;
}

/** Pearson's. */
function correlation(pairs) {
  const mean = (key) => pairs.reduce((sum, pair) => sum + pair[key], 0) / pairs.length;
  const [x, y] = [mean('probe'), mean('profiler')];
  let [both, squareX, squareY] = [0, 0, 0];
  for (const { probe, profiler } of pairs) {
    both += (probe - x) * (profiler - y);
    squareX += (probe - x) ** 2;
    squareY += (profiler - y) ** 2;
  }
  return both / Math.sqrt(squareX * squareY);
}
