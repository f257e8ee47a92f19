// The story that import-budget was made for, with real packages: a server, a worker and a command share an api whose
// index brings in every SDK. `node bench/born-from.mjs DIR [--rounds 3] [--json FILE]`
// What do people's cuts save? Does the tool alone find the aggregator, the leaf under a heavy index, the listeners that
// would be lost and the cycle that would be unmasked? Do its own fixes save as much, with every rule kept? And does it say
// the same of a copy with other names and another shape? Exits 1 where something is not found or not kept.
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { layOutTree, ROLES } from './born-from-tree.mjs';
import { findingsOf } from './born-from-findings.mjs';
import { median } from './median.mjs';
import { machine } from './print.mjs';
import { runTool } from './run-tool.mjs';
import { markdownTable } from './table.mjs';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, json: { type: 'string' } },
});
if (positionals.length !== 1)
  throw new Error('usage: node bench/born-from.mjs DIR [--rounds N] [--json FILE]');
const folder = resolve(positionals[0]);
const result = { shapes: {} };

for (const shape of Object.keys(ROLES)) result.shapes[shape] = tell(shape);
result.same = sameFindings(Object.values(result.shapes));
if (options.json) writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
print();

function tell(shape) {
  const renamed = shape !== 'depot';
  const tree = (name) => join(folder, `${shape}-${name}`);
  for (const [name, overlays] of [['before', []], ['people', ['cut', 'fixed']], ['fixed', []]]) {
    sharePackages(tree(name));
    layOutTree(tree(name), { overlays, renamed });
  } // prettier-ignore
  const roles = ROLES[shape];
  const reports = Object.fromEntries(
    Object.entries(roles.entries).map(([role, name]) => [role, cutsOf(tree('before'), name)]),
  );
  const told = { findings: findingsOf(reports, roles), fixes: fixAll(tree('fixed'), reports) };
  const boots = bootInTurn(['before', 'people', 'fixed'].map(tree), Object.values(roles.entries));
  return { ...told, boots, checks: { code: runTool(['check'], tree('fixed')).code } };
}

/** One installation serves all: the packages of the first tree are linked into the others file by file. */
function sharePackages(tree) {
  const first = join(folder, 'depot-before', 'node_modules');
  if (!existsSync(first) || existsSync(join(tree, 'node_modules'))) return;
  mkdirSync(tree, { recursive: true });
  cpSync(first, join(tree, 'node_modules'), {
    recursive: true,
    filter: (path) => !path.startsWith(join(first, '@depot')),
  });
}

function cutsOf(root, entry) {
  const { report, stderr } = runTool(['suggest', entry, '--verify'], root);
  if (report?.cuts?.[0] === undefined)
    return { failed: report?.error?.message ?? stderr ?? 'no cuts', candidates: [], plan: { cuts: [] } };
  return report.cuts[0];
}

/** Writes the plans of all entries. @returns what was written for which cut, or why not */
function fixAll(root, reports) {
  const cuts = new Set(Object.values(reports).flatMap(({ plan }) => plan.cuts));
  return [...cuts].map((cut) => {
    const { code, report, stderr } = runTool(['fix', cut], root);
    return { cut, code, message: report?.error?.message ?? stderr ?? null };
  });
}

/** CPU until ready, medians; trees in turn, so that all of them meet the same weather. */
function bootInTurn(trees, entries) {
  const boots = Object.fromEntries(entries.map((entry) => [entry, trees.map(() => ({ cpuMs: [] }))]));
  for (let round = 0; round < Number(options.rounds); round++)
    for (const [at, root] of trees.entries()) {
      const { report, stderr } = runTool(['boot', '--runs', '3', '--probed-runs', '1'], root);
      if (report?.boots === undefined)
        throw new Error(`boot failed in ${root}: ${report?.error?.message ?? stderr}`);
      for (const trace of report.boots) {
        const boot = boots[trace.entry][at];
        boot.cpuMs.push(trace.totals.cpuMs.value);
        boot.modules = trace.modules.filter(({ origin }) => origin !== 'builtin').length;
        boot.listeners = trace.registrations.filter(({ kind }) => kind === 'registrar').length;
        boot.failure = trace.failure?.message ?? null;
      }
    }
  return boots;
}

function sameFindings([one, other]) {
  return JSON.stringify(one.findings) === JSON.stringify(other.findings);
}

function print() {
  const { cpu, node, load } = machine();
  console.log(`Node ${node}, ${cpu}, load ${load}; CPU ms until ready, medians\n`);
  for (const [shape, { findings, boots, fixes, checks }] of Object.entries(result.shapes)) {
    const rows = Object.entries(boots).map(([entry, sides]) => {
      const [before, people, fixed] = sides.map(({ cpuMs }) => median(cpuMs));
      const cell = (value) => `${value.toFixed(0)} (${(before / value).toFixed(2)}x)`;
      const counts = (key) => sides.map((side) => side[key]).join(' / ');
      return [entry, before.toFixed(0), cell(people), cell(fixed), counts('modules'), counts('listeners')];
    });
    console.log(`${shape}\n`);
    console.log(markdownTable(['entry', '>before', '>by people', '>by fix', '>modules', '>listeners'], rows));
    for (const [what, where] of Object.entries(findings))
      console.log(`- ${what}: ${where.join(', ') || 'NOT FOUND'}`);
    for (const { cut, code, message } of fixes)
      if (code !== 0) console.log(`- fix ${cut}: ${message ?? code}`);
    console.log(`- check after the fixes: exit code ${checks.code}\n`);
  }
  console.log(`the copy gives ${result.same ? 'the same' : 'OTHER'} findings`);
  const good = Object.values(result.shapes).every(
    ({ findings, checks }) => checks.code === 0 && Object.values(findings).every((where) => where.length > 0),
  );
  process.exitCode = good && result.same ? 0 : 1;
}
