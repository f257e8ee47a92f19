// Random module graphs with expected results from real Node, against our prediction of them:
// `npm run oracle -- --kit DIR --seed 1 --count 1000 [--family esm,tla] [--masked] [--select clean|masked|unmasked]
//   [--exotic 0..1] [--min N] [--max N] [--keep DIR] [--v N]`
// The kit makes the graphs, runs them and scores; it is a folder with an oracle.mjs, installed, and lies outside of this
// repository. Predictions come from the same code that `cycles` uses. With --keep, what is made stays in DIR, and is not
// made again. Exit code: the kit's (1 where a hazard that happened was not predicted), 2 where it could not be done.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleProduct } from './oracle/bundle-product.mjs';
import { printTable } from './oracle/print-table.mjs';

const FAMILIES = ['esm', 'tla', 'cjs', 'ts', 'tsx', 'interop', 'reqesm'];
/** Projects of one call of the kit: its runs of Node lie in memory. */
const CHUNK = 100;
const AT_ONCE = 2;
const USAGE =
  'usage: npm run oracle -- --kit DIR --seed N --count N [--family esm,…] [--masked] [--keep DIR]';

const text = { type: 'string' };
const OPTIONS = {
  kit: text,
  seed: { ...text, default: '1' },
  count: { ...text, default: '20' },
  family: { ...text, default: FAMILIES.join(',') },
  masked: { type: 'boolean', default: false },
  select: text,
  exotic: text,
  min: text,
  max: text,
  keep: text,
  v: { ...text, default: '20' },
};
const options = optionsOf();
const problem = options === null ? null : problemOf(options);
if (problem !== null) refuse(problem);
if (options !== null && problem === null) {
  try {
    await main();
  } catch (error) {
    console.error(error);
    process.exitCode = 2;
  }
}

function optionsOf() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    refuse(error.message);
    return null;
  }
}

function refuse(why) {
  console.error(`${why}\n${USAGE}`);
  process.exitCode = 2;
}

function problemOf({ seed, count, family }) {
  const kit = kitFolder();
  if (kit === undefined)
    return 'the kit is missing: the folder with its oracle.mjs, as --kit DIR or IMPORT_BUDGET_ORACLE';
  if (!existsSync(join(kit, 'oracle.mjs'))) return `no oracle.mjs in ${kit}: that is no kit`;
  if (!existsSync(join(kit, 'node_modules')))
    return `the kit in ${kit} is not installed: run \`npm install\` in it (or in a copy)`;
  if (!/^\d+$/.test(seed) || !/^[1-9]\d*$/.test(count)) return '--seed and --count take whole numbers';
  const unknown = family.split(',').find((name) => !FAMILIES.includes(name));
  return unknown === undefined ? null : `unknown family ${unknown}: there are ${FAMILIES.join(', ')}`;
}

function kitFolder() {
  const given = options.kit ?? process.env['IMPORT_BUDGET_ORACLE'];
  return given === undefined || given === '' ? undefined : resolve(given);
}

async function main() {
  const root = options.keep ? resolve(options.keep) : mkdtempSync(join(tmpdir(), 'import-budget-oracle-'));
  const folder = join(root, settingsKey());
  try {
    for (const part of ['projects', 'made']) mkdirSync(join(folder, part), { recursive: true });
    const code = await bundleProduct(join(root, `code-${process.pid}`));
    const started = performance.now();
    const chunks = chunksOf();
    const told = await inTurns(chunks, (chunk) => makeAndPredict(chunk, folder, code));
    rmSync(code.folder, { recursive: true });
    const projects = told.flatMap(({ manifest }) => manifest.projects);
    writeFileSync(join(folder, 'projects/manifest.json'), JSON.stringify({ projects }));
    const { output, exit } = await kit(['score', ...folders(folder), '--v', options.v]);
    process.stdout.write(output);
    printTable(firstJson(output), told);
    const took = {
      wall: performance.now() - started,
      gen: sum(told, 'genMs'),
      predict: sum(told, 'predictMs'),
    };
    console.log(
      `${projects.length} projects in ${seconds(took.wall)} (${AT_ONCE} at once: kit ${seconds(took.gen)}, ours ${seconds(took.predict)})`,
    );
    process.exitCode = exit;
  } finally {
    if (!options.keep) rmSync(root, { recursive: true, force: true });
  }
}

function folders(folder) {
  return ['--dir', join(folder, 'projects'), '--pred', join(folder, 'predictions')];
}

/** Projects of the same seed differ with these. */
function settingsKey() {
  const { masked, select, exotic, min, max } = options;
  const parts = { masked: masked || undefined, select, exotic, min, max };
  const given = Object.entries(parts).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => `${name}-${value}`).join('_') || 'plain';
}

/** What is selected is searched from the first seed on: it cannot be cut into ranges. */
function chunksOf() {
  const [seed, count] = [Number(options.seed), Number(options.count)];
  const size = options.select ? count : CHUNK;
  return options.family.split(',').flatMap((family) =>
    Array.from({ length: Math.ceil(count / size) }, (_, i) => ({
      family,
      seed: seed + i * size,
      count: Math.min(size, count - i * size),
    })),
  );
}

async function makeAndPredict(chunk, folder, code) {
  const started = performance.now();
  const manifest = await make(chunk, folder);
  const made = performance.now();
  const ids = manifest.projects.map(({ id }) => id);
  const predictor = fileURLToPath(new URL('oracle/predict.mjs', import.meta.url));
  const { output, exit } = await run([predictor, code.file, folder], ids.join('\n'));
  if (exit !== 0) throw new Error(`the prediction of ${chunk.family} from seed ${chunk.seed} failed`);
  console.error(`${chunk.family} ${chunk.seed}: ${ids.length} projects`);
  return {
    family: chunk.family,
    manifest,
    agreement: JSON.parse(output),
    genMs: made - started,
    predictMs: performance.now() - made,
  };
}

/** Lets the kit make a chunk's projects, unless they are there. */
async function make({ family, seed, count }, folder) {
  const name = `${family}-${seed}-${count}`;
  const record = join(folder, 'made', `${name}.json`);
  if (existsSync(record)) return JSON.parse(readFileSync(record, 'utf8'));
  const making = join(folder, `making-${name}`);
  const passed = ['select', 'exotic', 'min', 'max'].flatMap((flag) =>
    options[flag] === undefined ? [] : [`--${flag}`, options[flag]],
  );
  if (options.masked) passed.push('--masked');
  const wanted = ['--seed', String(seed), '--count', String(count), '--family', family];
  const { exit } = await kit(['gen', '--out', making, ...wanted, ...passed]);
  if (exit !== 0)
    throw new Error(`the kit made no projects of ${family} from seed ${seed}: exit code ${exit}`);
  const manifest = JSON.parse(readFileSync(join(making, 'manifest.json'), 'utf8'));
  for (const { id } of manifest.projects) {
    const place = join(folder, 'projects', id);
    rmSync(place, { recursive: true, force: true });
    renameSync(join(making, id), place);
  }
  rmSync(making, { recursive: true });
  writeFileSync(record, JSON.stringify(manifest));
  return manifest;
}

async function inTurns(items, work) {
  const results = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function kit(args) {
  return run([join(kitFolder(), 'oracle.mjs'), ...args], '');
}

function run(args, input) {
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const parts = [];
    child.stdout.on('data', (part) => parts.push(part));
    child.stdin.end(input);
    child.on('close', (exit) => done({ output: Buffer.concat(parts).toString('utf8'), exit: exit ?? 1 }));
  });
}

/** The kit prints its score, then a line for each difference. */
function firstJson(output) {
  const end = output.indexOf('\n}\n');
  return JSON.parse(end < 0 ? output : output.slice(0, end + 2));
}

function sum(items, key) {
  return items.reduce((total, item) => total + item[key], 0);
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(0)} s`;
}
