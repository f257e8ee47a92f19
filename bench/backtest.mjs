// Would import-budget have found what people found? Real startup fixes, whose releases before and after are on npm:
// `node bench/backtest.mjs DIR [--install] [--only NAME]… [--runs 11] [--json FILE]`
// For each: what the release saved; whether `suggest` names the import that people cut; whether its verified plan boots
// with the same output, what it saves, and how near the prediction came. Exits 1 where neither answer has a fix of people.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { installBacktest, listBacktests, prepareSide } from './backtest-programs.mjs';
import { peopleRatio } from './people-ratio.mjs';
import { machine } from './print.mjs';
import { runTool } from './run-tool.mjs';
import { goneModules, scorePrediction, scoreSuggestions } from './score-backtest.mjs';
import { markdownTable } from './table.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    install: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string', default: '11' },
    json: { type: 'string' },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('usage: node bench/backtest.mjs DIR [--install] [--only NAME]…');

const tests = listBacktests(options.only);
if (options.install) for (const test of tests) installBacktest(test, folder);
const rows = [];
for (const test of tests) {
  rows.push(await backtest(test));
  if (options.json) writeFileSync(options.json, `${JSON.stringify(rows, null, 2)}\n`);
}
print(rows);
process.exitCode = rows.every(({ suggested, plan }) => suggested?.found || plan?.found) ? 0 : 1;

async function backtest(test) {
  console.error(`${test.name} …`);
  const row = { name: test.name, before: test.before, after: test.after, thread: test.thread };
  try {
    const sides = ['before', 'after'].map((side) => prepareSide(test, folder, side));
    row.people = await peopleRatio(sides, Number(options.runs));
    const [before, after] = sides.map(({ root }) => bootOf(root));
    row.gone = goneModules(before.modules, after.modules);
    const { cuts, wallMs } = suggestions(sides[0].root, ['suggest', 'boot']);
    row.suggested = { ...scoreSuggestions(cuts, test.people, row.gone), wallMs, top: topOf(cuts) };
    Object.assign(row, verified(sides[0].root, test.people, row.gone));
  } catch (error) {
    row.failed = error.message;
  }
  return row;
}

function bootOf(root) {
  const { report, stderr } = runTool(['boot', 'boot', '--runs', '5', '--probed-runs', '3'], root);
  const trace = report?.boots?.[0];
  if (trace === undefined || trace.failure !== null)
    throw new Error(`boot failed in ${root}: ${trace?.failure?.message ?? report?.error?.message ?? stderr}`);
  return trace;
}

/** @returns the report of the one entry */
function suggestions(root, args) {
  const { report, stderr, wallMs } = runTool(args, root);
  if (report?.cuts?.[0] === undefined)
    throw new Error(`${args.join(' ')}: ${report?.error?.message ?? stderr ?? 'no cuts'}`);
  return { cuts: report.cuts[0], wallMs };
}

/** The plan that is left when boots have shown what is used, and the boots with all of it. */
function verified(root, people, gone) {
  const { cuts, wallMs } = suggestions(root, ['suggest', 'boot', '--verify']);
  const { measurement, rounds, settled, dropped, untried } = cuts.verified;
  const plan = {
    ...scoreSuggestions(cuts, people, gone),
    startup: cuts.startup,
    cuts: cuts.plan.cuts,
    edges: planEdges(cuts),
    dropped: dropped.map(({ from, line, to }) => `${from}:${line} -> ${to}`),
    untried,
    rounds,
    settled,
    wallMs,
    top: topOf(cuts),
  };
  // What no boot has shown is no equivalent.
  if (measurement === null && plan.how === 'equivalent') Object.assign(plan, { found: false, how: null });
  if (measurement === null) return { plan };
  return { plan, measurement, prediction: scorePrediction(cuts, measurement) };
}

function planEdges({ candidates, plan }) {
  const chosen = new Set(plan.cuts);
  return candidates
    .filter(({ id }) => chosen.has(id))
    .flatMap(({ edges }) => edges.map(({ from, line, to }) => `${from}:${line} -> ${to}`));
}

function topOf({ candidates }) {
  return candidates.slice(0, 5).map(({ action, edges, frees, safety }) => ({
    action,
    from: `${edges[0].from}:${edges[0].line}`,
    to: edges[0].to,
    edges: edges.length,
    ms: frees.ms,
    modules: frees.modules.length,
    safety,
  }));
}

function print(all) {
  const { cpu, node, load } = machine();
  console.log(`Node ${node}, ${cpu}, load ${load}; CPU of whole boots, medians of interleaved pairs\n`);
  const ratio = (value) => (value === undefined ? '-' : value.toFixed(2));
  const ms = (value) => (value === null || value === undefined ? '-' : value.toFixed(0));
  const headers = [
    'release', '>people', '>verified plan', 'found', 'first answer', '>ranks', '>imports', 'output', '>touched',
    '>predicted ms', '>measured ms', '>error',
  ]; // prettier-ignore
  const cells = all.map(({ name, people, suggested, plan, measurement, prediction }) => [
    name,
    ratio(people?.ratio),
    ratio(measurement && 1 + measurement.change),
    plan ? (plan.how ?? 'NO') : '-',
    suggested ? (suggested.how ?? 'no') : '-',
    plan ? plan.ranks.map((rank) => rank ?? '-').join(' ') : '-',
    String(plan?.edges.length ?? '-'),
    measurement ? (measurement.sameOutput && measurement.sameExitCode ? 'same' : 'DIFFERS') : '-',
    String(measurement?.touched.length ?? '-'),
    ms(prediction?.predictedMs),
    ms(prediction?.measuredMs),
    ratio(prediction?.error ?? undefined),
  ]);
  console.log(markdownTable(headers, cells));
  for (const { name, failed } of all) if (failed) console.log(`- ${name}: ${failed}`);
}
