// What the package check does with the installed package, as the README shows it: the program is one that comes along.
const PROGRAM = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
const ENTRY = ['--entry', `depcruise=${PROGRAM}`];

/** @returns arguments, the exit code and a piece of stdout that each must give */
export function commandsToTry(node) {
  return [
    { args: ['--version'], code: 0, says: '.' },
    { args: ['graph', ...ENTRY, '--top', '3'], code: 0, says: 'at startup' },
    {
      args: ['boot', '--runs', '1', '--probed-runs', '1', '--', node, PROGRAM, '--version'],
      code: 0,
      says: 'bare Node',
    },
    { args: ['why', 'safe-regex', ...ENTRY], code: 0, says: 'shortest chain' },
    { args: ['suggest', ...ENTRY, '--top', '1'], code: 0, says: 'cuts' },
    { args: ['cycles', ...ENTRY], code: 0, says: 'cycle' },
    { args: ['init', '--force'], code: 0, says: 'import-budget.config.jsonc' },
    { args: ['check', '--static-only'], code: 0, says: 'analysed' },
  ];
}

/** docs/library.md, run. */
export const LIBRARY = `
import assert from 'node:assert/strict';
import { analyze, boot, suggest, UsageError } from 'import-budget';

const entries = ['${PROGRAM}'];
const graph = await analyze({ entries });
assert.ok(graph.entries[0].totals.eager.modules > 100);
const report = await boot({ command: [process.execPath, entries[0], '--version'], runs: 1, probedRuns: 1 });
assert.ok(report.boots[0].modules.length > 100);
const { cuts } = await suggest({ entries });
assert.ok(Array.isArray(cuts[0].plan.cuts));
await assert.rejects(analyze({ root: 'nowhere' }), (error) => error instanceof UsageError && error.detail.hint !== '');
console.log('all well');
`;

/** The same to the compiler. */
export const TYPED = `
import { analyze, boot, defineConfig, suggest, UsageError, type Report } from 'import-budget';

export default defineConfig({ entries: { main: { file: 'main.js', budget: { modules: 3 } } } });
export async function use(): Promise<Report> {
  const graph = await analyze({ root: 'packages/api', entries: ['src/main.ts'] });
  const modules: number | undefined = graph.entries[0]?.totals.eager.modules;
  const report = await boot({ command: ['node', 'main.js'], runs: modules ?? 1 });
  const { cuts } = await suggest({ entries: ['cli'], goal: { timesBareNode: 6 }, boot: true });
  for (const id of cuts?.[0]?.plan.cuts ?? []) String(id);
  // @ts-expect-error there is no such option
  await analyze({ rooot: '.' }).catch((error: unknown) => error instanceof UsageError && error.detail.code);
  return report;
}
`;
