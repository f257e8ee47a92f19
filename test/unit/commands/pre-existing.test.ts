import { describe, expect, it } from 'vitest';
import { markPreExisting } from '../../../src/commands/pre-existing.ts';
import type {
  BudgetFinding,
  Finding,
  ForbiddenFinding,
  NewHeavyFinding,
} from '../../../src/model/finding.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';

const common = { level: 'error', entry: 'web', chain: [], module: 'a.js' as ModuleId } as const;
const forbidden = (others: number): ForbiddenFinding => ({
  ...common,
  rule: 'forbidden',
  pattern: 'sdk',
  package: 'sdk',
  certain: true,
  others,
});
const heavy = (bytes: number, ms: number | null = null): NewHeavyFinding => ({
  ...common,
  rule: 'new-heavy',
  package: 'sdk',
  ms,
  bytes,
  modules: 1,
  limitMs: 10,
  limitBytes: 1000,
});
const budget = (actual: number): BudgetFinding => ({
  rule: 'budget',
  level: 'error',
  entry: 'web',
  chain: [],
  metric: 'modules',
  actual,
  limit: 1,
});

/** Whether a finding is the change's own; what boots add is left out of `written`. */
const isOwn = (now: Finding, before: readonly Finding[], written: readonly Finding[] = [now]) =>
  markPreExisting([now], before, written)[0]!.preExisting !== true;

describe('what the base has as well', () => {
  it.each([
    ['a budget', budget(5), budget(5), false],
    ['a budget, exceeded by more', budget(6), budget(5), true],
    ['a forbidden package', forbidden(3), forbidden(3), false],
    ['less of it', forbidden(2), forbidden(3), false],
    ['more of it', forbidden(4), forbidden(3), true],
    ['a heavy newcomer', heavy(5000), heavy(5000), false],
    ['a little heavier', heavy(6000), heavy(5000), false],
    ['heavier by more than a newcomer may bring', heavy(6001), heavy(5000), true],
    ['what is not there', forbidden(3), heavy(5000), true],
  ] as const)('%s', (_, now, before, own) => {
    expect(isOwn(now, [before])).toBe(own);
  });

  it('is held against what the imports say: the base was not booted', () => {
    expect(isOwn(forbidden(9), [forbidden(3)], [forbidden(3)])).toBe(false);
    expect(isOwn(heavy(9000, 40), [heavy(5000)], [heavy(5000)])).toBe(false);
    expect(isOwn(forbidden(9), [forbidden(3)], [forbidden(4)])).toBe(true);
  });
});
