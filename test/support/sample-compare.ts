import type { CompareReport } from '../../src/model/compare.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';

const id = (text: string) => text as ModuleId;
const measured = (value: number) => ({ value, low: value * 0.97, high: value * 1.04, runs: 7 });
const commit = {
  hash: '3f2c1a9b0d4e5f60718293a4b5c6d7e8f9001122',
  date: '2026-03-01T10:00:00+02:00',
  subject: 'Add migrate',
};
const totals = (modules: number) => ({ modules, packages: 3, bytes: modules * 2_000, builtins: 4 });

function edge(from: string, line: number, to: string): ImportEdge {
  const specifier = to.includes('node_modules/') ? 'pg' : `./${to}`;
  return { from: id(from), to: id(to), specifier, line, column: 1, kind: 'import', timing: 'eager' };
}

const toCli = edge('bin/tracker.ts', 3, 'src/cli.ts');
const toMigrate = edge('src/cli.ts', 14, 'src/commands/migrate.ts');

/** A comparison with an entry of every kind, and every verdict. */
export const SAMPLE_COMPARE: CompareReport = {
  base: { kind: 'commit', name: 'main', commit, packages: 'linked' },
  head: { kind: 'working-tree', name: 'working tree', commit, packages: 'own', dirty: true },
  entries: [
    {
      name: 'cli',
      presence: 'both',
      totals: { base: totals(271), head: totals(612) },
      arrived: [
        {
          edge: toMigrate,
          chain: [toCli, toMigrate],
          line: commit,
          timing: 'eager',
          modules: [id('src/commands/migrate.ts'), id('node_modules/pg/index.js')],
          packages: ['pg'],
          bytes: 120_000,
        },
        {
          edge: toCli,
          chain: [toCli],
          line: 'uncommitted',
          timing: 'conditional',
          modules: [id('src/cli.ts')],
          packages: [],
          bytes: 900,
        },
      ],
      left: [
        {
          edge: null,
          chain: [],
          line: null,
          timing: 'eager',
          modules: [id('src/old.ts')],
          packages: [],
          bytes: 10,
        },
      ],
      registrations: {
        arrived: ['listener process SIGTERM'],
        vanished: ['registrar src/bus.ts#subscribe order'],
      },
      cpu: {
        kind: 'verdict',
        verdict: 'slower',
        shift: { value: 0.061, low: 0.039, high: 0.084 },
        pairs: 30,
        baseCpuMs: 412,
        headCpuMs: 437,
        leastShift: 0.03,
        margin: 0.05,
        stopped: null,
      },
    },
    {
      name: 'sync',
      presence: 'both',
      totals: { base: totals(20), head: totals(20) },
      arrived: [],
      left: [],
      registrations: null,
      cpu: {
        kind: 'verdict',
        verdict: 'inconclusive',
        shift: null,
        pairs: 0,
        baseCpuMs: null,
        headCpuMs: null,
        leastShift: 0.03,
        margin: 0.05,
        stopped: {
          why: 'failed',
          message: 'the boot of base crashed (exit code 1)',
          stderr: 'Error: no\nsuch thing',
        },
      },
    },
    {
      name: 'web',
      presence: 'both',
      totals: { base: totals(20), head: totals(20) },
      arrived: [],
      left: [],
      registrations: null,
      cpu: {
        kind: 'hint',
        base: measured(5.9),
        head: measured(6.3),
        by: 'multiple',
        change: 6.3 / 5.9 - 1,
        noise: 0.21,
        sameMachine: true,
      },
    },
    ...(['arrived', 'left'] as const).map((presence) => ({
      name: `entry-${presence}`,
      presence,
      totals: { base: null, head: null },
      arrived: [],
      left: [],
      registrations: null,
      cpu: null,
    })),
  ],
};
