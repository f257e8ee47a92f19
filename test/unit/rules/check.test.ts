import { describe, expect, it } from 'vitest';
import type { Config, ExceptionConfig, ForbiddenRule } from '../../../src/model/config.ts';
import { type CheckGiven, checkRules, type CheckResult } from '../../../src/rules/check.ts';
import { graphOf, nodeOf } from '../../support/graph-of.ts';
import { chainOf, check, configOf, entryConfig, limit } from './run-rule.ts';

const NO_ZOD: ForbiddenRule = { type: 'forbidden', level: 'error', modules: ['zod'] };

/** Checks several entries, each by the name of its module. */
function checkEntries(text: string, names: readonly string[], more: Partial<Config>): CheckResult {
  return checkGroups([[text, names]], more);
}

/** Checks entries that do not share one graph, each by the name of its module. */
function checkGroups(
  texts: readonly (readonly [text: string, names: readonly string[]])[],
  more: Partial<Config>,
  also: Partial<CheckGiven> = {},
): CheckResult {
  const groups = texts.map(([text, names]) => {
    const graph = graphOf(text);
    return { graph, entries: names.map((name) => ({ name, file: name, node: nodeOf(graph, name) })) };
  });
  const given: CheckGiven = { today: '2026-01-15', projectFiles: [], dependencyCruiser: new Map(), ...also };
  const entries = texts.flatMap(([, names]) => names.map((name) => entryConfig(name)));
  return checkRules(configOf({ entries, ...more }), groups, given);
}

describe('entries of a rule', () => {
  const GRAPH = 'web -> @zod, cli:a -> @zod, cli:b/c -> @zod';
  const NAMES = ['web', 'cli:a', 'cli:b/c'];

  it.each([
    [undefined, ['web', 'cli:a', 'cli:b/c']],
    [['cli:*'], ['cli:a', 'cli:b/c']],
    [
      ['web', 'cli:a'],
      ['web', 'cli:a'],
    ],
    [
      ['*', '!web'],
      ['cli:a', 'cli:b/c'],
    ],
  ])('%j', (entries, expected) => {
    const rule = entries ? { ...NO_ZOD, entries } : NO_ZOD;
    const { findings, problems } = checkEntries(GRAPH, NAMES, { rules: [rule] });
    expect(findings.map(({ entry }) => entry)).toEqual(expected);
    expect(problems).toEqual([]);
  });

  it('reports a rule that matches no entry as a problem', () => {
    const { findings, problems } = checkEntries(GRAPH, NAMES, {
      rules: [{ ...NO_ZOD, entries: ['clii:*'] }],
    });
    expect(findings).toEqual([]);
    expect(problems).toMatchObject([
      {
        code: 'rule-without-entry',
        message: 'rule 1 (forbidden) applies to no entry: nothing is called clii:*',
        at: { file: 'import-budget.config.json' },
      },
    ]);
    expect(problems[0]?.hint).toContain('web, cli:a');
  });

  it('only notes a rule whose entries are left out of this check', () => {
    const rules = [{ ...NO_ZOD, entries: ['web'] }];
    const entries = [entryConfig('web'), entryConfig('cli:a')];
    const { problems, notices } = checkEntries(GRAPH, ['cli:a'], { entries, rules });
    expect(problems).toEqual([]);
    expect(notices).toMatchObject([{ code: 'not-judged', level: 'info' }]);
  });
});

describe('budgets', () => {
  it('are judged for each entry that has one', () => {
    const entries = [entryConfig('web', { budget: { modules: limit(1) } }), entryConfig('cli')];
    const { findings, budgets } = checkEntries('web -> a, cli -> b', ['web', 'cli'], { entries });
    expect(findings).toMatchObject([{ rule: 'budget', entry: 'web', actual: 2, limit: 1 }]);
    expect(budgets.get('web')).toMatchObject([{ metric: 'modules', actual: 2, limit: 1, verdict: 'fail' }]);
    expect(budgets.get('cli')).toEqual([]);
  });
});

describe('exceptions', () => {
  function checkZod(text: string, ...exceptions: Omit<ExceptionConfig, 'reason'>[]): string[] {
    const reasoned = exceptions.map((exception) => ({ ...exception, reason: 'known' }));
    const { findings } = check(text, { rules: [NO_ZOD], exceptions: reasoned });
    return findings.map((it) =>
      it.rule === 'stale-exception' ? `stale: ${it.exception} (${it.why})` : chainOf(it),
    );
  }
  const ZOD = 'node_modules/zod/index.js';

  it.each(['a -> zod', 'a->zod', 'main -> a', `a -> ${ZOD}`, '* -> zod', 'a -> node_modules/**'])(
    'the edge %s excuses the chain that uses it',
    (edge) => {
      expect(checkZod('main -> a -> @zod', { edge })).toEqual([]);
    },
  );

  it.each(['zod', ZOD, 'node_modules/zod/**'])('the module %s excuses findings about it', (module) => {
    expect(checkZod('main -> a -> @zod, main -> @zod', { module })).toEqual([]);
  });

  it('names a module by its id as reports print it, too', () => {
    expect(checkZod('main -> unresolved:zod', { module: 'unresolved:zod' })).toEqual([]);
  });

  it('excuses one way in, and not another', () => {
    expect(checkZod('main -> a -> @zod, main -> b -> c -> @zod', { edge: 'a -> zod' })).toEqual([
      `main > b > c > ${ZOD}`,
    ]);
  });

  it('excuses a module that every way into is excused', () => {
    const graph = 'main -> a -> @zod, main -> b -> c -> @zod';
    expect(checkZod(graph, { edge: 'c -> zod' }, { edge: 'a -> zod' })).toEqual([]);
  });

  it('falls back to a conditional chain when the eager one is excused', () => {
    expect(checkZod('main -> a -> @zod, main ?> @zod', { edge: 'a -> zod' })).toEqual([`main > ${ZOD}`]);
  });

  it('excuses one module of a package, and not the rest', () => {
    const graph = 'main -> @zod, main -> a -> @zod/x';
    expect(checkZod(graph, { module: ZOD })).toEqual(['main > a > node_modules/zod/x.js']);
  });

  it('is stale when nothing needs it: no such edge, no such module, nothing forbidden there', () => {
    const graph = 'main -> a -> @pg, main ~> @zod';
    const exceptions = [{ edge: 'b -> zod' }, { edge: 'a -> pg' }, { edge: 'main -> zod' }, { module: 'ws' }];
    expect(checkZod(graph, ...exceptions)).toEqual([
      'stale: b -> zod (matches-nothing)',
      'stale: a -> pg (matches-nothing)',
      'stale: main -> zod (matches-nothing)',
      'stale: ws (matches-nothing)',
    ]);
  });

  it.each([
    ['2026-01-16', []],
    ['2026-01-15', [`main > ${ZOD}`, 'stale: main -> zod (expired)']],
    ['2025-12-31', [`main > ${ZOD}`, 'stale: main -> zod (expired)']],
  ])('that expires on %s', (expires, expected) => {
    expect(checkZod('main -> @zod', { edge: 'main -> zod', expires })).toEqual(expected);
  });

  it('reports what is stale as an error about the config as a whole', () => {
    const exception = { edge: 'a -> b', reason: 'once', expires: '2027-01-01' };
    expect(check('main', { exceptions: [exception] }).findings).toEqual([
      {
        rule: 'stale-exception',
        level: 'error',
        entry: null,
        chain: [],
        reason: 'once',
        exception: 'a -> b',
        why: 'matches-nothing',
        expires: '2027-01-01',
      },
    ]);
  });

  it('is not called stale when only some entries are checked', () => {
    const entries = [entryConfig('web'), entryConfig('cli')];
    const exceptions = [{ edge: 'cli -> zod', reason: 'known' }];
    const { findings, notices } = check('main', { entries, rules: [NO_ZOD], exceptions });
    expect(findings).toEqual([]);
    expect(notices).toMatchObject([{ code: 'not-judged', message: expect.stringContaining('1 of 1') }]);
  });

  it('is not called stale when a rule could not be judged', () => {
    const rules = [{ type: 'dependency-cruiser', level: 'error', config: 'gone.js' } as const];
    const { findings } = check('main', { rules, exceptions: [{ module: 'a', reason: 'known' }] });
    expect(findings).toEqual([]);
  });

  it('serves a rule on one entry and leaves another entry alone', () => {
    const { findings } = checkEntries('web -> a -> @zod, cli -> @zod', ['web', 'cli'], {
      rules: [NO_ZOD],
      exceptions: [{ edge: 'a -> zod', reason: 'known' }],
    });
    expect(findings.map((it) => [it.rule, it.entry])).toEqual([['forbidden', 'cli']]);
  });

  it('excuses required modules by module, in the graph or not, and by the edge that reaches them', () => {
    const rules = [{ type: 'required', level: 'error', modules: ['on/*'] } as const];
    const result = check(
      'main ~> on/lazy, main ~> on/other',
      {
        rules,
        exceptions: [
          { module: 'on/new', reason: 'soon' },
          { edge: 'main -> on/lazy', reason: 'known' },
        ],
      },
      { projectFiles: ['on/new', 'on/lazy', 'on/other'] },
    );
    expect(result.findings).toMatchObject([{ rule: 'required', module: 'on/other' }]);
  });

  it.each([{ edge: 'a b' }, { edge: 'a -> b -> c' }, { edge: '-> b' }, {}])(
    '%j is a problem',
    (exception) => {
      const { problems, findings } = check('main', { exceptions: [{ ...exception, reason: '' }] });
      expect(problems).toMatchObject([{ code: 'bad-exception' }]);
      expect(findings).toEqual([]);
    },
  );
});

describe('entries that do not share one graph', () => {
  const GROUPS = [
    ['web -> a -> @zod', ['web']],
    ['cli -> b -> @zod', ['cli']],
  ] as const;
  const both = (more: Partial<Config>) => checkGroups(GROUPS, more);

  it('are each judged in their own', () => {
    const { findings } = both({ rules: [NO_ZOD] });
    expect(findings.map(({ entry, chain }) => [entry, chain[0]?.to])).toEqual([
      ['web', 'a'],
      ['cli', 'b'],
    ]);
  });

  it('an exception is stale when no group needs it, and said to be so once', () => {
    const exceptions = [{ edge: 'a -> zod' }, { edge: 'b -> zod' }, { edge: 'c -> zod' }].map((it) => ({
      ...it,
      reason: 'known',
    }));
    const { findings, notices } = both({ rules: [NO_ZOD], exceptions });
    expect(findings).toMatchObject([{ exception: 'c -> zod', why: 'matches-nothing', entry: null }]);
    expect(notices).toEqual([]);
  });

  it('an exception that has expired or is malformed is said once', () => {
    const exceptions = [
      { module: 'zod', reason: 'r', expires: '2020-01-01' },
      { edge: 'a b', reason: 'r' },
    ];
    const { findings, problems } = both({ exceptions });
    expect(findings).toMatchObject([{ rule: 'stale-exception', why: 'expired' }]);
    expect(problems).toMatchObject([{ code: 'bad-exception' }]);
  });

  it('a rule for the entries of one group is not idle', () => {
    const result = both({ rules: [{ ...NO_ZOD, entries: ['cli'] }] });
    expect(result.findings.map(({ entry }) => entry)).toEqual(['cli']);
    expect([result.notices, result.problems]).toEqual([[], []]);
  });

  it('a rule for nobody is one problem, a rule that cannot be judged one notice', () => {
    const gone = { type: 'dependency-cruiser', level: 'error', config: 'gone.js' } as const;
    const exceptions = [{ module: 'a', reason: 'known' }];
    const result = both({ rules: [{ ...NO_ZOD, entries: ['x'] }, gone], exceptions });
    expect(result.problems).toMatchObject([{ code: 'rule-without-entry' }]);
    expect(result.notices.map(({ message }) => message)).toEqual([
      expect.stringContaining('gone.js'),
      '1 of 1 exceptions was not needed here, but not every entry and rule was judged',
    ]);
    expect(result.findings).toEqual([]);
  });

  it('budgets are judged for all', () => {
    const entries = [
      entryConfig('web', { budget: { modules: limit(9) } }),
      entryConfig('cli', { budget: { modules: limit(1) } }),
    ];
    const { budgets, findings } = both({ entries });
    expect([...budgets.keys()]).toEqual(['web', 'cli']);
    expect(findings).toMatchObject([{ rule: 'budget', entry: 'cli', actual: 3 }]);
  });
});

describe('a shard', () => {
  const exceptions = [
    { edge: 'a -> zod', reason: 'used' },
    { edge: 'z -> zod', reason: 'known' },
  ];
  const names = (...list: string[]) => list.map((name) => entryConfig(name));
  const shard = (elsewhere: readonly string[], more: Partial<Config> = {}) =>
    checkGroups(
      [['a -> @zod', ['a']]],
      { entries: names('a', 'b'), rules: [NO_ZOD], exceptions, ...more },
      { elsewhere: new Set(elsewhere) },
    );

  it('leaves to all shards together which exceptions are stale', () => {
    const { findings, left, notices } = shard(['b']);
    expect(findings).toEqual([]);
    expect(left.unneeded).toMatchObject([{ exception: 'z -> zod', why: 'matches-nothing' }]);
    expect(notices).toMatchObject([{ message: expect.stringContaining('1 of 2 exceptions was not needed') }]);
    expect(left.notices).toEqual(notices);
  });

  it('that is the whole leaves nothing', () => {
    const { findings, left } = shard([], { entries: names('a') });
    expect(findings).toMatchObject([{ exception: 'z -> zod' }]);
    expect(left).toEqual({ unneeded: null, notices: [] });
  });

  it('says so where no shard has an entry, and where a rule could not be judged', () => {
    expect(shard(['b'], { entries: names('a', 'b', 'c') }).left).toEqual({ unneeded: null, notices: [] });
    const gone = { type: 'dependency-cruiser', level: 'error', config: 'gone.js' } as const;
    expect(shard(['b'], { rules: [NO_ZOD, gone] }).left).toEqual({ unneeded: null, notices: [] });
  });

  it('leaves a rule for entries of another shard to that one', () => {
    const { left, problems } = shard(['b'], { rules: [NO_ZOD, { ...NO_ZOD, entries: ['b'] }] });
    expect(problems).toEqual([]);
    expect(left.unneeded).toHaveLength(1);
    expect(left.notices.map(({ message }) => message)).toContain(
      'rule 2 (forbidden) was not judged: none of its entries is part of this check',
    );
    const half = shard(['b'], { entries: names('a', 'b', 'c'), rules: [{ ...NO_ZOD, entries: ['b', 'c'] }] });
    expect(half.left).toEqual({ unneeded: null, notices: [] });
    expect(half.notices).toHaveLength(2);
  });
});
