import { describe, expect, it } from 'vitest';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { Report } from '../../../src/model/report.ts';
import { withoutColor } from '../../../src/reporters/escape.ts';
import { renderTerminal } from '../../../src/reporters/terminal.ts';
import { emptyReport, hostileReport, sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: false };
const COMMANDS = ['graph', 'why', 'check'] as const;
const text = (report: Report, options = {}) => renderTerminal(report, { ...PLAIN, ...options });

it.each(COMMANDS)('%s fits 80 columns and says the same with colour', (command) => {
  const plain = text(sampleReport(command));
  for (const line of plain.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
  const painted = text(sampleReport(command), { color: true });
  expect(painted).toContain('\u001b[');
  expect(withoutColor(painted)).toBe(plain);
});

it.each(COMMANDS)('%s of a hostile report has as many lines as it should', (command) => {
  const lines = (report: Report) => text(report, { width: 120, verbose: true }).split('\n').length;
  // Longer names wrap, so lines may be added, but none by a newline in a name: that is the contract test's.
  expect(lines(hostileReport(command))).toBeGreaterThanOrEqual(lines(sampleReport(command)));
});

describe('graph', () => {
  const out = text(sampleReport('graph'));

  it('leads with the entry, its totals and the heaviest package', () => {
    expect(out).toMatch(
      /^cli:help {2}bin\/tracker\.ts\n {2}at startup +10 {2}modules +3 {2}packages +10\.5 MB/,
    );
    expect(out).toMatch(/ts-morph +1 +1\.4 MB +2 +10\.5 MB +src\/commands\/migrate\.ts:1\n/);
    expect(out).toContain('pino ?');
  });

  it('ends in what to do, for the entry it is about', () => {
    expect(out).toMatch(
      /Next\n {2}import-budget why ts-morph cli:help\n {4}2 modules, 10\.5 MB from src\/commands\/migrate\.ts:1\n$/,
    );
  });

  it('leaves out what is empty', () => {
    expect(out.slice(out.indexOf('\nsync'))).not.toMatch(/^ {2}lazy|cycle/m);
    expect(text(emptyReport('graph'))).toBe('No entry was analysed.\n');
  });

  it('cuts long lists, unless all is wanted', () => {
    const report = sampleReport('graph');
    const notices = Array.from(
      { length: 9 },
      (_, index) => ({ code: 'unresolved', level: 'warning', message: `no ./m${index}` }) as const,
    );
    expect(text({ ...report, notices })).toContain('9 imports lead nowhere');
    expect(text({ ...report, notices })).toContain('… and 6 more (--verbose)');
    expect(text({ ...report, notices }, { verbose: true })).toContain('no ./m8');
  });
});

describe('why', () => {
  const out = text(sampleReport('why'));

  it('draws the chain with the import lines', () => {
    expect(out).toContain("    src/commands/migrate.ts:1    import { Project, ts } from 'ts-morph';\n");
    expect(out).toContain(
      "    ts-morph/dist/ts-morph.js:5  require('typescript')\n    typescript/lib/typescript.js\n",
    );
  });

  it('says which imports to make lazy, and what that gains', () => {
    expect(out).toContain('  1 import of yours leads to it: make it lazy and 2 modules (10.5 MB) leave');
  });

  it('tells what only loads later', () => {
    expect(out).toContain('sync  not at startup, loaded later');
    expect(out).toContain('src/commands/migrate.ts:3  lazy  const { default: ts }');
  });
});

describe('check', () => {
  const out = text(sampleReport('check'));

  it('gives a verdict an entry, with numbers', () => {
    expect(out).toMatch(/^x {2}cli:help {2}11 modules, limit 8 \(\+3\) {2}10\.5 MB, limit 12\.0 MB\n/);
    expect(out).toContain('\nok sync  2 packages, limit 4\n');
    expect(out).toContain('\nx  config\n   EXCEPTION "src/a.ts -> zod" expired on 2026-03-01\n');
  });

  it('shows a finding with reason, chain and fix', () => {
    expect(out).toContain(
      '   FORBIDDEN typescript reaches startup\n     the help text must not wait for a compiler\n     bin/tracker.ts:3 -> src/cli.ts:14',
    );
    expect(out).toContain('-> src/cli.ts:31 (lazy) -> src/commands/sync.ts\n     fix: wire it in');
  });

  it('ends in the sum', () => {
    expect(out).toMatch(/\nx {2}3 errors, 2 warnings, 1 note in 2 entries, 13 modules analysed\n$/);
    expect(
      text({ ...sampleReport('graph'), command: 'check', entries: sampleReport('graph').entries.slice(1) }),
    ).toMatch(/^ok sync {2}2 packages, limit 4\n[^]*\nok no findings in 1 entry, 13 modules analysed\n$/);
  });

  it('keeps both ends of a long chain', () => {
    const chain = Array.from({ length: 20 }, (_, index): ImportEdge => {
      const [from, to] = [`src/m${index}.ts` as ModuleId, `src/m${index + 1}.ts` as ModuleId];
      return { from, to, specifier: './x.ts', line: index + 1, column: 1, kind: 'import', timing: 'eager' };
    });
    const findings = sampleReport('check')
      .findings.slice(0, 1)
      .map((finding) => ({ ...finding, chain }));
    const short = text({ ...sampleReport('check'), findings });
    expect(short).toContain('src/m3.ts:4 -> … 13 steps …');
    expect(short).toContain('src/m19.ts:20');
    expect(text({ ...sampleReport('check'), findings }, { verbose: true })).toContain('src/m10.ts:11');
  });
});

it('makes hyperlinks where the terminal takes them', () => {
  const linked = text(sampleReport('graph'), { hyperlink: true });
  expect(linked).toContain('\u001b]8;;file:///home/ada/tracker/src/log.ts\u0007src/log.ts:7\u001b]8;;\u0007');
  expect(text(hostileReport('graph'), { hyperlink: true })).not.toContain('\u202e');
});
