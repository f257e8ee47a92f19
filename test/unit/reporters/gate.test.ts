import Ajv from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { withoutColor } from '../../../src/reporters/escape.ts';
import { renderJson } from '../../../src/reporters/json.ts';
import { renderTerminal } from '../../../src/reporters/terminal.ts';
import { findingWords, limitWords } from '../../../src/reporters/wording.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { GATE_FINDINGS, gateReport } from '../../support/sample-findings.ts';
import { sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: true };
const of = <R extends Finding['rule']>(rule: R, nth = 0) =>
  GATE_FINDINGS.filter((finding) => finding.rule === rule)[nth] as Extract<Finding, { rule: R }>;

describe('words of the gate', () => {
  it.each([
    ['required', 0, 'nothing registers "listener process SIGTERM" while booting'],
    [
      'registrations',
      0,
      'nothing registers "registrar src/bus.ts#subscribe order.created" while booting any more',
    ],
    ['registrations', 1, 'src/audit.ts registers "listener process exit", which the baseline does not hold'],
    [
      'late-registration',
      0,
      'src/watch.ts registers "listener process SIGHUP" and 1 more only after boot once src/commands/sync.ts loads',
    ],
    [
      'cold-load',
      0,
      "src/commands/sync.ts does not load on its own: Cannot access 'Base' before initialization",
    ],
    [
      'prewarm',
      0,
      'src/commands/sync.ts is loaded only later: the first request pays for it (12 modules, 48 kB)',
    ],
    [
      'new-heavy',
      0,
      'ts-morph is new at startup and heavy: 171 ms, 10.5 MB in 2 modules (limits 10 ms, 100 kB)',
    ],
    ['unresolved', 0, "'./gone.ts' leads nowhere, and 2 more imports of it"],
    ['budget', 0, 'CPU 412 ms, limit 250 ms (+162 ms)'],
    ['budget', 1, 'memory 118 MB, limit 120 MB: too close to tell, the true figure may be 116 MB to 121 MB'],
    ['budget', 2, '11.9 MB, limit 12.0 MB: 0.8 % left'],
  ] as const)('%s %i', (rule, nth, what) => {
    expect(findingWords(of(rule, nth)).what).toBe(what);
  });

  it('say what was told from the source alone, and where', () => {
    const predicted = { ...of('late-registration'), predicted: true } as const;
    expect(findingWords({ ...predicted, lines: [4] }).what).toMatch(/ loads, by its source \(line 4\)$/);
    expect(findingWords({ ...predicted, lines: [4, 6] }).what).toMatch(/, by its source \(lines 4, 6\)$/);
  });

  it('say what to do next, with the file and line to edit', () => {
    expect(findingWords(of('cold-load')).next).toContain('(src/commands/sync.ts:3)');
    expect(findingWords(of('prewarm')).next).toContain(
      "in bin/tracker.ts:31 import './src/commands/sync.ts'",
    );
    // What is registered is seen, and so recorded, by a boot only.
    for (const which of [0, 1])
      expect(findingWords(of('registrations', which)).next).toContain('import-budget baseline update --boot');
    const stale = {
      rule: 'stale-baseline',
      level: 'warning',
      entry: 'web',
      chain: [],
      lines: ['zod'],
      file: 'b',
    } as const;
    expect(findingWords(stale).next).toContain('--boot');
    // Where no import stands in the file, no line is made up.
    expect(findingWords(of('new-heavy')).next).toMatch(
      /^in bin\/tracker\.ts something loads ts-morph while booting/,
    );
  });

  it('write multiples and growth', () => {
    expect(limitWords('cpu', 6.4, 6)).toBe('CPU 6.4x bare Node, limit 6.0x (+0.4x)');
    expect(limitWords('regression', 0.08, 0.05)).toBe('CPU +8 % against the base, limit 5 % (+3 %)');
  });
});

describe('check for a terminal', () => {
  const out = renderTerminal(gateReport(), PLAIN);

  it('gives CPU, limit and what is over first, and marks what nobody can tell', () => {
    expect(out).toMatch(/^x {2}cli:help {2}CPU 412 ms ±9\.3 ms, limit 250 ms \(\+162 ms\)\n/);
    expect(out).toContain('? memory 118 MB ±3.0 MB, limit 120 MB');
    expect(out).toContain('11.9 MB, limit 12.0 MB');
  });

  it('fits 80 columns and says the same with colour', () => {
    for (const line of out.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
    expect(withoutColor(renderTerminal(gateReport(), { ...PLAIN, color: true }))).toBe(out);
  });

  it('marks what a boot took in the chain', () => {
    expect(out).toContain('bin/tracker.ts (seen at run time) -> ts-morph\n');
  });

  it('puts what is on the base as well last, and does not count it', () => {
    const words = out.replaceAll(/\s+/g, ' ');
    expect(words).toContain(
      "UNRESOLVED './gone.ts' leads nowhere, and 2 more imports of it (on the base as well)",
    );
    expect(out.lastIndexOf('UNRESOLVED')).toBeGreaterThan(out.lastIndexOf('NEW'));
    expect(words).toContain('7 errors, 2 warnings, 1 note, 1 more on the base as well in 2 entries');
  });

  it('is green where all there is was there before, and unsure where a limit is too close', () => {
    const known = { ...of('unresolved') };
    const passing = (verdict: 'pass' | 'inconclusive', level: 'error' | 'warning' = 'error') => {
      const report = gateReport([known]);
      const budgets = report.entries[0]!.budgets.map((budget) => ({ ...budget, verdict, level }));
      const entries = [{ ...report.entries[0]!, budgets }];
      return renderTerminal({ ...report, entries }, PLAIN).split('\n');
    };
    expect(passing('pass')[0]).toMatch(/^ok cli:help/);
    expect(passing('pass').at(-2)).toMatch(/^ok no findings, 1 more on the base/);
    expect(passing('inconclusive')[0]).toMatch(/^\? {2}cli:help {2}\? CPU 412 ms/);
    expect(passing('inconclusive').slice(-3).join('\n')).toMatch(/^\? {2}too close to tell: no findings/);
    expect(passing('inconclusive', 'warning')[0]).toMatch(/^ok cli:help/);
  });

  it('shows what is left of a limit that holds', () => {
    const report = gateReport([]);
    const [budget] = report.entries[0]!.budgets.filter(({ metric }) => metric === 'cpuMs');
    const budgets = [{ ...budget!, actual: 200, limit: 250, verdict: 'pass' as const, headroomLeft: 0.2 }];
    const entries = [{ ...report.entries[0]!, budgets }];
    expect(renderTerminal({ ...report, entries }, PLAIN)).toContain('limit 250 ms, 20 % left');
  });

  it('names CPU and modules of an entry without limits for them', () => {
    const report = sampleReport('check');
    const entry = { ...report.entries[0]!, name: SAMPLE_BOOT.entry, budgets: [] };
    const out = renderTerminal({ ...report, entries: [entry], findings: [], boots: [SAMPLE_BOOT] }, PLAIN);
    expect(out.split('\n')[0]).toMatch(
      /^ok \S+ {2}CPU \d+ ms ±\S+ \(\S+x bare Node\) {2}10 modules, 10\.5 MB$/,
    );
  });
});

describe('report.schema.json', () => {
  const file = new URL('../../../schema/report.schema.json', import.meta.url);
  const validate = new Ajv.default({ allErrors: true, strict: true }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );

  it('describes every finding of the gate, and refuses a field it does not know', () => {
    const report = JSON.parse(renderJson(gateReport())) as { findings: object[] };
    expect(validate(report) ? [] : validate.errors).toEqual([]);
    for (const [i, finding] of report.findings.entries()) {
      const findings = report.findings.with(i, { ...finding, surprise: 1 });
      expect(validate({ ...report, findings }), JSON.stringify(finding)).toBe(false);
    }
  });
});
