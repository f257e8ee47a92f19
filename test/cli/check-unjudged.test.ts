import { expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { layOut, runCli, type CliRun } from '../support/run-cli.ts';

const FEW_RUNS = ['--runs', '1', '--probed-runs', '1'];
const reportIn = ({ stdout }: CliRun) => JSON.parse(stdout) as Report;

const project = (more: object, files: Record<string, string> = {}) =>
  layOut({
    'a.cjs': "process.on('SIGUSR2', () => {}); exports.later = () => require('./late.cjs');",
    'late.cjs': '',
    ...files,
    'import-budget.config.json': more,
  });
const config = (rules: object[], budget: object = {}) => ({
  entries: { a: { file: 'a.cjs', budget } },
  rules,
});
const check = (root: string, ...args: string[]) => runCli(['check', '--json', '--root', root, ...args]);

it.each([
  ['error', 2],
  ['warning', 0],
] as const)(
  'rules that want a baseline, at level %s, end with %i where there is none',
  async (level, code) => {
    const root = project(
      config([
        { type: 'registrations', level },
        { type: 'new-heavy', level },
      ]),
    );
    const [booted, written] = await Promise.all([check(root, ...FEW_RUNS), check(root, '--static-only')]);
    expect([booted.code, written.code]).toEqual([code, code]);
    const told = reportIn(booted);
    if (level === 'error') {
      expect(told.error).toMatchObject({
        code: 'not-judged',
        hint: expect.stringContaining('baseline update'),
      });
      expect(told.error!.message).toContain('rule new-heavy was not judged: there is no baseline');
      expect(booted.stderr).toContain('baseline update --boot');
      // Registrations were not asked for without a boot, newcomers were.
      expect(reportIn(written).error!.message).toBe('a: rule new-heavy was not judged: there is no baseline');
    } else {
      expect(told.error).toBeUndefined();
      expect(told.notices.filter((it) => it.code === 'not-judged')).toHaveLength(2);
    }
    const hint = reportIn(booted).error?.hint;
    if (hint !== undefined) {
      expect((await runCli(['baseline', 'update', '--boot', '--root', root])).code).toBe(0);
      expect((await check(root, ...FEW_RUNS)).code).toBe(0);
    }
  },
);

it('what only a boot can judge is a notice where nobody asked for one', async () => {
  const rules = [
    { type: 'late-registration' },
    { type: 'cold-load', modules: ['./late.cjs'] },
    { type: 'forbidden', modules: ['zod'] },
  ];
  const run = await check(project(config(rules, { modules: 5, cpuMs: 1, heap: 1 })), '--static-only');
  expect(run.code).toBe(0);
  const told = reportIn(run).notices.filter(({ code }) => code === 'not-judged');
  expect(told.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringContaining('cpuMs, heap'),
      expect.stringContaining('late-registration'),
      expect.stringContaining('cold-load'),
    ]),
  );
});

it('a late load that fails leaves its rule unjudged: the check is not green', async () => {
  const files = { 'late.cjs': "throw new Error('not here');" };
  const [fails, warns] = await Promise.all(
    (['error', 'warning'] as const).map((level) =>
      check(project(config([{ type: 'late-registration', level }]), files), ...FEW_RUNS),
    ),
  );
  expect([fails!.code, warns!.code]).toEqual([2, 0]);
  expect(reportIn(fails!).error!.message).toContain('late.cjs could not be loaded after boot: ');
  expect(reportIn(fails!).findings).toEqual([]);
});

it('loads have a part in --total-time, and what it leaves out is a problem', async () => {
  const rules = [
    { type: 'late-registration' },
    { type: 'cold-load', modules: ['./late.cjs', './other.cjs'] },
  ];
  const root = project(config(rules, { modules: 1 }), { 'other.cjs': '' });
  // The boot is made however little time there is; nothing is left then.
  const run = await check(root, ...FEW_RUNS, '--total-time', '50ms');
  expect(run.code).toBe(2);
  const { error, entries, notices } = reportIn(run);
  expect(error!.message).toBe(
    [
      'a: rule late-registration was not judged: late.cjs could not be loaded after boot: there was no time left to load it (--total-time)',
      'a: rule cold-load was not judged: late.cjs: there was no time left to load it (--total-time)',
    ].join('; '),
  );
  // No program of this check loads the other file, whatever the time.
  expect(notices.map(({ message }) => message)).toContain(
    'a: rule cold-load was not judged: other.cjs: no import of this entry leads there',
  );
  expect(entries[0]!.budgets).toMatchObject([{ metric: 'modules', verdict: 'pass' }]);
  expect((await check(root, ...FEW_RUNS)).code).toBe(0);
});

it('a boot of another program than the entry leaves limits of modules unjudged', async () => {
  const run = ['node', 'other.cjs'];
  const entry = (level: string) => ({
    entries: { a: { file: 'a.cjs', run, budget: { modules: { limit: 9, level } } } },
  });
  const files = { 'other.cjs': '' };
  const [fails, warns] = await Promise.all(
    ['error', 'warning'].map((level) => check(project(entry(level), files), ...FEW_RUNS)),
  );
  expect([fails!.code, warns!.code]).toEqual([2, 0]);
  expect(reportIn(fails!).error!.message).toMatch(/^a: what was loaded is not part of the judgement/);
  expect(reportIn(fails!).entries[0]!.budgets).toMatchObject([{ metric: 'modules', verdict: 'pass' }]);
});
