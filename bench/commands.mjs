// CPU and memory of our own commands on one program, warm cache: `node bench/commands.mjs --tree DIR --entry name=FILE
// [--command graph,cycles,suggest] [--tool FOLDER] [--runs 3]`. FOLDER is another checkout, built: with several the
// commands take turns, and the JSON they print is compared.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure, METHOD } from './measure.mjs';
import { median } from './median.mjs';
import { markdownTable } from './table.mjs';

const HERE = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    tree: { type: 'string' },
    entry: { type: 'string', multiple: true },
    command: { type: 'string', default: 'graph,cycles,suggest' },
    tool: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '3' },
  },
});
if (values.tree === undefined || values.entry === undefined)
  throw new Error(
    'usage: node bench/commands.mjs --tree DIR --entry name=FILE [--command …] [--tool FOLDER]',
  );
const tools = [...values.tool.map((folder) => resolve(folder)), HERE];
for (const tool of tools)
  if (!existsSync(join(tool, 'dist/cli.js'))) throw new Error(`${tool}: run \`npm run build\` there first`);
const entries = values.entry.flatMap((entry) => ['--entry', entry]);

console.log(`Node ${process.version}; ${METHOD}`);
const rows = [];
const folders = tools.map(() => mkdtempSync(join(tmpdir(), 'bench-commands-')));
try {
  for (const command of values.command.split(',')) rows.push(...(await rowsOf(command)));
} finally {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
console.log(markdownTable(['command', 'tool', '>CPU s', '>MiB', 'answer'], rows));

async function rowsOf(command) {
  const runs = tools.map(() => []);
  // One run more, not counted, fills the cache.
  for (let round = 0; round <= Number(values.runs); round++)
    for (const [at, tool] of tools.entries()) {
      const run = await runOnce(command, tool, folders[at]);
      if (round > 0) runs[at].push(run);
    }
  return tools.map((tool, at) => [
    command,
    tool === HERE ? 'this' : tool,
    median(runs[at].map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
    median(runs[at].map(({ peakMib }) => peakMib)).toFixed(0),
    runs[at][0].answer === runs[0][0].answer ? runs[at][0].answer : `${runs[at][0].answer} (another)`,
  ]);
}

async function runOnce(command, tool, folder) {
  const argv = [
    process.execPath,
    join(tool, 'bin/import-budget.js'),
    command,
    ...entries,
    '--json',
    '--quiet',
    '--cache-dir',
    join(folder, 'cache'),
  ];
  const run = await measure(argv, {
    cwd: values.tree,
    outDir: folder,
    env: { NODE_EXTRA_CA_CERTS: '' },
  });
  // 1 says that something breaks; what is printed is an answer all the same.
  if (run.code !== 0 && run.code !== 1) throw new Error(readFileSync(run.stderr, 'utf8').slice(0, 2000));
  const { tool: _, ...answer } = JSON.parse(readFileSync(run.stdout, 'utf8'));
  return { ...run, answer: createHash('sha256').update(JSON.stringify(answer)).digest('hex').slice(0, 8) };
}
