// Boot traces of real programs against what their boots really loaded: `node bench/score-boot-truth.mjs DIR [NAME…]`.
// DIR holds programs.json ([{name, dir, entry, args, nodeArgs?, env?, kind, port?, files?}]), apps/DIR with the
// installed programs (a program's own `files` are written there) and truth/NAME.json (modules[] with file and class).
// Each is booted offline where the machine allows it, as it was when the truth was recorded. Exits 1 where a module is
// missing or too many. A boot that hands over to another process is compared with that one's modules.
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { bootJson, filesOf, offlinePrefix } from './boot-run.mjs';
import { markdownTable } from './table.mjs';

/** Not modules of the program: what traced it, and texts that the loader read for itself. */
const NEUTRAL = ['preload', 'loader', 'unlinked'];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1' },
    'probed-runs': { type: 'string', default: '1' },
    mode: { type: 'string' },
    node: { type: 'string' },
  },
});
const [folder, ...only] = positionals;
if (!folder) {
  console.error(
    'usage: node bench/score-boot-truth.mjs DIR [NAME…] [--runs N] [--probed-runs N] [--mode MODE] [--node BIN]',
  );
  process.exitCode = 2;
} else await scoreAll(realpathSync(folder));

async function scoreAll(base) {
  const prefix = offlinePrefix();
  if (prefix.length === 0) console.log('No network of its own to be had: programs may reach the real one.\n');
  const programs = JSON.parse(readFileSync(join(base, 'programs.json'), 'utf8')).filter(
    ({ name }) => only.length === 0 || only.includes(name),
  );
  const rows = [];
  for (const program of programs) rows.push(await scoreOne(base, program, prefix));
  print(rows);
  process.exitCode = rows.length > 0 && rows.every(({ ok }) => ok) ? 0 : 1;
}

async function scoreOne(base, program, prefix) {
  const root = join(base, 'apps', program.dir);
  const { name } = program;
  if (!existsSync(join(root, program.entry)))
    return { name, ok: false, problem: `apps/${program.dir}/${program.entry} is not installed` };
  for (const [file, text] of Object.entries(program.files ?? {})) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const { json, stderr, stdout, code, wallMs } = await bootJson(argumentsFor(program, root), {
    cwd: root,
    env: program.env,
    prefix,
  });
  const trace = json?.boots?.[0];
  if (trace === undefined)
    return {
      name,
      ok: false,
      problem: `no boot in the report (exit ${code}): ${(stderr || stdout).slice(0, 400)}`,
    };
  const truth = JSON.parse(readFileSync(join(base, 'truth', `${name}.json`), 'utf8'));
  return { name, wallMs, mode: trace.probe.mode, failure: trace.failure, ...compare(truth, trace, root) };
}

function argumentsFor({ entry, args = [], nodeArgs = [], kind, port }, root) {
  return [
    '--root',
    root,
    '--runs',
    flags.runs,
    '--probed-runs',
    flags['probed-runs'],
    '--no-registrations',
    ...(flags.mode === undefined ? [] : ['--probe-mode', flags.mode]),
    ...(kind === 'server' ? ['--ready', `listen:${port}`] : ['--ready', 'exit']),
    '--',
    flags.node ?? process.execPath,
    ...nodeArgs,
    entry,
    ...args,
  ];
}

/** @returns loaded, found, recall, precision, missed and tooMany (files), ok */
function compare(truth, trace, root) {
  const inRoot = (file) => (isAbsolute(file) ? relative(root, file) : file);
  const child = truth.children?.find(({ modules }) => modules.includes(trace.main));
  const modules =
    child?.modules.map((file) => ({ file })) ?? truth.modules.filter(({ evaluated }) => evaluated !== false);
  const wanted = new Set(modules.filter((module) => !NEUTRAL.includes(module.class)).map(({ file }) => file));
  const neutral = new Set(
    truth.modules.filter((module) => NEUTRAL.includes(module.class)).map(({ file }) => file),
  );
  const found = new Set(
    filesOf(trace)
      .map(inRoot)
      .filter((file) => !neutral.has(file)),
  );
  const missed = [...wanted].filter((file) => !found.has(file));
  const tooMany = [...found].filter((file) => !wanted.has(file));
  return {
    loaded: wanted.size,
    found: found.size,
    recall: (wanted.size - missed.length) / wanted.size,
    precision: (found.size - tooMany.length) / found.size,
    missed,
    tooMany,
    ok: missed.length === 0 && tooMany.length === 0,
    note: child === undefined ? '' : `process of ${trace.main}`,
  };
}

function print(rows) {
  const share = (value) => (value === undefined || Number.isNaN(value) ? '-' : value.toFixed(3));
  console.log(
    markdownTable(
      ['program', 'mode', '>loaded', '>traced', '>recall', '>precision', '>s', ''],
      rows.map(({ name, ok, mode, loaded, found, recall, precision, wallMs, note }) => [
        name,
        mode ?? '-',
        String(loaded ?? '-'),
        String(found ?? '-'),
        share(recall),
        share(precision),
        wallMs === undefined ? '-' : (wallMs / 1000).toFixed(1),
        [ok ? '' : 'FAILED', note].filter(Boolean).join(' '),
      ]),
    ),
  );
  for (const { name, problem, failure, missed = [], tooMany = [] } of rows) {
    if (problem !== undefined) console.log(`\n${name}: ${problem}`);
    if (failure) console.log(`\n${name}: the boot failed: ${failure.kind}: ${failure.message}`);
    for (const [what, files] of [
      ['missed', missed],
      ['traced, not loaded', tooMany],
    ]) {
      if (files.length === 0) continue;
      console.log(`\n${name}: ${what} ${files.length}`);
      for (const file of files.slice(0, 20)) console.log(`- ${file}`);
    }
  }
}
