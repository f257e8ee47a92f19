// How right are self times? `node bench/score-spin.mjs [--modules 80] [--seed 7] [--runs 9] [--limit MS]`.
// Writes a program of CommonJS and ES modules that each spin for a known time, boots it, and compares: |error| of self
// time, first importers, order of evaluation. Exits 1 where the 95th percentile of the error reaches the limit (1 ms), or
// an importer is wrong. For a quiet machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { spawnSync } from 'node:child_process';

const { values } = parseArgs({
  options: {
    modules: { type: 'string', default: '80' },
    seed: { type: 'string', default: '7' },
    runs: { type: 'string', default: '9' },
    limit: { type: 'string', default: '1' },
  },
});
const work = mkdtempSync(join(tmpdir(), 'spin-'));
try {
  process.exitCode = await score();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function score() {
  const { writeSpinProgram } = await generator();
  const folder = join(work, 'program');
  const truth = writeSpinProgram(folder, { modules: Number(values.modules), seed: Number(values.seed) });
  const measured = new Map(boot(folder, truth.entry).map((visit) => [visit.id, visit]));
  const errors = truth.modules
    .map(({ file, selfMs }) => Math.abs((measured.get(file)?.selfMs ?? Infinity) - selfMs))
    .toSorted((one, other) => one - other);
  const at = (share) => errors[Math.min(errors.length - 1, Math.floor(share * errors.length))];
  const wrong = truth.modules.filter(({ file, importer }) => measured.get(file)?.importer !== importer);
  console.log(
    `${errors.length} modules, ${values.runs} runs: |error| of self time p50 ${at(0.5).toFixed(3)} ms, p95 ${at(0.95).toFixed(3)} ms, max ${at(1).toFixed(3)} ms; first importers wrong: ${wrong.length}`,
  );
  return at(0.95) < Number(values.limit) && wrong.length === 0 ? 0 : 1;
}

function boot(folder, entry) {
  const args = ['boot', '--json', '--no-cache', '--no-registrations', '--max-time', '2m'];
  const runs = ['--runs', '1', '--probed-runs', values.runs];
  const { stdout } = spawnSync(
    process.execPath,
    [
      fileURLToPath(new URL('../bin/import-budget.js', import.meta.url)),
      ...args,
      ...runs,
      '--',
      'node',
      entry,
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  return JSON.parse(stdout).boots[0].modules;
}

/** The tests' own generator, which is TypeScript. */
async function generator() {
  const input = fileURLToPath(new URL('../test/support/spin-program.ts', import.meta.url));
  const bundle = await rolldown({ input, platform: 'node' });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const file = join(work, 'generator.mjs');
  writeFileSync(file, output[0].code);
  return import(file);
}
