// `npm run bench`: what import-budget costs beside its peers. See README.md for what is measured and how.
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPeers, installProgram, listPrograms } from './install.mjs';
import { METHOD } from './measure.mjs';
import { PEERS } from './peers.mjs';
import { machine, print } from './print.mjs';
import { failTheIdle, prepare, rowsOf, runOnce } from './rows.mjs';
import { usableTsconfig } from './tsconfig.mjs';

const USAGE = `npm run bench -- [options]
  --tree DIR --entry FILE   a tree of yours and its entries (repeatable), instead of the programs from npm
  --tsconfig FILE           for peers; default: tsconfig.json of the tree
  --scope project|all       whether packages are followed; default: all where the tree has node_modules
  --program NAME            only these programs of programs.json (repeatable)
  --peers NAME,…            only these peers (by package or beginning of the name); none for none
  --peers-dir DIR           a folder with node_modules that holds the peers, instead of installing them
  --runs N                  measured runs of each row, interleaved; default 5
  --timeout SECONDS         of one run; default 300
  --json | --markdown       instead of the aligned table`;

const { values: flags } = parseArgs({
  options: {
    tree: { type: 'string' },
    entry: { type: 'string', multiple: true, default: [] },
    tsconfig: { type: 'string' },
    scope: { type: 'string' },
    program: { type: 'string', multiple: true },
    peers: { type: 'string' },
    'peers-dir': { type: 'string' },
    runs: { type: 'string', default: '5' },
    timeout: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (flags.help) console.log(USAGE);
else {
  try {
    const problem = flagProblem();
    if (problem) throw new Error(`${problem}\n\n${USAGE}`);
    await main();
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = 2;
  }
}

function flagProblem() {
  if (flags.tree && flags.entry.length === 0) return '--tree needs at least one --entry';
  if (!flags.tree && (flags.entry.length > 0 || flags.tsconfig)) return '--entry and --tsconfig need --tree';
  if (!(Number(flags.runs) >= 1) || !(Number(flags.timeout) > 0))
    return '--runs and --timeout are positive numbers';
  if (flags.scope && !['project', 'all'].includes(flags.scope)) return '--scope is project or all';
  return undefined;
}

async function main() {
  const peers = selectedPeers();
  const peersDir = flags['peers-dir'] ? resolve(flags['peers-dir']) : peers.length > 0 ? installPeers() : '';
  const results = [];
  for (const target of targets()) {
    const result = await benchmark(target, peers, peersDir);
    results.push(result);
    if (!flags.json) print(result, flags.markdown);
  }
  if (flags.json) console.log(JSON.stringify({ machine: machine(), method: METHOD, results }, null, 1));
}

function selectedPeers() {
  if (flags.peers === 'none') return [];
  if (!flags.peers) return PEERS;
  return flags.peers.split(',').flatMap((name) => {
    const found = PEERS.filter((peer) => peer.package === name || peer.name.startsWith(name));
    if (found.length === 0)
      throw new Error(`no peer '${name}'; there are ${PEERS.map((peer) => peer.name).join(', ')}`);
    return found;
  });
}

/** What to measure, installed where need be: {name, root, entries (relative to root), scope}. */
function targets() {
  if (flags.tree) {
    const root = realpathSync(flags.tree);
    const entries = flags.entry.map((entry) => {
      const file = resolve(root, entry);
      if (!existsSync(file)) throw new Error(`${file} does not exist`);
      return relative(root, file).replaceAll('\\', '/');
    });
    const scope = flags.scope ?? (existsSync(join(root, 'node_modules')) ? 'all' : 'project');
    return [{ name: flags.tree, root, entries, scope }];
  }
  const programs = listPrograms().filter(({ name }) => !flags.program || flags.program.includes(name));
  if (programs.length === 0)
    throw new Error(
      `no such program; there are ${listPrograms()
        .map((p) => p.name)
        .join(', ')}`,
    );
  return programs.map((program) => ({
    name: program.packages.join(' '),
    root: realpathSync(installProgram(program)),
    entries: program.entries,
    scope: flags.scope ?? 'all',
  }));
}

async function benchmark(target, peers, peersDir) {
  const work = mkdtempSync(join(tmpdir(), 'import-budget-bench-'));
  const clean = () => rmSync(work, { recursive: true, force: true });
  // For Ctrl-C, which ends the process inside a run.
  process.once('exit', clean);
  try {
    const tsconfig = usableTsconfig(target.root, flags.tsconfig, join(work, 'tsconfig'));
    const rows = rowsOf({ ...target, tsconfig: tsconfig.file }, peers, { peersDir, work });
    const options = { root: target.root, work, timeoutSeconds: Number(flags.timeout) };
    for (const row of rows) {
      progress(`preparing ${row.name}`);
      await prepare(row, options);
    }
    failTheIdle(rows, target.entries.length);
    for (let round = 0; round < Number(flags.runs); round++)
      // Each round begins with another row, so that none always runs after the same neighbour.
      for (const row of [...rows.slice(round % rows.length), ...rows.slice(0, round % rows.length)]) {
        if (row.failed !== undefined) continue;
        progress(`round ${round + 1} of ${flags.runs}: ${row.name}`);
        const { cpuSeconds, wallSeconds, peakMib } = (await runOnce(row, options)) ?? {};
        if (row.failed === undefined) row.samples.push({ cpuSeconds, wallSeconds, peakMib });
      }
    progress('');
    return { ...target, tsconfigReplaced: tsconfig.why, runs: Number(flags.runs), rows: rows.map(summary) };
  } finally {
    process.off('exit', clean);
    clean();
  }
}

/** A row as data; medians only where every run came through. */
function summary({ name, version, work, counts, adapted, failed, samples }) {
  const figures = failed === undefined && {
    cpuSeconds: spread(samples.map((sample) => sample.cpuSeconds)),
    wallSeconds: spread(samples.map((sample) => sample.wallSeconds)),
    peakMib: spread(samples.map((sample) => sample.peakMib)),
  };
  return { name, version, work, ...figures, ...counts, adapted, failed, samples };
}

function spread(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}

function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text.slice(0, 100)}`);
}
