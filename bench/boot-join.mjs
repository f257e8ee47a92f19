// What `boot` itself costs beside the boots: CPU of this process while the library boots a made-up CommonJS program, its
// children not counted, with warm facts; and of that the graph alone. `node bench/boot-join.mjs [modules…]`
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './median.mjs';
import { seeded } from './seeded.mjs';

const { analyze, boot } = await import('../dist/index.js');

const RUNS = 3;
const FILES_PER_FOLDER = 200;
const sizes = process.argv.slice(2).map(Number);

for (const modules of sizes.length > 0 ? sizes : [5_000, 20_000]) {
  const root = mkdtempSync(join(tmpdir(), 'bench-boot-join-'));
  try {
    writeProgram(root, modules);
    const common = { root, cache: join(root, '.cache') };
    const command = ['node', 'main.js'];
    const booting = { ...common, command, runs: 1, probedRuns: 1, registrations: false, maxMs: 120_000 };
    const report = await boot(booting);
    const loaded = report.boots[0].modules.length;
    const whole = await cpuOf(() => boot(booting));
    const graph = await cpuOf(() => analyze({ ...common, entries: ['main.js'] }));
    console.log(`${loaded} modules: boot ${whole} ms, of that the graph ${graph} ms`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function cpuOf(action) {
  const times = [];
  for (let run = 0; run < RUNS; run++) {
    const start = process.cpuUsage();
    await action();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return median(times).toFixed(0);
}

/** Every module is required by an earlier one, and requires up to four more behind it. */
function writeProgram(root, modules) {
  const random = seeded(7);
  const pathOf = (module) => `d${Math.floor(module / FILES_PER_FOLDER)}/m${module}.js`;
  const required = Array.from({ length: modules }, () => new Set());
  for (let module = 1; module < modules; module++) required[Math.floor(random() ** 1.2 * module)].add(module);
  for (let module = 0; module < modules; module++) {
    for (let i = 0; i < 4; i++) {
      const to = module + 1 + Math.floor(random() ** 3 * (modules - module - 1));
      if (to < modules) required[module].add(to);
    }
    if (module % FILES_PER_FOLDER === 0) mkdirSync(join(root, `d${module / FILES_PER_FOLDER}`));
    const lines = [...required[module]].map((to, i) => `const m${i} = require('../${pathOf(to)}');`);
    writeFileSync(join(root, pathOf(module)), `${lines.join('\n')}\nexports.value = ${module};\n`);
  }
  writeFileSync(join(root, 'package.json'), '{"name":"many"}');
  writeFileSync(join(root, 'main.js'), `require('./${pathOf(0)}');\n`);
}
