// The story that import-budget was made for, with real packages: a server, a worker and a command share an api whose
// index brings in every SDK.
// `node bench/born-from.mjs DIR [--weight sdks|own] [--shape depot] [--quick] [--rounds 3] [--json FILE]`
// What do people's cuts save? Does the tool alone find the aggregator, the leaf under a heavy index, the listeners that
// would be lost and the cycle that would be unmasked? Do its own fixes save as much, with every rule kept? And does it say
// the same of a copy with other names and another shape? Exits 1 where something is not found, not kept or not twice as
// fast. With --quick, bytes stand for times, so that the same is told wherever it runs, and only the fixed trees are booted.
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findingsOf } from './born-from-findings.mjs';
import { printStory } from './born-from-print.mjs';
import { layOutTree, ROLES } from './born-from-tree.mjs';
import { WEIGHTS } from './born-from-weights.mjs';
import { median } from './median.mjs';
import { runTool } from './run-tool.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    weight: { type: 'string', default: 'sdks' },
    shape: { type: 'string', multiple: true, default: Object.keys(ROLES) },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});
if (positionals.length !== 1) throw new Error('usage: node bench/born-from.mjs DIR [--weight sdks|own] …');
const FEW = ['--runs', options.quick ? '1' : '3', '--probed-runs', '1'];
const folder = resolve(positionals[0]);
const weight = WEIGHTS[options.weight];
const result = { weight: options.weight, shapes: {} };

for (const shape of options.shape) result.shapes[shape] = tell(shape);
result.same =
  new Set(Object.values(result.shapes).map(({ findings }) => JSON.stringify(findings))).size === 1;
result.mistakes = Object.entries(result.shapes).flatMap(([shape, story]) => mistakesOf(shape, story));
if (!result.same) result.mistakes.push('the copy gives other findings');
if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
printStory(result);
process.exitCode = result.mistakes.length === 0 ? 0 : 1;

function tell(shape) {
  const steps = { before: 'before', fixed: 'before', ...(!options.quick && { people: 'people' }) };
  const tree = (name) => join(folder, `${shape}-${name}`);
  for (const [name, step] of Object.entries(steps)) {
    sharePackages(tree(name));
    layOutTree(tree(name), { step, weight: options.weight, renamed: shape !== 'depot' });
  }
  const roles = ROLES[shape];
  const names = Object.values(roles.entries);
  const asked = options.quick ? [] : ['--boot', '--verify'];
  const { report, stderr } = runTool(['suggest', ...names, ...asked], tree('before'));
  if (report?.cuts === undefined) throw new Error(`suggest failed: ${report?.error?.message ?? stderr}`);
  const reports = Object.fromEntries(
    Object.entries(roles.entries).map(([role, name]) => [
      role,
      report.cuts.find(({ entry }) => entry === name),
    ]),
  );
  return {
    findings: findingsOf(reports, roles, weight.packages),
    verified: Object.fromEntries(report.cuts.map(({ entry, verified }) => [entry, verifiedOf(verified)])),
    fix: fixAll(tree('fixed'), report),
    checks: { before: check(tree('before'), ['--static-only']), fixed: check(tree('fixed'), FEW) },
    boots: options.quick
      ? null
      : bootInTurn({ before: tree('before'), people: tree('people'), fixed: tree('fixed') }, names),
  };
}

/** One installation serves all: the packages of the first tree are copied into the others. */
function sharePackages(tree) {
  const first = join(folder, 'depot-before', 'node_modules');
  if (!existsSync(first) || existsSync(join(tree, 'node_modules'))) return;
  mkdirSync(tree, { recursive: true });
  const own = join(first, '@depot');
  cpSync(first, join(tree, 'node_modules'), { recursive: true, filter: (path) => !path.startsWith(own) });
}

function verifiedOf(verified) {
  if (!verified) return null;
  const { settled, untried, dropped, measurement } = verified;
  return { settled, change: measurement?.change ?? null, untried, dropped: dropped.length };
}

/** Writes the plans of all entries at once. */
function fixAll(root, report) {
  const cuts = [...new Set(report.cuts.flatMap(({ plan }) => plan.cuts))];
  const saved = join(root, 'suggested.json');
  writeFileSync(saved, JSON.stringify(report));
  const { code, report: done, stderr } = runTool(['fix', ...cuts, '--from', saved], root);
  return {
    cuts,
    code,
    files: done?.files?.map(({ file }) => file) ?? [],
    message: done?.error?.message ?? stderr ?? null,
  };
}

function check(root, flags) {
  const { code, report, stderr } = runTool(['check', ...flags], root);
  const findings = report?.findings ?? [];
  return {
    code,
    message: report?.error?.message ?? stderr ?? null,
    rules: [...new Set(findings.filter(({ level }) => level === 'error').map(({ rule }) => rule))].toSorted(),
    entries: Object.fromEntries((report?.boots ?? []).map((trace) => [trace.entry, factsOf(trace)])),
  };
}

function factsOf({ totals, modules, registrations, failure }) {
  return {
    cpuMs: totals.cpuMs?.value ?? null,
    modules: modules.filter(({ origin }) => origin !== 'builtin').length,
    packages: [
      ...new Set(modules.flatMap((one) => (one.origin === 'package' ? [one.package] : []))),
    ].toSorted(),
    listeners: registrations.filter(({ kind }) => kind === 'registrar').length,
    failure: failure?.message ?? null,
  };
}

/** CPU until ready; trees in turn, so that all of them meet the same weather. */
function bootInTurn(trees, entries) {
  const boots = Object.fromEntries(
    entries.map((entry) => [entry, Object.fromEntries(Object.keys(trees).map((step) => [step, []]))]),
  );
  for (let round = 0; round < Number(options.rounds); round++)
    for (const [step, root] of Object.entries(trees)) {
      const { report, stderr } = runTool(['boot', ...FEW], root);
      if (report?.boots === undefined)
        throw new Error(`boot failed in ${root}: ${report?.error?.message ?? stderr}`);
      for (const trace of report.boots) boots[trace.entry][step].push(factsOf(trace));
    }
  return boots;
}

/** What contradicts the story. */
function mistakesOf(shape, { findings, fix, checks, boots, verified }) {
  const mistakes = [];
  const say = (isWrong, text) => isWrong && mistakes.push(`${shape}: ${text}`);
  for (const [what, where] of Object.entries(findings)) say(where.length === 0, `not found: ${what}`);
  say(fix.code !== 0, `fix: ${fix.message}`);
  say(checks.before.code !== 1, `check before: exit code ${checks.before.code}`);
  say(checks.fixed.code !== 0, `check after: exit code ${checks.fixed.code} ${checks.fixed.rules}`);
  for (const [entry, found] of Object.entries(verified))
    say(found !== null && !found.settled, `${entry}: the plan is not verified`);
  for (const [entry, { before, fixed }] of Object.entries(boots ?? {})) {
    const cpu = (runs) => median(runs.map(({ cpuMs }) => cpuMs));
    say(cpu(before) < 2 * cpu(fixed), `${entry}: not twice as fast`);
  }
  return mistakes;
}
