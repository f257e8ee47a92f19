// Hostile programs under `boot`: `node bench/score-hostile-boots.mjs OUT [CASE…]`.
// OUT holds one folder a case with case.json: {entry, mode: static|boot|both, limitS, nodeArgs?, plain, mustFind?,
// mustNotFind?, mustMention?}. A case passes when the command ends by itself within its limit with a documented exit
// code, prints one valid JSON report with the modules asked for and no stack trace of our own, leaves no process (and so
// no listening port) and no temporary file behind and changes nothing in the folder. Processes are looked for on Linux.
import { lstatSync, readFileSync, readdirSync, readlinkSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootJson, filesOf } from './boot-run.mjs';
import { markdownTable } from './table.mjs';

/** The program of this case writes beside itself. */
const WRITES = /writes-itself/;
/** Timing out is the point of these: a short limit of our own, to be told. */
const HANGS = 'timeout';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { timeout: { type: 'string', default: '8s' }, verbose: { type: 'boolean', default: false } },
});
const [folder, ...only] = positionals;
if (!folder) {
  console.error('usage: node bench/score-hostile-boots.mjs OUT [CASE…] [--timeout 8s] [--verbose]');
  process.exitCode = 2;
} else await scoreAll(realpathSync(folder));

async function scoreAll(out) {
  const cases = readdirSync(out)
    .filter((name) => only.length === 0 || only.some((part) => name.startsWith(part)))
    .flatMap((name) => {
      const given = caseOf(join(out, name, 'case.json'));
      return given === null || given.mode === 'static' ? [] : [{ name, root: join(out, name), ...given }];
    });
  const rows = [];
  for (const item of cases) {
    const row = await scoreOne(item);
    rows.push(row);
    const state = row.problems.length === 0 ? 'ok' : 'FAILED';
    console.error(`${item.name} ${state} ${row.problems.join('; ')}`);
  }
  print(rows);
  process.exitCode = rows.length > 0 && rows.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

function caseOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

async function scoreOne(item) {
  const before = listing(item.root);
  const run = await bootJson(
    [
      '--root',
      item.root,
      '--runs',
      '1',
      '--probed-runs',
      '1',
      '--timeout',
      flags.timeout,
      '--no-registrations',
      '--',
      process.execPath,
      ...(item.nodeArgs ?? []),
      item.entry,
    ],
    { cwd: item.root, limitMs: item.limitS * 1000 },
  );
  // What was killed last may need a moment to be gone.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const problems = [...ended(run, item), ...modules(run, item), ...leftovers(before, run, item)];
  if (flags.verbose && problems.length > 0)
    console.error(run.stdout.slice(0, 3000), run.stderr.slice(0, 2000));
  const failure = run.json?.boots?.[0]?.failure ?? run.json?.error;
  return { name: item.name, code: run.code, wallMs: run.wallMs, failure, problems };
}

/** How the command itself ended. 0: booted; 2: the target failed. */
function ended({ code, signal, timedOut, stdout, stderr, json }, { plain, limitS, mustMention = [] }) {
  const problems = [];
  if (timedOut) return [`still running after ${limitS} s`];
  if (signal !== null) problems.push(`ended by ${signal}`);
  if (json === undefined) problems.push(`stdout is no JSON: ${stdout.slice(0, 80)}`);
  if (/^ {4}at .*(import-budget|node:internal)|UnhandledPromise|^Node\.js v/m.test(stderr))
    problems.push(`a stack trace: ${stderr.slice(0, 200)}`);
  const good = [plain].flat().includes(0);
  const allowed = good ? ([plain].flat().length > 1 ? [0, 2] : [0]) : plain === HANGS ? [0, 2] : [2];
  if (signal === null && !allowed.includes(code))
    problems.push(`exit ${code}, not ${allowed.join(' or ')}: ${stderr.trim().slice(0, 160)}`);
  const said = stdout + stderr;
  for (const word of mustMention) if (!said.includes(word)) problems.push(`does not mention ${word}`);
  return problems;
}

/** For mode `both` the lists are about the static graph: what the boot did not reach is no failure there. */
function modules({ json }, { mode, mustFind = [], mustNotFind = [] }) {
  const trace = json?.boots?.[0];
  if (trace === undefined) return mode === 'boot' && mustFind.length > 0 ? ['no boot in the report'] : [];
  const found = new Set(filesOf(trace));
  const missing = mode === 'boot' ? mustFind.filter((file) => !found.has(file)) : [];
  return [
    ...missing.map((file) => `${file} is not in the trace`),
    ...mustNotFind.filter((file) => found.has(file)).map((file) => `${file} is in the trace`),
  ];
}

function leftovers(before, { pid, home }, { name, root }) {
  const problems = [];
  // The names of our own temporary folders hold our number.
  const temp = readdirSync(tmpdir()).filter((entry) => entry.startsWith(`import-budget-${pid}-`));
  if (temp.length > 0) problems.push(`left in the temporary folder: ${temp.join(', ')}`);
  const running = processesOf(root, home);
  if (running.length > 0) problems.push(`left running: ${running.join(', ')}`);
  if (!WRITES.test(name) && listing(root) !== before) problems.push('files of the folder changed');
  return problems;
}

/** Every file below a folder with its size and time of change, as one text. Links are not followed. */
function listing(path) {
  const rows = [];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const file = join(folder, entry.name);
      const { size, mtimeMs, mode } = lstatSync(file);
      if (entry.isDirectory()) folders.push(file);
      rows.push(`${file} ${size} ${mtimeMs} ${mode}`);
    }
  }
  return rows.toSorted().join('\n');
}

/** Processes that stand in a folder, or have the HOME that this run alone had. */
function processesOf(root, home) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'latin1'))) return false;
        if (readlinkSync(`/proc/${pid}/cwd`) === root) return true;
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${home}\0`);
      } catch {
        return false;
      }
    });
}

function print(rows) {
  console.log(
    markdownTable(
      ['case', '>exit', '>s', 'failure told', ''],
      rows.map(({ name, code, wallMs, failure, problems }) => [
        name,
        String(code),
        (wallMs / 1000).toFixed(1),
        failure
          ? `${failure.kind ?? failure.code}: ${failure.message}`.replaceAll(/\s+/g, ' ').slice(0, 70)
          : '',
        problems.length > 0 ? 'FAILED' : '',
      ]),
    ),
  );
  const failed = rows.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of failed)
    console.log(`\n${name}\n${problems.map((text) => `- ${text}`).join('\n')}`);
  console.log(`\n${rows.length - failed.length} of ${rows.length} cases hold`);
}
