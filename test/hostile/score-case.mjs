// One case through every command it is meant for.
import { join } from 'node:path';
import { judgeFiles, judgeRun, parsed } from './judge.mjs';
import { runCommand } from './run-command.mjs';
import { changesBetween, stateOf } from './witness.mjs';

const NOBODY = 65534;
/** How long one boot may take by our own limit: programs that never end have a word for it. */
const BOOT_TIMEOUT = '8s';
/** `why` is asked about so many of the files that must be found. */
const ASKED = 3;
/** `cycles` says so where one breaks now. */
const FINDINGS = 1;

/**
 * @param item a case as readKit gives it
 * @param onRun called with the command and what came of it
 * @returns one row a command: command, code, wallMs, problems
 */
export async function scoreCase(item, onRun = () => {}) {
  const before = stateOf(item.root);
  // Root reads everything: a case with closed files is for another user.
  const uid = before.closed && process.getuid?.() === 0 ? NOBODY : undefined;
  const rows = [];
  for (const { args, check, expected } of [...statics(item), ...boots(item)]) {
    const limitMs = item.limitS * 1000;
    const run = await runCommand(args, { cwd: item.root, limitMs, uid });
    const problems = judgeRun(run, { ...expected, limitS: item.limitS });
    if (check && !run.timedOut && problems.length === 0) problems.push(...check(parsed(run.stdout)));
    const row = { command: args.join(' '), code: run.code, wallMs: run.wallMs, problems };
    onRun(row, run);
    rows.push(row);
  }
  if (!item.writes) {
    const changed = changesBetween(before, stateOf(item.root));
    const names = changed.map((path) => JSON.stringify(path)).join(', ');
    if (changed.length > 0)
      rows.push({ command: '', code: null, wallMs: 0, problems: [`changed: ${names}`] });
  }
  return rows;
}

/** graph (as JSON and in words), why, cycles, suggest. */
function statics(item) {
  if (item.mode === 'boot') return [];
  const { mustFind = [], exit = {}, mustMention } = item;
  const allowed = exit.static ?? staticCodes(item);
  const where = ['--root', item.root, ...(item.entry === null ? [] : ['--entry', item.entry])];
  const json = (command, words = []) => ({
    args: [command, ...where, '--json', '--', ...words],
    expected: { allowed: exit[command] ?? allowed, json: true },
  });
  const asked = [...new Set([0, mustFind.length >> 1, mustFind.length - 1].slice(0, ASKED))];
  const graph = json('graph');
  return [
    {
      ...graph,
      expected: { ...graph.expected, mentions: mustMention },
      check: (report) => [...judgeFiles(report, item), ...judgeTimings(report, item)],
    },
    { args: ['graph', ...where, '--no-color'], expected: { allowed, mentions: mustMention } },
    ...asked
      .filter((at) => at >= 0 && at < mustFind.length)
      .map((at) => json('why', [literally(mustFind[at])])),
    { args: ['why', ...where, '--', 'nothing/is/called/this'], expected: { allowed: [0, 2] } },
    { ...json('cycles'), expected: { allowed: [...allowed, FINDINGS], json: true } },
    { args: ['cycles', ...where, '--no-color'], expected: { allowed: [...allowed, FINDINGS] } },
    json('suggest'),
    { args: ['suggest', ...where, '--no-color'], expected: { allowed } },
  ];
}

/** A file's name as a pattern that means itself. */
function literally(file) {
  return file.startsWith('-') ? `./${file}` : file;
}

/** Node gets by with it, or parts of it must be found: then so do we. */
function staticCodes({ plain, mustFind = [] }) {
  return mustFind.length > 0 || [plain].flat().includes(0) ? [0] : [0, 2];
}

/** Cases of ours say of some files whether they run at boot for certain. */
function judgeTimings(report, { eager = [], notEager = [] }) {
  const [entry] = report?.entries ?? [];
  const certain = new Set(entry?.startup.eager);
  return [
    ...eager.filter((id) => !certain.has(id)).map((id) => `${id} is not eager`),
    ...notEager.filter((id) => certain.has(id)).map((id) => `${id} is eager`),
  ];
}

function boots(item) {
  if (item.mode === 'static') return [];
  const { nodeArgs = [], exit = {}, mustMention, mode } = item;
  const flags = ['--root', item.root, '--runs', '1', '--probed-runs', '1', '--timeout', BOOT_TIMEOUT];
  const command = ['--', process.execPath, ...nodeArgs, item.entry];
  const allowed = exit.boot ?? bootCodes(item);
  // Of mode `both` the list of what must be found is about the graph.
  const files = { mustFind: mode === 'boot' ? item.mustFind : [], mustNotFind: item.mustNotFind };
  return [
    {
      args: ['boot', ...flags, '--no-registrations', '--json', ...command],
      expected: { allowed, json: true, mentions: mustMention },
      check: (report) => judgeFiles(report, files),
    },
    { args: ['boot', ...flags, '--no-color', ...command], expected: { allowed, mentions: mustMention } },
  ];
}

/** 0: booted; 2: the program failed. */
function bootCodes({ plain }) {
  const codes = [plain].flat();
  if (codes.includes(0)) return codes.length > 1 ? [0, 2] : [0];
  return codes.includes('timeout') || plain === undefined ? [0, 2] : [2];
}

/** Where a case lies in a kit. */
export function caseFile(root) {
  return join(root, 'case.json');
}
