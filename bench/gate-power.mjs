// Does the gate cry wolf, and does it bite? Whole comparisons of a program with itself, and with itself slowed by a
// module that spins, as `compare` would make them:
// `node bench/gate-power.mjs --json FILE [--aa 200] [--slow5 100] [--slow10 100] [--gap SECONDS] [--for SECONDS] [--no-busy] -- node cli.js --version`
// Meanwhile a busy loop runs on one core. FILE keeps every comparison: started again with the same one, it goes on where
// it stopped; without a command it prints what FILE holds.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

const SLOWER = { aa: 0, slow5: 0.05, slow10: 0.1 };
const CALIBRATION_RUNS = 25;
const FIRST_SPINS = 2_000_000;

const { values: options, positionals: command } = parseArgs({
  allowPositionals: true,
  options: {
    aa: { type: 'string', default: '200' },
    slow5: { type: 'string', default: '100' },
    slow10: { type: 'string', default: '100' },
    gap: { type: 'string', default: '0' },
    for: { type: 'string', default: '1e9' },
    json: { type: 'string' },
    'no-busy': { type: 'boolean', default: false },
  },
});
if (!options.json) throw new Error('usage: node bench/gate-power.mjs --json FILE [flags] -- COMMAND');

const folder = mkdtempSync(join(tmpdir(), 'import-budget-gate-'));
const state = load();
if (command.length > 0) await measure();
rmSync(folder, { recursive: true });
print();

function load() {
  if (existsSync(options.json)) return JSON.parse(readFileSync(options.json, 'utf8'));
  return { command, node: process.version, spins: null, comparisons: [] };
}

function save() {
  writeFileSync(`${options.json}.new`, JSON.stringify(state));
  renameSync(`${options.json}.new`, options.json);
}

async function measure() {
  const product = await loadProduct();
  const busy = options['no-busy'] ? null : startBusyLoop();
  const until = Date.now() + Number(options.for) * 1000;
  try {
    if (state.spins === null) await calibrate(product);
    for (let kind = nextKind(); kind !== null && Date.now() < until; kind = nextKind()) {
      state.comparisons.push({ kind, at: new Date().toISOString(), ...(await compareOnce(product, kind)) });
      save();
      await sleep(Number(options.gap) * 1000);
    }
  } finally {
    busy?.kill('SIGKILL');
  }
}

/** The kind that is furthest behind its share, so that all of them meet the same weather. */
function nextKind() {
  const left = Object.keys(SLOWER)
    .map((kind) => ({ kind, wanted: Number(options[kind]), done: ofKind(kind).length }))
    .filter(({ wanted, done }) => done < wanted)
    .toSorted((one, other) => one.done / one.wanted - other.done / other.wanted);
  return left[0]?.kind ?? null;
}

function ofKind(kind) {
  return state.comparisons.filter((one) => one.kind === kind);
}

async function compareOnce({ runPairs, sequentialPlan, boot }, kind) {
  const files = { base: spinModule('base', 0), head: spinModule('head', state.spins[kind]) };
  const started = performance.now();
  const { verdict, pairs } = await runPairs({
    plan: sequentialPlan(),
    boot: (side) => boot(files[side]),
    isOver: () => false,
  });
  const ratios = pairs.map(({ baseCpuMs, headCpuMs }) => Math.log(headCpuMs / baseCpuMs));
  return {
    verdict,
    ratios,
    baseMs: pairs.map(({ baseCpuMs }) => baseCpuMs),
    wallMs: performance.now() - started,
  };
}

/** How many spins take a certain share of the program's CPU here, with the same load on the machine. */
async function calibrate({ boot }) {
  const plain = spinModule('plain', 0);
  const report = join(folder, 'spin.json');
  const spins = { aa: 0, slow5: FIRST_SPINS, slow10: 2 * FIRST_SPINS };
  const shares = { slow5: [], slow10: [] };
  // The second round measures what the first one chose: a longer loop is compiled better.
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < CALIBRATION_RUNS; i++) {
      const cpuMs = await boot(plain);
      for (const kind of ['slow5', 'slow10']) {
        await boot(spinModule('spinning', spins[kind], report));
        shares[kind][i] = JSON.parse(readFileSync(report, 'utf8')) / cpuMs;
      }
    }
    for (const kind of ['slow5', 'slow10'])
      spins[kind] = Math.round((spins[kind] * SLOWER[kind]) / median(shares[kind]));
  }
  state.spins = spins;
  save();
}

/** A module that does a certain amount of work, not one that waits for a certain time: load slows it as the program. */
function spinModule(name, spins, report) {
  const file = join(folder, `${name}.cjs`);
  const tell = report
    ? `const { user, system } = process.cpuUsage(before); require('node:fs').writeFileSync(${JSON.stringify(report)}, String((user + system) / 1000));`
    : '';
  writeFileSync(
    file,
    `const before = process.cpuUsage();
let x = 1;
for (let i = 0; i < ${spins}; i++) x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
exports.x = x;
${tell}\n`,
  );
  return file;
}

function startBusyLoop() {
  // It ends with us, however we end.
  const loop = 'const { ppid } = process; while (process.ppid === ppid) for (let i = 0; i < 1e8; i++);';
  return spawn('taskset', ['-c', '0', process.execPath, '-e', loop], { stdio: 'ignore' });
}

/** The product's own boots, loop and test, from their sources. */
async function loadProduct() {
  const source = (name) => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const bundle = await rolldown({
    input: {
      pairs: source('comparing/run-pairs'),
      test: source('timing/sequential-test'),
      run: source('recording/one-run'),
      ready: source('boot/ready/registry'),
    },
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
  });
  await bundle.write({ dir: join(folder, 'code'), format: 'esm', entryFileNames: '[name].mjs' });
  await bundle.close();
  // Of its own, so that a build meanwhile does not take it away.
  cpSync(fileURLToPath(new URL('../dist/child', import.meta.url)), join(folder, 'child'), {
    recursive: true,
  });
  const part = (name) => import(pathToFileURL(join(folder, 'code', `${name}.mjs`)).href);
  const [{ runPairs }, { sequentialPlan }, { runOnce }, { readyProbe }] = await Promise.all(
    ['pairs', 'test', 'run', 'ready'].map(part),
  );
  return { runPairs, sequentialPlan, boot: (file) => bootOnce(runOnce, readyProbe('exit'), file) };
}

async function bootOnce(runOnce, ready, required) {
  const request = {
    command,
    cwd: process.cwd(),
    env: process.env,
    ownEnv: { NODE_OPTIONS: `--require ${JSON.stringify(required)}` },
    conditions: [],
    ready,
    exitCodes: [0],
    timeoutMs: 60_000,
    signal: new AbortController().signal,
  };
  const setting = { kind: 'plain', bareNode: process.execPath, registrars: [], compileCache: null };
  const { run, launched } = await runOnce(request, setting);
  if (run.outcome === 'ready' && run.cpuMs !== null) return run.cpuMs;
  throw new Error(`${command.join(' ')}: ${run.outcome}\n${launched.stderr}`);
}

function print() {
  for (const kind of Object.keys(SLOWER)) {
    const own = ofKind(kind);
    if (own.length === 0) continue;
    const verdicts = own.map(({ verdict }) => verdict.verdict);
    const told = [...new Set(verdicts)].map((name) => [name, verdicts.filter((one) => one === name)]);
    const pairs = own.map(({ verdict }) => verdict.pairs);
    console.log(
      `${kind}: ${own.length} comparisons: ${told.map(([name, list]) => `${list.length} ${name}`).join(', ')}; ` +
        `pairs ${median(pairs)} (median), ${Math.max(...pairs)} at most; ` +
        `${(median(own.map(({ wallMs }) => wallMs)) / 1000).toFixed(1)} s; ` +
        `shift of all pairs ${(100 * Math.expm1(median(own.flatMap(({ ratios }) => ratios)))).toFixed(2)} %, ` +
        `base ${median(own.flatMap(({ baseMs }) => baseMs)).toFixed(0)} ms`,
    );
  }
}

function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
