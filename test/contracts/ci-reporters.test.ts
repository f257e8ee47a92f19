import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { visible } from '../../src/reporters/escape.ts';
import { loadReporter } from '../../src/reporters/registry.ts';
import type { RenderOptions } from '../../src/reporters/reporter.ts';
import { findingWords } from '../../src/reporters/wording.ts';
import { READERS } from '../support/read-formats.ts';
import { gateReport, NASTY } from '../support/sample-gate.ts';
import { emptyReport, SAMPLE_ROOT } from '../support/sample-report.ts';

const NAMES = Object.keys(READERS);
const WIDE: RenderOptions = { color: false, width: 120, verbose: true };
const HARMFUL = /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

async function render(name: string, report: Report): Promise<string> {
  return (await loadReporter(name))(report, WIDE);
}

/** The report with one string spoilt, and how many it holds. */
function spoilt(report: Report, which: number): { report: Report; strings: number } {
  let strings = 0;
  const spoil = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => spoil(item, key));
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, spoil(item, name)]));
    }
    if (typeof value !== 'string' || !FREE.has(key)) return value;
    return strings++ === which ? value + NASTY : value;
  };
  const findings = spoil(report.findings, '') as Report['findings'];
  const entries = spoil(report.entries, '') as Report['entries'];
  return { report: { ...report, findings, entries }, strings };
}

const FREE = new Set(
  'name file entry from to specifier pattern module package reason fix message registration registrations exception expires root'.split(
    ' ',
  ),
);

describe.each(NAMES)('reporter %s of a check with findings of every rule', (name) => {
  const read = READERS[name] as (text: string) => string;

  it('says every finding, and no other one', async () => {
    const report = gateReport();
    const all = await render(name, report);
    const said = read(all);
    for (const [at, finding] of report.findings.entries()) {
      const entry = report.entries.find(({ name }) => name === finding.entry);
      const { what } = findingWords(finding, entry);
      expect(said).toContain(what);
      const others = report.findings.filter(
        (other) => other !== finding && findingWords(other, entry).what === what,
      );
      if (others.length > 0) continue;
      const findings = report.findings.filter((_, index) => index !== at);
      const less = { ...report, findings, entries: report.entries.map((it) => ({ ...it, budgets: [] })) };
      expect(read(await render(name, less))).not.toContain(what);
    }
  });

  it('gives the same text for the same report', async () => {
    expect(await render(name, gateReport())).toBe(await render(name, gateReport()));
  });

  it('names no absolute path and ends in one newline', async () => {
    const text = await render(name, gateReport());
    expect(text).not.toContain(SAMPLE_ROOT);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('stays whole and harmless wherever a name is hostile', async () => {
    const { strings } = spoilt(gateReport(), -1);
    expect(strings).toBeGreaterThan(100);
    for (let which = 0; which < strings; which++) {
      const text = await render(name, spoilt(gateReport(), which).report);
      expect(HARMFUL.exec(text)).toBeNull();
      expect(read(text)).not.toContain(NASTY);
      if (name === 'markdown') expect(text).not.toMatch(/<script|%%\{|^::/m);
    }
  });

  it('shows what a hostile name is, where it shows it', async () => {
    const report = gateReport();
    const [first] = report.findings;
    const findings = [{ ...first!, reason: `r${NASTY}` }];
    expect(read(await render(name, { ...report, findings }))).toContain(visible('\u001b[31m'));
  });

  it.each(['graph', 'check'] as const)('an empty %s says so', async (command) => {
    const text = await render(name, emptyReport(command));
    const says =
      { sarif: '"results":[]', codeclimate: '[]' }[name] ??
      /nothing was analysed|0 entries|No entry was analysed/;
    expect(text).toMatch(says);
  });
});
