import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type {
  ColdLoadFinding,
  Finding,
  ForbiddenFinding,
  RegistrationFinding,
} from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { monorepoAt, type Step } from '../support/monorepo.ts';
import { reportOf, runCli, type CliRun } from '../support/run-cli.ts';

const FEW_RUNS = ['--runs', '1', '--probed-runs', '1'];
const SUBSCRIBE = 'registrar packages/core/bus.js#subscribe';

/** The gate that the story ends with, at any of its steps. */
function check(step: Step, ...args: string[]): Promise<CliRun> {
  return runCli(['check', '--json', '--root', monorepoAt(step, 'guarded'), ...args]);
}

function ofRule<R extends Finding['rule']>({ findings }: Report, rule: R): Extract<Finding, { rule: R }>[] {
  return findings.filter((it): it is Extract<Finding, { rule: R }> => it.rule === rule);
}

/** What fails or warns: a new registration is a note that waits to be recorded. */
const serious = ({ findings }: Report): Finding[] => findings.filter(({ level }) => level !== 'info');

const rulesOf = (report: Report): string[] =>
  [...new Set(serious(report).map(({ rule }) => rule))].toSorted();

/** `importer -> imported` of each edge. */
const chainOf = ({ chain }: Finding): string[] => chain.map(({ from, to }) => `${from} -> ${to}`);

describe('before', () => {
  it('every SDK is found in every program, with its chain', async () => {
    const run = await check('before', '--static-only');
    expect(run.code).toBe(1);
    const found = ofRule(reportOf(run), 'forbidden');
    const packages = ['@cumulus/client-bucket', '@cumulus/core', 'chart-kit', 'payline'];
    for (const entry of ['server', 'worker', 'migrate']) {
      const own = found.filter((it) => it.entry === entry);
      expect(own.map((it) => it.package).toSorted(), entry).toEqual(packages);
    }
    const payline = found.find((it: ForbiddenFinding) => it.entry === 'worker' && it.package === 'payline')!;
    expect(chainOf(payline)).toEqual([
      'packages/worker/main.js -> packages/api/index.js',
      'packages/api/index.js -> packages/api/billing.js',
      'packages/api/billing.js -> node_modules/payline/lib/payline.js',
    ]);
    expect(payline).toMatchObject({ certain: true, others: 26 });
  });
});

describe('cut', () => {
  it('cold-load: what is lazy now works only where another was there before it', async () => {
    const run = await check('cut', 'server', ...FEW_RUNS);
    expect(run.code).toBe(1);
    const report = reportOf(run);
    expect(rulesOf(report)).toEqual(['cold-load']);
    const found: ColdLoadFinding[] = ofRule(report, 'cold-load');
    expect(found.map(({ module }) => module)).toEqual(['packages/api/reports.js']);
    expect(found[0]!.message).toContain("Cannot access 'Customer' before initialization");
    expect(found[0]!.at).toMatchObject({ file: 'packages/model/tiers.js', line: 4 });
  });
});

describe('listeners lost', () => {
  it('each is missed by name, and where it comes too late is named as well', async () => {
    const run = await check('listeners-lost', 'server', ...FEW_RUNS);
    expect(run.code).toBe(1);
    const report = reportOf(run);
    const missing = ofRule(report, 'registrations').filter(
      (it: RegistrationFinding) => it.change === 'missing',
    );
    expect(missing.map(({ registration, level }) => [registration, level])).toEqual(
      ['order.paid', 'order.placed', 'order.refunded'].map((event) => [`${SUBSCRIBE} ${event}`, 'error']),
    );
    expect(ofRule(report, 'late-registration').map(({ module }) => module)).toEqual([
      'packages/api/handlers/archive.js',
      'packages/api/handlers/invoice.js',
      'packages/api/handlers/notify.js',
    ]);
    expect(ofRule(report, 'required').length).toBeGreaterThan(0);
    expect(ofRule(report, 'forbidden')).toEqual([]);
  });
});

describe('cycle unmasked', () => {
  it('a program that does not start is no finding: it could not be judged', async () => {
    const run = await check('cycle-unmasked', 'server', ...FEW_RUNS);
    expect(run.code).toBe(2);
    const { error, boots, findings } = JSON.parse(run.stdout) as Report;
    expect(error).toMatchObject({ code: 'boot-exit-code' });
    expect(boots![0]!.failure!.stderr).toContain("Cannot access 'Customer' before initialization");
    // What the graph knows is told nevertheless.
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'prewarm', module: 'packages/api/prices.js' }),
    );
  });
});

describe('guarded', () => {
  it('is green, with every rule judged', async () => {
    const run = await runCli(['check', '--json', '--root', monorepoAt('guarded'), ...FEW_RUNS]);
    const report = reportOf(run);
    expect(serious(report)).toEqual([]);
    expect(report.notices.filter(({ code }) => code === 'not-judged')).toEqual([]);
    expect(report.entries.flatMap(({ budgets }) => budgets.map(({ verdict }) => verdict))).toEqual(
      Array.from({ length: 9 }, () => 'pass'),
    );
    expect(run.code).toBe(0);
  });

  it('the baseline that lies there is what the tool would write', async () => {
    const root = monorepoAt('guarded');
    const file = join(root, 'import-budget.baseline');
    const before = readFileSync(file, 'utf8');
    const { stdout } = await runCli(['baseline', 'update', '--boot', '--json', '--root', root]);
    expect(JSON.parse(stdout)).toMatchObject({ removed: [], added: [], failed: [], lines: 51 });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('the SDK does not come back unseen: the chain says by which line', async () => {
    const run = await runCli([
      'check',
      '--json',
      '--root',
      monorepoAt('heavy-again'),
      'migrate',
      ...FEW_RUNS,
    ]);
    expect(run.code).toBe(1);
    const report = reportOf(run);
    expect(rulesOf(report)).toEqual(['budget', 'forbidden', 'new-heavy']);
    const [forbidden, ...others] = ofRule(report, 'forbidden');
    expect(others).toEqual([]);
    expect(forbidden).toMatchObject({
      package: 'payline',
      reason: 'no program needs an SDK before its first order',
      fix: 'import it in the function that uses it',
    });
    expect(chainOf(forbidden!)).toEqual([
      'packages/migrate/main.js -> packages/api/index.js',
      'packages/api/index.js -> packages/api/handlers/index.js',
      'packages/api/handlers/index.js -> packages/api/handlers/invoice.js',
      'packages/api/handlers/invoice.js -> node_modules/payline/lib/payline.js',
    ]);
    expect(forbidden!.chain.at(-1)).toMatchObject({ line: 2 });
    expect(ofRule(report, 'new-heavy')).toMatchObject([{ package: 'payline', modules: 27 }]);
  });

  it('shards come together in one report, with what one run finds', async () => {
    const root = monorepoAt('heavy-again');
    const judge = (...args: string[]) =>
      runCli(['check', '--static-only', '--root', root, '--json', ...args]);
    const files = ['1', '2'].map((shard) => join(root, `shard-${shard}.json`));
    const shards = await Promise.all(
      files.map((file, at) => judge('--shard', `${at + 1}/2`, '--output', `json=${file}`)),
    );
    const [whole, merged] = await Promise.all([judge(), runCli(['report', 'merge', ...files, '--json'])]);
    expect([...shards, whole, merged].map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    const parts = shards.map((run) => reportOf(run).entries.map(({ name }) => name));
    expect(parts).toEqual([['migrate', 'worker'], ['server']]);
    expect(reportOf(merged).findings).toEqual(reportOf(whole).findings);
    expect(reportOf(whole).findings.length).toBeGreaterThan(3);
  });
});
