import { describe, expect, it } from 'vitest';
import type { CompareReport, CpuVerdict } from '../../src/model/compare.ts';
import type { Report } from '../../src/model/report.ts';
import { verdictOf } from '../../src/model/verdict.ts';
import { pairWords, verdictWords } from '../../src/reporters/compare-words.ts';
import { issuesOf } from '../../src/reporters/issues.ts';
import { placeOf } from '../../src/reporters/places.ts';
import { loadReporter, REPORTER_NAMES } from '../../src/reporters/registry.ts';
import { READERS } from '../support/read-formats.ts';
import { NASTY } from '../support/sample-gate.ts';
import { sampleReport } from '../support/sample-report.ts';

const WIDE = { color: false, width: 4_000, verbose: true };
const HARMFUL = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;
const render = async (name: string, report: Report) => (await loadReporter(name))(report, WIDE);
const read = async (name: string, report: Report) => READERS[name]!(await render(name, report));

function withEntries(of: (entries: CompareReport['entries']) => CompareReport['entries']): Report {
  const report = sampleReport('compare');
  const compare = report.compare as CompareReport;
  return { ...report, compare: { ...compare, entries: of(compare.entries) } };
}

/** What CI must not miss: a verdict that is no good news, with its figures or why there are none. */
function badNews({ compare }: Report): string[] {
  return (compare?.entries ?? []).flatMap(({ cpu }) => {
    if (cpu?.kind !== 'verdict' || cpu.verdict === 'no-difference' || cpu.verdict === 'faster') return [];
    return cpu.stopped === null ? [verdictWords(cpu), pairWords(cpu)] : [cpu.stopped.message];
  });
}

const slower = withEntries((entries) => entries.filter(({ name }) => name === 'cli'));
const cpuOf = (cpu: Partial<CpuVerdict>): Report =>
  withEntries((entries) =>
    entries
      .filter(({ name }) => name === 'cli')
      .map((entry) => ({ ...entry, cpu: { ...(entry.cpu as CpuVerdict), ...cpu } })),
  );

describe.each(Object.keys(READERS))('reporter %s of a comparison', (name) => {
  it('says every verdict that is no good news, and no other one', async () => {
    const report = sampleReport('compare');
    expect(badNews(report)).toHaveLength(3);
    const said = await read(name, report);
    for (const words of badNews(report)) expect(said).toContain(words);
    const rest = await read(
      name,
      withEntries((entries) => entries.filter(({ cpu }) => cpu?.kind !== 'verdict')),
    );
    for (const words of badNews(report)) expect(rest).not.toContain(words);
  });

  it.each(['slower', 'inconclusive'] as const)('is not empty where an entry is %s', async (verdict) => {
    const [good, bad] = [cpuOf({ verdict: 'no-difference' }), cpuOf({ verdict })];
    expect([verdictOf(good), verdictOf(bad)]).not.toContain('could-not');
    expect(await read(name, bad)).toContain(
      verdictWords({ ...(bad.compare!.entries[0]!.cpu as CpuVerdict) }),
    );
    expect(await read(name, bad)).not.toBe(await read(name, good));
    expect(await read(name, bad)).not.toContain('no findings');
  });

  it('stays whole and harmless whatever the names are', async () => {
    const spoil = (value: unknown, key: string): unknown => {
      if (Array.isArray(value)) return value.map((item) => spoil(item, key));
      if (value !== null && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([at, item]) => [at, spoil(item, at)]));
      return typeof value === 'string' && FREE.has(key) ? value + NASTY : value;
    };
    const report = { ...slower, compare: spoil(slower.compare, '') as CompareReport };
    const text = await render(name, report);
    expect(HARMFUL.exec(text)).toBeNull();
    expect(READERS[name]!(text)).not.toContain(NASTY);
    if (name === 'markdown') expect(text).not.toMatch(/<script|%%\{|^::/m);
    expect(issuesOf(report, '')).toHaveLength(1);
  });
});

const FREE = new Set(
  'name from to specifier subject message modules packages arrived vanished chain stderr'.split(' '),
);

describe('a saved comparison', () => {
  it.each(REPORTER_NAMES)('is the same for %s once it is read again', async (name) => {
    for (const report of [sampleReport('compare'), slower]) {
      const saved = await render('json', report);
      expect(await render(name, JSON.parse(saved) as Report)).toBe(await render(name, report));
    }
  });

  it.each(['terminal', 'markdown', 'github'])(
    'tells by which import and commit modules came to %s',
    async (name) => {
      const said = await read(name, slower);
      for (const { edge, packages } of slower.compare!.entries[0]!.arrived) {
        expect(said).toContain(placeOf(edge!));
        for (const owner of packages) expect(said).toContain(owner);
      }
      expect(said).toContain('3f2c1a9b0 2026-03-01 Add migrate');
      expect(said).toContain('registrar src/bus.ts#subscribe order');
    },
  );

  it('counts the same in every format that counts', async () => {
    const report = sampleReport('compare');
    const issues = issuesOf(report, '');
    const of = (kind: string) => issues.filter((issue) => issue.kind === kind).length;
    const [sarif] = (JSON.parse(await render('sarif', report)) as { runs: SarifRun[] }).runs;
    expect(sarif!.results).toHaveLength(of('finding') + of('inconclusive'));
    expect(sarif!.invocations[0]).toMatchObject({ executionSuccessful: false, exitCode: 2 });
    expect(JSON.parse(await render('codeclimate', report))).toHaveLength(issues.length);
    const junit = await render('junit', report);
    expect(/<testsuites .*failures="(\d+)" errors="(\d+)"/.exec(junit)?.slice(1).map(Number)).toEqual([
      of('finding'),
      of('could-not'),
    ]);
  });
});

interface SarifRun {
  readonly results: readonly object[];
  readonly invocations: readonly object[];
}
