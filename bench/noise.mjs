// Does our own noise statement hold? `node bench/noise.mjs [--pairs N] [--runs N] [--gap SECONDS] -- node cli.js --version`
// Measures the same program again and again, series after series, as `boot` would (without probed runs), and counts the
// pairs of series whose figures differ by no more than the first of the two said beforehand. Nothing differs between them
// but the time: every pair that is not covered is a false alarm.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

const { values: options, positionals: command } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '100' },
    runs: { type: 'string', default: '7' },
    gap: { type: 'string', default: '0' },
    json: { type: 'string' },
  },
});
if (command.length === 0)
  throw new Error('usage: node bench/noise.mjs [--pairs N] [--runs N] [--gap S] [--json FILE] -- COMMAND');

const folder = mkdtempSync(join(tmpdir(), 'import-budget-noise-'));
const figuresFile = join(folder, 'figures.json');
const preload = join(folder, 'preload.cjs');
const empty = join(folder, 'empty.cjs');
try {
  await main();
} finally {
  rmSync(folder, { recursive: true });
}

async function main() {
  const { planRuns, summarise } = await loadTiming();
  writePrograms();
  const plan = planRuns({ plain: Number(options.runs), probed: 0 });
  await startOnce('plain');
  const series = [];
  // Every series but the outer ones belongs to two pairs; with --gap, its pairs lie that far apart.
  while (series.length <= Number(options.pairs)) {
    const runs = [];
    for (const kind of plan) runs.push(await startOnce(kind));
    series.push({ runs, totals: summarise(runs) });
    if (options.json) writeFileSync(options.json, JSON.stringify(series));
    if (process.stderr.isTTY) process.stderr.write(`\r${series.length} series`);
    await sleep(Number(options.gap) * 1000);
  }
  for (const distance of [1, 5, 20]) print(series, distance);
}

/** One line a figure: pairs, covered ones, what was said (median), what was seen (median and 95 of 100). */
function print(series, distance) {
  const pairs = series.slice(distance).map((later, i) => [series[i].totals, later.totals]);
  if (pairs.length === 0) return;
  for (const [name, figure, noise] of [
    ['CPU ms', 'cpuMs', 'noise'],
    ['x bare', 'multiple', 'multipleNoise'],
  ]) {
    const seen = pairs.map(([one, other]) => difference(one[figure].value, other[figure].value));
    const covered = seen.filter((each, i) => each <= pairs[i][0][noise]).length;
    const byEither = seen.filter((each, i) => each <= Math.max(...pairs[i].map((totals) => totals[noise])));
    const said = pairs.map(([one]) => one[noise]);
    console.log(
      `${name}, ${distance} apart: ${covered} of ${pairs.length} pairs covered (${percent(covered / pairs.length)}), ` +
        `by the wider statement of the two ${byEither.length}; said ${percent(quantile(said, 0.5))}, ` +
        `seen ${percent(quantile(seen, 0.5))}, 95 of 100 below ${percent(quantile(seen, 0.95))}`,
    );
  }
}

/** Of the larger to the smaller. */
function difference(one, other) {
  return Math.max(one, other) / Math.min(one, other) - 1;
}

function quantile(values, share) {
  return values.toSorted((one, other) => one - other)[Math.ceil(share * values.length) - 1];
}

function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/** @returns a BootRun with wall, CPU and memory */
async function startOnce(kind) {
  const [program, ...args] = kind === 'bare' ? [process.execPath, empty] : command;
  const required = `--require "${preload.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const env = { ...process.env, NODE_OPTIONS: `${required} ${process.env.NODE_OPTIONS ?? ''}` };
  delete env.NODE_COMPILE_CACHE;
  const started = performance.now();
  const exitCode = await new Promise((resolve, reject) => {
    spawn(program, args, { env, stdio: 'ignore' }).once('error', reject).once('exit', resolve);
  });
  const wallMs = performance.now() - started;
  if (exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${exitCode}`);
  return { kind, outcome: 'ready', wallMs, ...JSON.parse(readFileSync(figuresFile, 'utf8')) };
}

function writePrograms() {
  writeFileSync(empty, '');
  writeFileSync(
    preload,
    `const { writeFileSync } = require('node:fs');
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const rssBytes = process.resourceUsage().maxRSS * 1024;
  writeFileSync(${JSON.stringify(figuresFile)}, JSON.stringify({ cpuMs: (user + system) / 1000, rssBytes }));
});\n`,
  );
}

/** The product's own order and statistics, from their sources. */
async function loadTiming() {
  const source = (name) => fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url));
  const bundle = await rolldown({
    input: { plan: source('boot/run-plan'), summarise: source('timing/summarise') },
    platform: 'node',
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].mjs' });
  await bundle.close();
  const load = (name) => import(pathToFileURL(join(folder, name)).href);
  return { ...(await load('plan.mjs')), ...(await load('summarise.mjs')) };
}
