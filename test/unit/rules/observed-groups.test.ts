import { describe, expect, it } from 'vitest';
import { startupSets } from '../../../src/graph/reach.ts';
import type { Config } from '../../../src/model/config.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { reconcile } from '../../../src/reconcile/reconcile.ts';
import { checkRules, type CheckResult } from '../../../src/rules/check.ts';
import type { Observed } from '../../../src/rules/rule.ts';
import { graphOf, nodeOf } from '../../support/graph-of.ts';
import { traceOf } from '../../support/rule-case.ts';
import { chainOf, configOf, entryConfig, limit } from './run-rule.ts';

/** Checks entries of one graph, some of them booted. */
function checkBooted(
  text: string,
  names: readonly string[],
  boots: Readonly<Record<string, Partial<Parameters<typeof traceOf>[0]>>>,
  more: Partial<Config>,
): CheckResult {
  const graph = graphOf(text);
  const entries = names.map((name) => ({ name, file: name, node: nodeOf(graph, name) }));
  const observed = new Map(
    Object.entries(boots).map(([name, boot]): [string, Observed] => {
      const trace = { ...traceOf({ modules: name, ...boot }), entry: name };
      const node = nodeOf(graph, name);
      const expected = {
        built: { graph, unfollowed: [], sources: [] },
        node,
        sets: startupSets(graph, node),
      };
      return [name, { trace, startup: reconcile(expected, trace) }];
    }),
  );
  const config = configOf({ entries: names.map((name) => entryConfig(name)), ...more });
  const given = { today: '2026-01-15', projectFiles: [], dependencyCruiser: new Map(), observed };
  return checkRules(config, [{ graph, entries }], given);
}

const NO_ZOD = { type: 'forbidden', level: 'error', modules: ['zod'] } as const;

describe('what a boot showed', () => {
  const GRAPH = 'web -> a, cli -> a, a ~> @zod';

  it('counts for its own entry alone', () => {
    const { findings, graphs } = checkBooted(
      GRAPH,
      ['web', 'cli'],
      { web: { modules: 'web, a < web, @zod < a' } },
      { rules: [NO_ZOD] },
    );
    expect(findings.map((finding) => [finding.entry, chainOf(finding)])).toEqual([
      ['web', 'web > a > node_modules/zod/index.js'],
    ]);
    expect(graphs.get('web')).not.toBe(graphs.get('cli'));
    expect([...graphs.keys()].toSorted()).toEqual(['cli', 'web']);
  });

  it('counts in budgets', () => {
    const entries = [entryConfig('web', { budget: { modules: limit(2), packages: limit(0) } })];
    const boot = { modules: 'web, a < web, @zod < a, @zod/x < @zod' };
    const { budgets } = checkBooted(GRAPH, ['web'], { web: boot }, { entries });
    expect(budgets.get('web')).toMatchObject([
      { metric: 'modules', actual: 4, verdict: 'fail' },
      { metric: 'packages', actual: 1, verdict: 'fail' },
    ]);
  });

  it('can be excepted by the edge or the module as any other finding', () => {
    const boot = { web: { modules: 'web, a < web, @zod < a' } };
    for (const exception of [{ edge: 'a -> zod' }, { module: 'zod' }]) {
      const exceptions = [{ ...exception, reason: 'r' }];
      expect(checkBooted(GRAPH, ['web'], boot, { rules: [NO_ZOD], exceptions }).findings).toEqual([]);
    }
  });

  it.each([
    ['a rule', { rules: [NO_ZOD] }],
    ['a limit', { entries: [entryConfig('web', { budget: { modules: limit(9) } })] }],
  ] as const)('that is of something else is a problem where %s can fail by it', (_, config) => {
    const boot = { web: { modules: 'other, @zod < other' } };
    const { findings, notices, problems, budgets } = checkBooted(GRAPH, ['web'], boot, config);
    expect(findings).toEqual([]);
    expect(notices).toEqual([]);
    expect(problems).toMatchObject([
      {
        code: 'not-judged',
        message: expect.stringMatching(/^web: what was loaded is not part of the judgement/),
      },
    ]);
    // What the imports say is told all the same.
    expect(budgets.get('web')!.map(({ actual }) => actual)).toEqual('entries' in config ? [2] : []);
  });

  it.each([
    ['rules', { rules: [{ ...NO_ZOD, level: 'warning' }] }],
    ['rules of other entries', { rules: [{ ...NO_ZOD, entries: ['cli'] }] }],
    ['limits', { entries: [entryConfig('web', { budget: { modules: limit(9, { level: 'info' }) } })] }],
    ['measured limits', { entries: [entryConfig('web', { budget: { rss: limit(1e9) } })] }],
  ] as const)('that is of something else is a notice where no %s fail by it', (_, config) => {
    const boot = { web: { modules: 'other, @zod < other', cpuMs: [1, 2, 3] } };
    const named = { entries: [entryConfig('web'), entryConfig('cli')], ...config };
    const { notices, problems } = checkBooted(GRAPH, ['web', 'cli'], boot, named);
    expect(problems).toEqual([]);
    expect(notices).toContainEqual(
      expect.objectContaining({
        code: 'not-judged',
        level: 'warning',
        message: expect.stringMatching(/^web: what was loaded is not part of the judgement/),
      }),
    );
  });
});

describe('exceptions of rules that were not judged', () => {
  it('are not called stale', () => {
    const rules = [{ type: 'late-registration', level: 'error' }] as const;
    const exceptions = [{ module: 'a', reason: 'r' }];
    const { findings, notices } = checkBooted('web ~> a', ['web'], {}, { rules, exceptions });
    expect(findings).toEqual([]);
    expect(notices.map(({ message }) => message)).toEqual([
      'web: rule late-registration was not judged: what loads later is seen only by booting',
      '1 of 1 exceptions was not needed here, but not every entry and rule was judged',
    ]);
  });
});

describe('registrations', () => {
  const rules = [
    { type: 'required', level: 'error', modules: [], registrations: ['listener process *', '!* mail'] },
  ] as const;
  const registered = (name: string) => ({
    registrations: [{ module: 'web' as ModuleId, kind: 'listener' as const, target: 'process', name }],
  });

  it('are matched by patterns, without those that ! takes away', () => {
    const find = (name: string) => checkBooted('web', ['web'], { web: registered(name) }, { rules }).findings;
    expect(find('SIGTERM')).toEqual([]);
    expect(find('mail')).toMatchObject([
      { rule: 'required', registration: true, pattern: 'listener process *' },
    ]);
  });

  it('are no loss where the boot did not look, and that is said', () => {
    const { findings, notices } = checkBooted('web', ['web'], { web: {} }, { rules });
    expect(findings).toEqual([]);
    expect(notices).toMatchObject([{ message: expect.stringContaining('did not look at registrations') }]);
  });
});
