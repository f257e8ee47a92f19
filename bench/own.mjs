// How the benchmarks call import-budget itself: the built program, as a user would.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../bin/import-budget.js', import.meta.url));
const BUILT = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/**
 * @param options root (absolute); entries (paths relative to it); cacheDir, or absent for no cache
 * @returns argv of `import-budget graph --json`
 */
export function ownCommand({ root, entries, cacheDir }) {
  if (!existsSync(BUILT)) throw new Error('dist/cli.js is missing: run `npm run build` first');
  return [
    process.execPath,
    PROGRAM,
    'graph',
    '--json',
    '--root',
    root,
    ...entries.flatMap((entry) => ['--entry', entry]),
    ...(cacheDir === undefined ? ['--no-cache'] : ['--cache-dir', cacheDir]),
  ];
}

/**
 * Runs `import-budget graph --json` without a cache.
 *
 * @param root absolute path
 * @param entries paths relative to `root`
 * @returns the report; throws with what the program said where there is none
 */
export function ownReport(root, entries) {
  const folder = mkdtempSync(join(tmpdir(), 'import-budget-bench-'));
  try {
    const file = join(folder, 'report.json');
    const out = openSync(file, 'w');
    const [program, ...args] = ownCommand({ root, entries });
    const { status, stderr } = spawnSync(program, args, { cwd: root, stdio: ['ignore', out, 'pipe'] });
    closeSync(out);
    if (status !== 0) throw new Error(`exit ${status}: ${stderr.toString().trim().slice(0, 500)}`);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The part of a report that can exist at run time: files, and the distinct pairs of them that an import joins.
 *
 * @param report of `graph --json`
 * @param origins of the modules to keep; builtins and what could not be found are none of these files
 * @returns files: ids; pairs: `from\0to` -> the edges between them, erased ones left out
 */
export function runtimeGraph(report, origins = ['project', 'package']) {
  const modules = new Map(report.modules.map((module) => [module.id, module]));
  const kept = [...modules.values()].filter((module) => origins.includes(module.origin));
  const files = new Set(kept.map((module) => module.id));
  const importers = new Set(files);
  const pairs = new Map();
  for (const edge of report.edges) {
    if (edge.timing === 'erased' || !importers.has(edge.from)) continue;
    // What is only referred to (an asset, a worker) is in the report as an edge, not as a module.
    if (edge.timing === 'reference' && !modules.has(edge.to) && !/^(node|unresolved):/.test(edge.to))
      files.add(edge.to);
    if (!files.has(edge.to)) continue;
    const pair = `${edge.from}\0${edge.to}`;
    if (!pairs.has(pair)) pairs.set(pair, []);
    pairs.get(pair).push(edge);
  }
  return { modules, files, pairs };
}
