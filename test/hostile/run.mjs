// Nasty projects through the whole command line: `npm run test:hostile [-- PART…] [--kit FOLDER] [--lay-out FOLDER] [--verbose]`.
// Every command must end in its limit with a documented exit code, valid JSON and no stack trace of ours, find what there
// is, leave no process and no temporary file behind and change nothing in the folder. Needs `npm run build` first.
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { layOutCases } from './lay-out.mjs';
import { readKit } from './read-kit.mjs';
import { scoreCase } from './score-case.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kit: { type: 'string' },
    'lay-out': { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});

if (flags['lay-out'] !== undefined) console.log(`${layOutCases(flags['lay-out'])} cases laid out`);
else if (flags.kit !== undefined) await scoreKit(flags.kit);
else await scoreOwn();

async function scoreOwn() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-kit-')));
  chmodSync(folder, 0o755);
  try {
    layOutCases(folder);
    await scoreKit(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function scoreKit(folder) {
  const cases = readKit(folder, positionals);
  const failed = [];
  let runs = 0;
  for (const item of cases) {
    const rows = await scoreCase(item, ({ command, problems }, { stdout, stderr }) => {
      if (flags.verbose && problems.length > 0)
        console.error(command, '\n', stdout.slice(0, 3000), '\n', stderr.slice(0, 3000));
    });
    runs += rows.length;
    const bad = rows.filter(({ problems }) => problems.length > 0);
    if (bad.length > 0) failed.push(item.name);
    const seconds = rows.map(({ wallMs }) => (wallMs / 1000).toFixed(1)).join(' ');
    console.log(`${bad.length === 0 ? 'ok    ' : 'FAILED'} ${item.name} (${seconds} s)`);
    for (const { command, problems } of bad)
      for (const text of problems)
        console.log(`       ${command}\n         ${text.replaceAll(/\s+/g, ' ').slice(0, 240)}`);
  }
  console.log(`\n${cases.length - failed.length} of ${cases.length} cases hold, in ${runs} runs`);
  if (failed.length > 0) console.log(`failed: ${failed.join(', ')}`);
  process.exitCode = cases.length > 0 && failed.length === 0 ? 0 : 1;
}
