import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../../src/model/baseline.ts';
import type { RuleConfig } from '../../../src/model/config.ts';
import type { Level } from '../../../src/model/finding.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { CheckGiven } from '../../../src/rules/check.ts';
import type { Observed } from '../../../src/rules/rule.ts';
import { traceOf } from '../../support/rule-case.ts';
import { check } from './run-rule.ts';

const NO_DRIFT = { staticOnly: [], runtimeOnly: [], both: 0, mismatch: null };
const booted: ReadonlyMap<string, Observed> = new Map([
  [
    'web',
    {
      trace: traceOf({ modules: 'web', registrations: [] }),
      startup: { modules: [], drift: NO_DRIFT },
    } as unknown as Observed,
  ],
]);
const empty: Baseline = { file: 'import-budget.baseline', entries: new Map() };
const late = { entry: 'web', module: 'a' as ModuleId, registrations: [], problem: 'it threw' };
const cold = { entry: 'web', module: 'a' as ModuleId, outcome: 'not-run', message: 'no file' } as const;

type Case = readonly [string, RuleConfig, Partial<CheckGiven>, RegExp];

const MISSING: readonly Case[] = [
  [
    'no baseline, for registrations',
    { type: 'registrations', level: 'error' },
    { observed: booted, baseline: null },
    /there is no baseline$/,
  ],
  [
    'a baseline without the entry',
    { type: 'registrations', level: 'error' },
    { observed: booted, baseline: empty },
    /import-budget\.baseline does not hold this entry$/,
  ],
  [
    'no baseline, for newcomers, which need no boot',
    { type: 'new-heavy', level: 'error', ms: 10, bytes: 10 },
    { baseline: null },
    /there is no baseline$/,
  ],
  [
    'a late load that failed',
    { type: 'late-registration', level: 'error' },
    { observed: booted, lateLoads: [late] },
    /a could not be loaded after boot: it threw$/,
  ],
  [
    'a cold load that was not run',
    { type: 'cold-load', level: 'error', modules: ['./a'] },
    { observed: booted, coldLoads: [cold], projectFiles: ['a'] },
    /a: no file$/,
  ],
];

const NOT_ASKED: readonly Case[] = [
  [
    'registrations without a boot, even without a baseline',
    { type: 'registrations', level: 'error' },
    { baseline: null },
    /seen only by booting$/,
  ],
  [
    'late loads without a boot',
    { type: 'late-registration', level: 'error' },
    { lateLoads: null },
    /seen only by booting$/,
  ],
  [
    'cold loads without a boot',
    { type: 'cold-load', level: 'error', modules: ['./a'] },
    { coldLoads: null, projectFiles: ['a'] },
    /a: modules are loaded only by booting$/,
  ],
  [
    'cold loads of what the entry cannot load',
    { type: 'cold-load', level: 'error', modules: ['./other'] },
    { observed: booted, coldLoads: [], projectFiles: ['a', 'other'] },
    /other: no import of this entry leads there$/,
  ],
];

const judge = (rule: RuleConfig, level: Level, given: Partial<CheckGiven>) =>
  check('web ~> a, other', { rules: [{ ...rule, level }] }, given);

describe('evidence that was asked for and is missing', () => {
  it.each(MISSING)('%s: a problem where the rule is an error', (_, rule, given, message) => {
    const { problems, notices } = judge(rule, 'error', given);
    expect(problems).toEqual([
      { code: 'not-judged', message: expect.stringMatching(message), hint: expect.any(String) },
    ]);
    expect(notices).toEqual([]);
  });

  it.each(MISSING)('%s: a warning where the rule is one', (_, rule, given, message) => {
    const { problems, notices } = judge(rule, 'warning', given);
    expect(problems).toEqual([]);
    expect(notices).toMatchObject([
      { code: 'not-judged', level: 'warning', message: expect.stringMatching(message) },
    ]);
  });
});

describe('evidence that nobody asked for', () => {
  it.each(NOT_ASKED)('%s: a notice, whatever the level', (_, rule, given, message) => {
    const { problems, notices } = judge(rule, 'error', given);
    expect(problems).toEqual([]);
    expect(notices).toMatchObject([{ code: 'not-judged', message: expect.stringMatching(message) }]);
  });
});

describe('the hint', () => {
  const hintFor = (rule: RuleConfig, baseline: Baseline | null) =>
    judge(rule, 'error', { observed: booted, baseline }).problems[0]?.hint;

  it('says how the baseline comes to hold what the rule asks for', () => {
    const heavy = { type: 'new-heavy', level: 'error', ms: 10, bytes: 10 } as const;
    expect(hintFor(heavy, null)).toMatch(/baseline update$/);
    // Registrations are seen only by booting, and a file that is there grows only when told to.
    expect(hintFor({ type: 'registrations', level: 'error' }, null)).toMatch(/baseline update --boot$/);
    expect(hintFor(heavy, empty)).toMatch(/baseline update web --allow-additions$/);
  });
});
