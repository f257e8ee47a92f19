import { beforeAll, describe, expect, it } from 'vitest';
import type { BootTrace } from '../../src/model/boot.ts';
import type { RequiredFinding } from '../../src/model/finding.ts';
import type { EntryReport, Report } from '../../src/model/report.ts';
import { monorepoAt, type Step } from '../support/monorepo.ts';
import { graph, reportOf, runCli } from '../support/run-cli.ts';

const ENTRIES = ['server', 'worker', 'migrate'];
const SDKS = ['payline', '@cumulus/client-bucket', '@cumulus/core', 'chart-kit'];
const FEW_RUNS = ['--runs', '1', '--probed-runs', '1'];
/** What the handlers subscribe to, in order. */
const LISTENERS = ['order.paid', 'order.placed', 'order.placed', 'order.refunded'];

/** Boots every entry; the report is there however that ends. */
async function boot(step: Step): Promise<{ code: number; report: Report; boots: Map<string, BootTrace> }> {
  const { code, stdout } = await runCli(['boot', '--json', '--root', monorepoAt(step), ...FEW_RUNS]);
  const report = JSON.parse(stdout) as Report;
  return { code, report, boots: new Map(report.boots!.map((trace) => [trace.entry, trace])) };
}

function listenersOf(trace: BootTrace | undefined): string[] {
  return (trace?.registrations ?? [])
    .filter(({ target }) => target === 'packages/core/bus.js#subscribe')
    .map(({ name }) => name)
    .toSorted();
}

const loadedBy = (trace: BootTrace | undefined): number =>
  trace?.modules.filter(({ origin }) => origin !== 'builtin').length ?? NaN;

const eagerOf = ({ entries }: Report): (readonly [string, number])[] =>
  entries.map(({ name, totals }) => [name, totals.eager.modules] as const);

const packagesOf = ({ packages }: EntryReport): string[] => packages.map(({ name }) => name).toSorted();

describe('before', () => {
  const root = monorepoAt('before');

  it('graph: every program pays for every SDK', async () => {
    const report = await graph('--root', root);
    expect(report.notices).toEqual([]);
    expect(eagerOf(report)).toEqual([
      ['server', 85],
      ['worker', 84],
      ['migrate', 85],
    ]);
    for (const entry of report.entries) {
      expect(packagesOf(entry)).toEqual(SDKS.toSorted());
      expect(entry.cycles).toEqual({
        count: 1,
        modules: 2,
        largest: [['packages/model/customer.js', 'packages/model/tiers.js']],
      });
    }
  });

  it('why: one import in the api drags the SDK into a command that only needs a price', async () => {
    const run = await runCli(['why', 'payline', 'migrate', '--json', '--root', root]);
    const [entry] = reportOf(run).why!.entries;
    expect(entry).toMatchObject({ entry: 'migrate', reached: 'eager' });
    expect(entry!.evict).toMatchObject({
      modules: 27,
      edges: [{ from: 'packages/api/billing.js', line: 1 }],
    });
    expect(entry!.chain[0]).toMatchObject({ specifier: '@depot/api', to: 'packages/api/index.js' });
  });

  it('why: a leaf drags the index above it, and that a package', async () => {
    const run = await runCli(['why', 'chart-kit', 'migrate', '--json', '--root', root]);
    const [entry] = reportOf(run).why!.entries;
    expect(entry!.doors.map(({ edge }) => edge.from)).toEqual(['packages/shared/charts.js']);
    const line = "import { formatMoney } from '@depot/shared';";
    expect(entry!.lines).toContain(line);
  });

  it('boot: Node loads what the graph says, and the handlers listen', async () => {
    const { code, boots } = await boot('before');
    expect(code).toBe(0);
    expect([...boots].map(([name, trace]) => [name, loadedBy(trace)])).toEqual([
      ['server', 85],
      ['worker', 84],
      ['migrate', 85],
    ]);
    for (const [name, { drift, reached }] of boots) {
      expect(drift, name).toMatchObject({ staticOnly: [], runtimeOnly: [], mismatch: null });
      expect(reached, name).toMatch({ server: /^listen:\d+$/, worker: /^send$/, migrate: /^exit$/ }[name]!);
      expect(listenersOf(boots.get(name)), name).toEqual(LISTENERS);
    }
  });
});

describe('cut', () => {
  it('the SDKs leave, the handlers stay', async () => {
    const { code, report, boots } = await boot('cut');
    expect(code).toBe(0);
    expect(eagerOf(report)).toEqual([
      ['server', 13],
      ['worker', 12],
      ['migrate', 28],
    ]);
    for (const entry of report.entries) {
      // The leaf under the index is not part of this cut.
      expect(packagesOf(entry), entry.name).toEqual(entry.name === 'migrate' ? ['chart-kit'] : []);
      expect(loadedBy(boots.get(entry.name)), entry.name).toBe(entry.totals.eager.modules);
      expect(listenersOf(boots.get(entry.name)), entry.name).toEqual(LISTENERS);
    }
  });
});

describe('listeners lost', () => {
  it('fewer modules than ever, nothing fails, and nobody listens', async () => {
    const { code, boots } = await boot('listeners-lost');
    expect(code).toBe(0);
    expect(ENTRIES.map((name) => [loadedBy(boots.get(name)), listenersOf(boots.get(name))])).toEqual([
      [6, []],
      [5, []],
      [23, []],
    ]);
  });

  it('check --static-only: each handler is named, with the lazy import it went behind', async () => {
    const run = await runCli(['check', '--static-only', '--json', '--root', monorepoAt('listeners-lost')]);
    expect(run.code).toBe(1);
    const required = reportOf(run).findings.filter((it): it is RequiredFinding => it.rule === 'required');
    const handlers = ['archive', 'index', 'invoice', 'notify'].map((it) => `packages/api/handlers/${it}.js`);
    for (const entry of ['server', 'worker']) {
      const own = required.filter((finding) => finding.entry === entry);
      expect(own.map(({ module }) => module).toSorted()).toEqual(handlers);
      for (const { reached, chain } of own) {
        expect(reached).toBe('lazy');
        expect(chain.filter(({ timing }) => timing === 'lazy').map(({ specifier }) => specifier)).toEqual([
          '@depot/api',
        ]);
      }
    }
  });
});

describe('cycle unmasked', () => {
  let unmasked: Awaited<ReturnType<typeof boot>>;
  beforeAll(async () => {
    unmasked = await boot('cycle-unmasked');
  });

  it('boot: what enters the cycle from its wrong side does not start', () => {
    expect(unmasked.code).toBe(2);
    for (const name of ['server', 'worker']) {
      const { failure, modules } = unmasked.boots.get(name)!;
      expect(failure, name).toMatchObject({ kind: 'exit-code' });
      expect(failure!.stderr).toContain("Cannot access 'Customer' before initialization");
      const threw = modules.filter(({ outcome }) => outcome === 'threw');
      expect(threw).toMatchObject([
        { id: 'packages/model/tiers.js', importer: 'packages/model/customer.js' },
      ]);
    }
  });

  it('boot: what enters it from the other side still does', () => {
    expect(unmasked.boots.get('migrate')).toMatchObject({ failure: null, reached: 'exit' });
  });

  it('the graph alone sees nothing but progress', async () => {
    const run = await runCli(['check', '--static-only', '--root', monorepoAt('cycle-unmasked')]);
    expect(run.code).toBe(0);
    expect(eagerOf(unmasked.report).map(([, modules]) => modules)).toEqual([12, 11, 25]);
  });
});

describe('fixed', () => {
  it('light, wired, and without the cycle', async () => {
    const { code, report, boots } = await boot('fixed');
    expect(code).toBe(0);
    expect(eagerOf(report)).toEqual([
      ['server', 13],
      ['worker', 12],
      ['migrate', 15],
    ]);
    for (const { name, packages, cycles } of report.entries) {
      expect(packages, name).toEqual([]);
      expect(cycles.count, name).toBe(0);
      expect(listenersOf(boots.get(name)), name).toEqual(LISTENERS);
    }
  });
});
