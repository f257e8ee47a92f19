import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { ErrorReport, Report } from '../../../src/model/report.ts';
import { mergeReports } from '../../../src/report/merge-reports.ts';
import { compareText, sortEdges, sortFindings, sortNotices } from '../../../src/report/order.ts';
import type { Shard } from '../../../src/report/shard.ts';
import { gateReport } from '../../support/sample-gate.ts';
import { sampleReport } from '../../support/sample-report.ts';

const sample = gateReport();
const whole: Report = {
  ...sample,
  findings: sortFindings(sample.findings),
  notices: sortNotices(sample.notices),
  edges: sortEdges(sample.edges),
  modules: sample.modules.toSorted((one, other) => compareText(one.id, other.id)),
};

/** The part of a report that is about some entries, as a command asked for them alone would make it. */
function shard(name: string, entries: readonly string[], change: Partial<Report> = {}): Shard {
  const own = (entry: string | null) => entry === null || entries.includes(entry);
  const ids = new Set(
    whole.entries
      .filter((entry) => own(entry.name))
      .flatMap(({ startup }) => [...startup.eager, ...startup.conditional]),
  );
  const report = {
    ...whole,
    entries: whole.entries.filter((entry) => own(entry.name)),
    boots: (whole.boots ?? []).filter(({ entry }) => own(entry)),
    findings: whole.findings.filter(({ entry }) => own(entry)),
    modules: whole.modules.filter(({ id }) => ids.has(id) || entries.includes('sync')),
    edges: whole.edges.filter(({ from }) => ids.has(from) || entries.includes('sync')),
    ...change,
  };
  return { name: `${name}.json`, report };
}

const a = shard('a', ['cli:help']);
const b = shard('b', ['sync']);
const problem = (shards: readonly Shard[], failed: readonly Shard<ErrorReport>[] = []) => {
  try {
    return mergeReports(shards, failed);
  } catch (error) {
    const { detail } = error as { detail: { code: string; message: string } };
    return `${detail.code}: ${detail.message}`;
  }
};

describe('shards of one run', () => {
  it('are the whole again', () => {
    expect(mergeReports([a, b])).toEqual(whole);
  });

  it('in any order, and one alone', () => {
    expect(mergeReports([b, a])).toEqual(mergeReports([a, b]));
    expect(mergeReports([a])).toEqual({ ...a.report });
  });

  it('say once what all of them noticed', () => {
    expect(mergeReports([a, b]).notices).toEqual(whole.notices);
    const more = { code: 'cache', level: 'info', message: 'another' } as const;
    const c = shard('c', ['sync'], { notices: [...whole.notices, more] });
    expect(mergeReports([a, c]).notices).toHaveLength(whole.notices.length + 1);
  });

  it('may lie at other places on other machines', () => {
    const far = shard('b', ['sync'], { root: '/builds/7/tracker' });
    expect(mergeReports([a, far])).toEqual(mergeReports([far, a]));
    expect(mergeReports([a, far]).root).toBe('/builds/7/tracker');
  });
});

describe('what is found about the whole config', () => {
  const general = whole.findings.filter(({ entry }) => entry === null);
  const without = (name: string, entries: readonly string[]) =>
    shard(name, entries, {
      findings: whole.findings.filter(({ entry }) => entry !== null && entries.includes(entry)),
    });
  const found = (shards: readonly Shard[]) =>
    mergeReports(shards).findings.filter(({ entry }) => entry === null);

  it('counts where all shards found it', () => {
    expect(general).toHaveLength(1);
    expect(found([a, b])).toEqual(general);
    expect(found([a, without('b', ['sync'])])).toEqual([]);
    expect(found([without('a', ['cli:help']), b])).toEqual([]);
  });

  it('is new where one shard takes it for new', () => {
    const old = (it: Finding): Finding => (it.entry === null ? { ...it, preExisting: true } : it);
    const known = (it: Shard): Shard => ({
      ...it,
      report: { ...it.report, findings: it.report.findings.map(old) },
    });
    expect(found([known(a), b])).toEqual(general);
    expect(found([a, known(b)])).toEqual(general);
    expect(found([known(a), known(b)])).toEqual(general.map(old));
  });
});

describe('what is no run of shards', () => {
  const tool = { name: 'import-budget', version: '9.9.9' } as const;
  const grown = whole.modules.map((module) =>
    module.id === 'src/log.ts' ? { ...module, bytes: 7 } : module,
  );
  const absolute = [{ ...whole.modules[0]!, id: 'd:/shared/a.ts' as ModuleId }, ...whole.modules];

  it.each([
    [
      'one entry twice',
      [a, b, shard('c', ['sync'])],
      'same-entry: the entry sync is in b.json and in c.json',
    ],
    [
      'another command',
      [a, shard('b', ['sync'], { command: 'boot' })],
      /^cannot-merge: .* command: check and boot$/,
    ],
    ['another version', [a, shard('b', ['sync'], { tool })], /version of import-budget: 0.1.0 and 9.9.9$/],
    [
      'another config',
      [a, shard('b', ['sync'], { config: null })],
      /config: import-budget.config.ts and none$/,
    ],
    [
      'another commit',
      [a, shard('b', ['sync'], { modules: grown })],
      /src\/log.ts has 820 bytes in a.json and 7 in b.json$/,
    ],
    [
      'absolute ids under another root',
      [a, shard('b', ['sync'], { root: '/x', modules: absolute })],
      /different roots, and b.json names d:\/shared\/a.ts by its absolute path$/,
    ],
    ['an answer to why', [{ name: 'w.json', report: sampleReport('why') }], /w.json is a report of why$/],
    ['cycles alone', [{ name: 'c.json', report: sampleReport('cycles') }], /c.json is a report of cycles$/],
    ['cuts', [{ name: 's.json', report: sampleReport('suggest') }], /s.json is a report of suggest$/],
    ['cuts that were tried', [{ name: 't.json', report: sampleReport('try') }], /t.json is a report of try$/],
    ['nothing', [], /nothing to merge$/],
  ])('is refused: %s', (_, shards, message) => {
    expect(problem(shards)).toMatch(message);
  });

  it('lets packages differ from platform to platform', () => {
    const modules = whole.modules.map((module) =>
      module.origin === 'package' ? { ...module, bytes: 7 } : module,
    );
    expect(problem([a, shard('b', ['sync'], { modules })])).toBeTypeOf('object');
  });
});

describe('shards that could not be judged', () => {
  const error = { code: 'boot-exit-code', message: 'it ended with 3', hint: 'mend it' };
  const failed: Shard<ErrorReport> = {
    name: 'z.json',
    report: { schemaVersion: 1, error, notices: [{ code: 'cache', level: 'info', message: 'n' }] },
  };

  it('make an error of the result, with all that was learnt', () => {
    const merged = mergeReports([a], [failed]);
    expect(merged.error).toEqual({ ...error, message: 'z.json: it ended with 3' });
    expect(merged.findings).toEqual(a.report.findings);
    expect(merged.notices.map(({ message }) => message)).toContain('n');
  });

  it('are all named', () => {
    const merged = mergeReports([shard('a', ['cli:help'], { error }), b], [failed]);
    expect(merged.error?.message).toBe('a.json: it ended with 3; z.json: it ended with 3');
  });
});
