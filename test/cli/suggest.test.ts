import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CutCandidate, CutsReport } from '../../src/model/cut.ts';
import { monorepoAt } from '../support/monorepo.ts';
import { errorOf, expectNoStackTrace, layOut, reportOf, runCli } from '../support/run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cuts');
const FEW_BOOTS = ['--max-time', '1s'];

async function cutsOf(root: string, ...args: string[]): Promise<readonly CutsReport[]> {
  return reportOf(await runCli(['suggest', '--json', '--root', root, ...args])).cuts!;
}

function find(cuts: readonly CutsReport[], id: string): CutCandidate {
  const found = cuts.flatMap(({ candidates }) => candidates).find((each) => each.id === id);
  expect(
    found,
    `${id} among ${cuts.flatMap((each) => each.candidates.map((one) => one.id)).join(', ')}`,
  ).toBeDefined();
  return found!;
}

describe('suggest: one shape each', () => {
  it.each([
    ['aggregator', 'main.js', 'past-barrel:main.js>api/index.js', 'safe', 5],
    ['barrel', 'main.js', 'past-barrel:main.js>parts/index.js', 'safe', 3],
    ['shared-leaf', 'main.js', 'move-leaf:main.js>command.js', 'review', 2],
    ['type-only', 'main.mts', 'type-only:main.mts>table.mts', 'safe', 2],
    ['registration-lost', 'main.js', 'defer:main.js>handlers.js', 'review', 2],
    ['cycle-unmasked', 'main.js', 'defer:main.js>prices.js', 'blocked', 2],
  ])('%s', async (leaf, entry, id, safety, modules) => {
    const cut = find(await cutsOf(join(FIXTURES, leaf), entry), id);
    expect([cut.safety, cut.frees.modules.length]).toEqual([safety, modules]);
  });

  it('names the place of the definition, what is lost and what is unmasked', async () => {
    const barrel = find(
      await cutsOf(join(FIXTURES, 'barrel'), 'main.js'),
      'past-barrel:main.js>parts/index.js',
    );
    expect(barrel.definedIn).toEqual([{ name: 'small', module: 'parts/small.js' }]);
    const lost = find(
      await cutsOf(join(FIXTURES, 'registration-lost'), 'main.js'),
      'defer:main.js>handlers.js',
    );
    expect(lost.losesEffects.map(({ what, line }) => [what, line])).toEqual([
      ['subscribe started', 4],
      ['process.on exit', 5],
    ]);
    const cycle = find(await cutsOf(join(FIXTURES, 'cycle-unmasked'), 'main.js'), 'defer:main.js>prices.js');
    expect(cycle.unmasks).toMatchObject([{ kind: 'tdz', module: 'tiers.js', from: 'customer.js' }]);
  });
});

describe('suggest', () => {
  it('goes by the size of files where nothing was booted, and says so', async () => {
    const run = await runCli(['suggest', '--root', join(FIXTURES, 'barrel'), 'main.js']);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('no boot was measured: ranked by size');
    expect(run.stdout).toContain('import small from parts/small.js, past the barrel');
    expect(run.stdout).toContain('import-budget suggest --boot');
  });

  it('finds the easiest way to evict a package', async () => {
    const root = join(FIXTURES, 'aggregator');
    const [cuts] = await cutsOf(root, 'main.js', '--evict', 'payments');
    expect(cuts!.asked).toEqual({ what: expect.stringContaining('payments') as string, reached: true });
    expect(cuts!.plan.cuts).toEqual(['defer:api/pay.js>payments']);
  });

  it('refuses what it cannot answer', async () => {
    const root = join(FIXTURES, 'aggregator');
    const none = await runCli(['suggest', '--json', '--root', root, 'main.js', '--evict', 'nowhere']);
    expect([none.code, errorOf(none).code]).toEqual([2, 'no-such-module']);
    const goal = await runCli(['suggest', '--json', '--root', root, 'main.js', '--goal', '800ms']);
    expect([goal.code, errorOf(goal).code]).toEqual([2, 'goal-without-boot']);
    const wrong = await runCli(['suggest', '--root', root, 'main.js', '--goal', 'fast']);
    expect(wrong.code).toBe(2);
    expectNoStackTrace(wrong.stderr);
  });

  it('is content with nothing to cut', async () => {
    const root = layOut({ 'package.json': { type: 'module' }, 'main.js': 'export const x = 1;' });
    const run = await runCli(['suggest', '--root', root, 'main.js']);
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout).toContain('nothing to cut');
  });

  it('--verify gives up what is used while booting', async () => {
    const root = layOut({
      'package.json': { type: 'module' },
      'main.js': "import { a } from './a.js';\nconst run = () => a();\nsetImmediate(run);\n",
      'a.js': `export const a = () => 1;\n// ${'x'.repeat(60_000)}\n`,
    });
    const [cuts] = await cutsOf(root, 'main.js', '--verify', ...FEW_BOOTS);
    expect(cuts!.verified).toMatchObject({ measurement: null, dropped: [{ from: 'main.js', to: 'a.js' }] });
    expect(cuts!.plan.cuts).toEqual([]);
    const { reasons, safety } = find([cuts!], 'defer:main.js>a.js');
    expect([safety, reasons.map(({ code }) => code)]).toEqual(['blocked', ['touched-while-booting']]);
    expect(cuts!.verified!.settled).toBe(false);
  });

  it('--verify measures single cuts as well, and ranks by what they save', async () => {
    const root = layOut({
      'package.json': { type: 'module' },
      // The larger one takes no time; the smaller one computes.
      'main.js':
        "import { large } from './large.js';\nimport { slow } from './slow.js';\nexport const run = () => [large(), slow()];\n",
      'large.js': `export const large = () => 1;\n// ${'x'.repeat(90_000)}\n`,
      'slow.js': `let sum = 0;\nfor (let at = 0; at < 6e7; at++) sum += at % 7;\nexport const slow = () => sum;\n// ${'x'.repeat(60_000)}\n`,
    });
    const order = (cuts: CutsReport) => cuts.candidates.map(({ id }) => id).filter((id) => !id.includes('+'));
    const [plain] = await cutsOf(root, 'main.js');
    expect(order(plain!)).toEqual(['defer:main.js>large.js', 'defer:main.js>slow.js']);
    const [cuts] = await cutsOf(root, 'main.js', '--verify', '--max-time', '6s');
    expect(order(cuts!)).toEqual(['defer:main.js>slow.js', 'defer:main.js>large.js']);
    expect(find([cuts!], 'defer:main.js>slow.js').measured).toMatchObject({ modulesLeft: ['slow.js'] });
    const [one] = await cutsOf(root, 'main.js', '--verify', '--verify-each', '0', ...FEW_BOOTS);
    expect(one!.candidates.filter(({ measured }) => measured)).toEqual([]);
  });
});

describe('the monorepo', () => {
  const root = monorepoAt('before');
  it('finds the aggregator, the shared leaf, the listeners that would be lost and the unmasked cycle', async () => {
    const cuts = await cutsOf(root, '--boot', ...FEW_BOOTS);
    const of = (entry: string) => cuts.filter((each) => each.entry === entry);
    const all = of('migrate').flatMap(({ candidates }) => candidates);
    const defined = new Set(all.flatMap(({ definedIn = [] }) => definedIn.map(({ module }) => module)));
    expect([...defined].toSorted()).toEqual(['packages/api/prices.js', 'packages/shared/format.js']);
    const lost = all.flatMap(({ losesEffects }) => losesEffects.map(({ what }) => what));
    expect(lost).toEqual(expect.arrayContaining(['subscribe order.paid', 'subscribe order.refunded']));
    const unmasking = of('server').flatMap(({ candidates }) =>
      candidates.filter((each) => each.unmasks.length > 0),
    );
    expect(unmasking.map(({ safety }) => safety)).toContain('blocked');
    expect(unmasking[0]!.unmasks).toMatchObject([{ kind: 'tdz', module: 'packages/model/tiers.js' }]);
  });
});
