// Real programs against what their boots loaded: `node bench/score-truth.mjs TRUTH_DIR [NAME…]`.
// TRUTH_DIR holds programs.json ([{name, dir, entry}]), truth/NAME.json, score.mjs and apps/DIR with the installed
// programs. Each is scored twice by its score.mjs: eager + conditional modules for recall (nothing that a boot can load
// may be missing), eager ones alone for precision (what we call certain must load). Exits 1 below the limits.
// Calling everything conditional would pass both: the table also has the recall of eager modules alone and the
// precision of both together, which no limit judges.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ownReport, runtimeGraph } from './own.mjs';
import { markdownTable } from './table.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'recall-eager': { type: 'string', default: '0.995' },
    'recall-boot': { type: 'string', default: '0.98' },
    precision: { type: 'string', default: '0.98' },
  },
});

const [folder, ...only] = positionals;
if (!folder) {
  console.error(
    'usage: node bench/score-truth.mjs TRUTH_DIR [NAME…] [--recall-eager N] [--recall-boot N] [--precision N]',
  );
  process.exitCode = 2;
} else scoreAll(realpathSync(folder));

function scoreAll(truth) {
  const programs = JSON.parse(readFileSync(join(truth, 'programs.json'), 'utf8')).filter(
    ({ name }) => only.length === 0 || only.includes(name),
  );
  const work = mkdtempSync(join(tmpdir(), 'import-budget-bench-'));
  try {
    const scores = programs.map((program) => scoreOne(truth, program, work));
    print(scores);
    process.exitCode = scores.length === 0 || scores.some((score) => score.failures.length > 0) ? 1 : 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @returns name, failures (in words) and, where it could be scored, startup (recall) and certain (precision) */
function scoreOne(truth, { name, dir, entry }, work) {
  const root = join(truth, 'apps', dir);
  if (!existsSync(join(root, entry))) return { name, failures: [`apps/${dir}/${entry} is not installed`] };
  try {
    const report = ownReport(root, [entry]);
    const { eager, conditional } = report.entries[0].startup;
    const score = (modules) => runScorer(truth, name, toolResult(report, entry, modules), work);
    const startup = score([...eager, ...conditional]);
    const certain = score(eager);
    return { name, startup, certain, failures: belowLimits(startup, certain) };
  } catch (error) {
    return { name, failures: [error.message] };
  }
}

/** What the scorer reads: files relative to the program's root. */
function toolResult(report, entry, modules) {
  const { files, pairs } = runtimeGraph(report);
  const edges = [...pairs.values()]
    .flat()
    .filter((edge) => edge.timing !== 'reference')
    .map(({ from, to, specifier, timing }) => ({
      from,
      to,
      spec: specifier,
      kind: timing === 'lazy' ? 'lazy' : 'eager',
    }));
  return { tool: 'import-budget', entry, eager: modules.filter((id) => files.has(id)), edges };
}

function runScorer(truth, name, result, work) {
  const file = join(work, 'tool.json');
  writeFileSync(file, JSON.stringify(result));
  const args = [join(truth, 'score.mjs'), join(truth, 'truth', `${name}.json`), file];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...args, '--json', '--top', '1000', '--apps', truth],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) throw new Error(`score.mjs failed: ${stderr.trim().slice(0, 300)}`);
  return JSON.parse(stdout);
}

/** A score that is null has nothing to count: no failure. */
function belowLimits(startup, certain) {
  return [
    ['recall of eager modules', startup.recallEager, Number(flags['recall-eager'])],
    ['recall of modules loaded while booting', startup.recallBoot, Number(flags['recall-boot'])],
    ['precision', certain.precisionLoaded, Number(flags.precision)],
  ]
    .filter(([, value, limit]) => value !== null && value < limit)
    .map(([what, value, limit]) => `${what} is ${value}, below ${limit}`);
}

function print(scores) {
  const headers = [
    'program',
    '>loaded',
    '>eager',
    '>+ conditional',
    '>recall: eager',
    '>boot',
    '>all',
    '>of eager alone',
    '>precision: eager alone',
    '>both',
    '',
  ];
  const rows = scores.map(({ name, startup, certain, failures }) => [
    name,
    ...(startup ? figures(startup, certain) : Array.from({ length: headers.length - 2 }, () => '-')),
    failures.length > 0 ? 'FAILED' : '',
  ]);
  console.log(markdownTable(headers, rows));
  for (const { name, failures } of scores)
    for (const failure of failures) console.log(`\nFAILED ${name}: ${failure}`);
  for (const { name, startup, certain } of scores.filter((score) => score.startup)) {
    printCauses(`${name}: missed`, startup.misses.total, startup.examples.misses);
    if (startup.misses.cascadeBelow > 0) console.log(`- ${startup.misses.cascadeBelow} more below these`);
    printCauses(
      `${name}: called eager, not loaded`,
      certain.falsePositives.total,
      certain.examples.falsePositives,
    );
  }
}

function figures(startup, certain) {
  return [
    ...[startup.loaded, certain.predicted, startup.predicted - certain.predicted].map(String),
    ...[startup.recallEager, startup.recallBoot, startup.recallAll, certain.recallEager].map(share),
    ...[certain.precisionLoaded, startup.precisionLoaded].map(share),
  ];
}

function printCauses(title, total, byCause) {
  if (total === 0) return;
  console.log(`\n${title} ${total}`);
  for (const [cause, examples] of Object.entries(byCause)) {
    console.log(`- ${cause}: ${examples.length}`);
    for (const example of examples) console.log(`  - ${example}`);
  }
}

function share(value) {
  return value === null ? '-' : value.toFixed(3);
}
