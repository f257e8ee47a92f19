// The rows of one table: import-budget cold and warm, the peers, and Node with nothing to do.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installedVersion } from './install.mjs';
import { measure } from './measure.mjs';
import { ownCommand, runtimeGraph } from './own.mjs';

// esbuild and rolldown name what they miss; each round may uncover more.
const ADAPT_ROUNDS = 8;

/**
 * @typedef Row one line of the table
 * @property {string} name
 * @property {string} [work] how what it does differs
 * @property {string} [version]
 * @property {() => string[]} command argv of the next run; makes a fresh cache folder where the row is cold
 * @property {number[]} accepts exit codes that mean it did the work
 * @property {(outputs: {stdout: string}) => {modules?: number, edges?: number}} [count]
 * @property {(stderr: string) => string[]} [adapt] reads a failure; returns what it will do differently next time
 * @property {string[]} adapted
 * @property {object[]} samples
 * @property {string} [failed] why there is no result
 */

/**
 * @param target root, entries, scope (`project` or `all`), tsconfig
 * @param peers from the table of peers
 * @param dirs peersDir; work, a temporary folder
 * @returns {Row[]}
 */
export function rowsOf(target, peers, { peersDir, work }) {
  const row = (fields) => ({ accepts: [0], adapted: [], samples: [], ...fields });
  const own = (name, cacheDir) =>
    row({
      name,
      command: () => ownCommand({ ...target, cacheDir: cacheDir() }),
      count({ stdout }) {
        const { files, pairs } = runtimeGraph(JSON.parse(stdout));
        return { modules: files.size, edges: pairs.size };
      },
    });
  const warm = folder(work, 'cache-own');
  return [
    row({ name: 'node, empty program', command: () => [process.execPath, '-e', '0'] }),
    own('import-budget, cold', () => freshFolder(work, 'cold-')),
    own('import-budget, warm', () => warm),
    ...peers.flatMap((peer) => peerRows(peer, target, peersDir, work).map(row)),
  ];
}

/** A peer without a cache has one row; one with a cache has a cold and a warm one. */
function peerRows(peer, target, peersDir, work) {
  const label = peer.name.replace(/\W+/g, '-');
  const ctx = {
    ...target,
    peersDir,
    outDir: folder(work, `out-${label}`),
    externals: new Set(),
    loaders: new Set(),
    counting: true,
  };
  const version = installedVersion(peersDir, peer.package);
  const make = (name, cacheDir) => ({
    name,
    work: peer.work,
    version,
    accepts: peer.accepts ?? [0],
    command() {
      if (version === undefined) throw new Error('is not installed');
      return [...peer.command(ctx), ...(cacheDir ? peer.cacheArguments(cacheDir()) : [])];
    },
    count(outputs) {
      ctx.counting = false;
      return peer.count(ctx, outputs);
    },
    adapt(stderr) {
      const before = new Set([...ctx.externals, ...ctx.loaders]);
      peer.adapt?.(stderr, ctx);
      return [...ctx.externals, ...ctx.loaders].filter((each) => !before.has(each));
    },
  });
  if (!peer.cacheArguments) return [make(peer.name)];
  const warm = folder(work, `cache-${label}`);
  return [
    make(`${peer.name}, cold`, () => freshFolder(work, 'cold-')),
    make(`${peer.name}, warm`, () => warm),
  ];
}

/**
 * One run that is not counted: it warms the operating system's file cache and the row's own, tells the counts, and
 * finds out what the row must leave out to come through.
 *
 * @param row its `counts`, `adapted` or `failed` are set
 * @param options root, work, timeoutSeconds
 */
export async function prepare(row, options) {
  for (let round = 0; ; round++) {
    const run = await runOnce(row, options);
    if (row.failed === undefined) {
      try {
        row.counts = row.count?.({ stdout: readFileSync(run.stdout, 'utf8') });
      } catch (error) {
        row.failed = `exit ${run.code}, ${error.name} on its output: ${firstWords(run)}`;
      }
      return;
    }
    const added = run && round < ADAPT_ROUNDS ? (row.adapt?.(readFileSync(run.stderr, 'utf8')) ?? []) : [];
    if (added.length === 0) return;
    row.adapted.push(...added);
    row.failed = undefined;
  }
}

/**
 * Runs a row once.
 *
 * @returns the measurement, or undefined where there was nothing to run; sets `row.failed` where it did not do the work
 */
export async function runOnce(row, { root, work, timeoutSeconds }) {
  try {
    const outDir = folder(work, 'run');
    const env = { NO_COLOR: '1', FORCE_COLOR: undefined, NODE_OPTIONS: undefined };
    const run = await measure(row.command(), { cwd: root, env, outDir, timeoutSeconds });
    if (run.timedOut) row.failed = `still running after ${timeoutSeconds} s`;
    else if (!row.accepts.includes(run.code)) row.failed = `exit ${run.code}: ${firstWords(run)}`;
    return run;
  } catch (error) {
    row.failed = error.message;
    return undefined;
  } finally {
    for (const old of coldFolders.splice(0)) rmSync(old, { recursive: true, force: true });
  }
}

/**
 * Marks rows that came through but saw next to nothing.
 *
 * @param rows prepared ones
 * @param entries how many there are
 */
export function failTheIdle(rows, entries) {
  const most = Math.max(...rows.map((row) => row.counts?.modules ?? 0));
  for (const row of rows)
    if (row.failed === undefined && row.counts?.modules <= entries && most > entries * 2)
      row.failed = `saw ${row.counts.modules} module(s) only`;
}

/** The first line that says something, without colours. */
function firstWords({ stdout, stderr }) {
  const lines = [stderr, stdout]
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').slice(0, 20_000).split('\n'))
    // oxlint-disable-next-line no-control-regex
    .map((line) => line.replace(/\u001b\[[\d;]*m/g, '').trim());
  const line =
    lines.find((each) => /error|cannot|not found|fail/i.test(each)) ?? lines.find(Boolean) ?? 'no output';
  return line.slice(0, 140);
}

const coldFolders = [];

function freshFolder(work, prefix) {
  const made = mkdtempSync(join(work, prefix));
  coldFolders.push(made);
  return made;
}

function folder(work, name) {
  const path = join(work, name);
  mkdirSync(path, { recursive: true });
  return path;
}
