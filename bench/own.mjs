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
 * @param report of `graph --json`
 * @returns modules: files in the graph, packages' and assets too, without builtins and what could not be found;
 *   edges: distinct pairs of those files that an import joins at run time
 */
export function ownCounts(report) {
  const files = new Set(report.modules.filter(isFile).map((module) => module.id));
  const pairs = new Set();
  for (const edge of report.edges)
    if (edge.timing !== 'erased' && files.has(edge.from) && files.has(edge.to))
      pairs.add(`${edge.from}\0${edge.to}`);
  return { modules: files.size, edges: pairs.size };
}

const isFile = (module) => module.origin === 'project' || module.origin === 'package';
