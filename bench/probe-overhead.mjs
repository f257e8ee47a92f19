// What the probe costs a program: `node bench/probe-overhead.mjs FOLDER [NAME…] [--runs N] [--limit SHARE] [--node BIN]`.
// FOLDER holds programs.json and apps/ (see programs-to-boot.mjs). Boots with and without the probe take turns; the
// figures are medians of their CPU. Exits 1 where the probe costs more than the limit (default 0.10).
import { parseArgs } from 'node:util';
import { bootJson } from './boot-run.mjs';
import { median } from './median.mjs';
import { programsToBoot } from './programs-to-boot.mjs';
import { markdownTable } from './table.mjs';

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '15' },
    limit: { type: 'string', default: '0.10' },
    mode: { type: 'string' },
    node: { type: 'string' },
  },
});
if (positionals.length === 0) {
  console.error(
    'usage: node bench/probe-overhead.mjs FOLDER [NAME…] [--runs N] [--limit SHARE] [--mode MODE] [--node BIN]',
  );
  process.exitCode = 2;
} else await measureAll();

async function measureAll() {
  const rows = [];
  for (const program of programsToBoot(positionals)) rows.push(await overheadOf(program));
  console.log(
    markdownTable(
      ['program', 'mode', '>modules', '>runs', '>plain ms', '>probed ms', '>overhead', '>per module us', ''],
      rows.map((row) => row.cells),
    ),
  );
  process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
}

async function overheadOf({ name, root, command }) {
  const { json, code, stderr } = await bootJson(
    [
      '--root',
      root,
      '--runs',
      flags.runs,
      '--probed-runs',
      flags.runs,
      '--max-time',
      '600s',
      '--ready',
      'exit',
      ...(flags.mode === undefined ? [] : ['--probe-mode', flags.mode]),
      '--no-registrations',
      '--',
      flags.node ?? command[0],
      ...command.slice(1),
    ],
    { cwd: root, limitMs: 700_000 },
  );
  const trace = json?.boots?.[0];
  if (trace === undefined)
    throw new Error(`${name}: no boot in the report (exit ${code}): ${stderr.slice(0, 400)}`);
  const of = (kind) =>
    trace.runs.filter((run) => run.kind === kind && run.cpuMs !== null).map((run) => run.cpuMs);
  const [plain, probed] = [of('plain'), of('probed')];
  const [plainMs, probedMs] = [median(plain), median(probed)];
  const overhead = probedMs / plainMs - 1;
  const ok = overhead <= Number(flags.limit);
  const modules = trace.modules.length;
  const cells = [
    name,
    trace.probe.mode,
    String(modules),
    `${plain.length} + ${probed.length}`,
    plainMs.toFixed(1),
    probedMs.toFixed(1),
    `${(overhead * 100).toFixed(1)} %`,
    (((probedMs - plainMs) * 1000) / modules).toFixed(0),
    ok ? '' : 'FAILED',
  ];
  return { ok, cells };
}
