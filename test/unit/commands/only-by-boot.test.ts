import { describe, expect, it } from 'vitest';
import { markByBoots } from '../../../src/commands/boot-base.ts';
import { foundOnlyByBoot, onBase, unknownOnBase } from '../../../src/commands/only-by-boot.ts';
import type { CpuVerdict } from '../../../src/model/compare.ts';
import type { BudgetFinding, Finding } from '../../../src/model/finding.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';

const base = { level: 'error', entry: 'a', chain: [] } as const;
const lost: Finding = {
  ...base,
  rule: 'registrations',
  registration: 'listener process SIGTERM',
  change: 'missing',
  module: null,
};
const cpu: BudgetFinding = {
  ...base,
  rule: 'budget',
  metric: 'cpuMs',
  actual: 110,
  limit: 100,
  measured: { value: 110, low: 108, high: 113, runs: 7 },
};
const rss: BudgetFinding = { ...cpu, metric: 'rss' };
const verdict = (word: CpuVerdict['verdict'], value: number): CpuVerdict => ({
  kind: 'verdict',
  verdict: word,
  shift: { value, low: value - 0.02, high: value + 0.02 },
  pairs: 20,
  baseCpuMs: 100,
  headCpuMs: 100,
  leastShift: 0.03,
  margin: 0.05,
  stopped: null,
});
const none = { analysis: { groups: [] } as never, growth: new Map<string, CpuVerdict>() };

describe('what only a boot found', () => {
  it('is what the imports do not show, of entries that both sides have', () => {
    const found = (finding: Finding, written: Finding[] = []) =>
      foundOnlyByBoot([finding], written, new Set(['a'])).length;
    expect(found(lost)).toBe(1);
    expect(found(lost, [lost])).toBe(0);
    expect(found({ ...lost, entry: 'new' })).toBe(0);
    expect(found({ ...lost, preExisting: true })).toBe(0);
    expect(found({ ...lost, level: 'info' })).toBe(0);
    expect(found({ ...cpu, verdict: 'inconclusive' })).toBe(0);
  });

  it('is not known to be old, but for what boots in turn tell of CPU', () => {
    const known = (finding: Finding, word: CpuVerdict['verdict'], value: number) =>
      onBase(finding, { ...none, growth: new Map([['a', verdict(word, value)]]) });
    expect(onBase(cpu, none)).toBe('unknown');
    expect(known(cpu, 'no-difference', 0)).toBe('as-well');
    expect(known(cpu, 'faster', -0.2)).toBe('as-well');
    expect(known(cpu, 'slower', 0.1)).toBe('not');
    expect(known(cpu, 'inconclusive', 0)).toBe('unknown');
    // The limit lies within what the change may have added.
    expect(known({ ...cpu, limit: 107 }, 'no-difference', 0)).toBe('unknown');
    expect(known(rss, 'no-difference', 0)).toBe('unknown');
    expect(known(lost, 'faster', -0.2)).toBe('unknown');
  });

  it('is an old newcomer where the startup of the base holds it', () => {
    const heavy = (module: string, owner: string | null): Finding => ({
      ...base,
      rule: 'new-heavy',
      module: module as ModuleId,
      package: owner,
      ms: 90,
      bytes: 1,
      modules: 1,
      limitMs: 10,
      limitBytes: 1_000,
    });
    const modules = [
      { id: 'src/a.ts', origin: 'project', package: null },
      { id: 'node_modules/pg/other.js', origin: 'package', package: 'pg' },
      { id: 'src/late.ts', origin: 'project', package: null },
    ];
    const group = { built: { graph: { modules } }, entries: [{ name: 'a', sets: { eager: [0, 1] } }] };
    const evidence = { ...none, analysis: { groups: [group] } as never };
    expect(onBase(heavy('src/a.ts', null), evidence)).toBe('as-well');
    expect(onBase(heavy('node_modules/pg/index.js', 'pg'), evidence)).toBe('as-well');
    expect(onBase(heavy('src/late.ts', null), evidence)).toBe('unknown');
    expect(onBase({ ...heavy('src/a.ts', null), entry: 'b' }, evidence)).toBe('unknown');
  });

  it('is said to be unknown, once an entry', () => {
    const notices = unknownOnBase([lost, cpu, { ...lost, entry: 'b' }], 'main', (entry) => `why of ${entry}`);
    expect(notices.map(({ message }) => message)).toEqual([
      'a: 2 findings of a boot (registrations, budget of cpuMs) count as new, for nobody knows whether main has the same: why of a',
      'b: a finding of a boot (registrations) counts as new, for nobody knows whether main has the same: why of b',
    ]);
    expect(notices.every(({ level }) => level === 'warning')).toBe(true);
  });
});

describe('findings of boots of both sides', () => {
  const isOld = (finding: Finding, before: Finding[]) =>
    markByBoots([finding], before)[0]?.preExisting === true;

  it('are the same by name', () => {
    expect(isOld(lost, [lost])).toBe(true);
    expect(isOld(lost, [{ ...lost, registration: 'listener process SIGINT' } as Finding])).toBe(false);
    expect(isOld(lost, [])).toBe(false);
  });

  it('are the same figures where their ranges meet', () => {
    const before = (low: number, high: number) => [{ ...rss, measured: { value: low, low, high, runs: 3 } }];
    expect(isOld(rss, before(101, 108))).toBe(true);
    expect(isOld(rss, before(120, 125))).toBe(true);
    expect(isOld(rss, before(101, 107))).toBe(false);
  });
});
