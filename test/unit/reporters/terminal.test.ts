import { describe, expect, it } from 'vitest';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { Report } from '../../../src/model/report.ts';
import { withoutColor } from '../../../src/reporters/escape.ts';
import { renderTerminal } from '../../../src/reporters/terminal.ts';
import { emptyReport, hostileReport, sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: false };
const COMMANDS = ['graph', 'why', 'check', 'boot'] as const;
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
      /Next\n {2}import-budget why ts-morph bin\/tracker\.ts\n {4}2 modules, 10\.5 MB from src\/commands\/migrate\.ts:1\n$/,
    );
  });

  it('leaves out what is empty', () => {
    expect(out.slice(out.indexOf('\nsync'))).not.toMatch(/^ {2}lazy|cycle/m);
    expect(text(emptyReport('graph'))).toBe('No entry was analysed.\n');
  });

  it('proposes a config only where there is none', () => {
    const report = sampleReport('graph');
    const entries = report.entries.map((entry) => ({ ...entry, budgets: [] }));
    expect(text({ ...report, entries })).not.toContain('import-budget init');
    expect(text({ ...report, entries, config: null })).toContain('import-budget init');
  });

  it('--top shows so many packages of each entry, neither more nor fewer', () => {
    const rows = (options: object) =>
      ['ts-morph', 'typescript', 'chalk', 'pino ?'].map(
        (name) =>
          text(sampleReport('graph'), options)
            .split('\n')
            .filter((line) => line.startsWith(`  ${name} `)).length,
      );
    expect(rows({})).toEqual([1, 1, 2, 2]);
    expect(rows({ top: 3 })).toEqual([1, 1, 2, 1]);
    expect(rows({ top: 1, verbose: true })).toEqual([1, 0, 1, 0]);
    expect(text(sampleReport('graph'), { top: 3 })).toContain('… and 1 more (--top)');
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

  it('says what a boot measured, and by which way it came in first', () => {
    expect(out).toContain(
      '  measured: 138 ms total, 98 ms self, 138 ms retained (boot of 2026-10-02\n    14:05)\n',
    );
    const way = out.slice(out.indexOf('first imported by')).split('\n\n')[0]?.replace(/\s+/g, ' ');
    expect(way).toBe(
      'first imported by bin/tracker.js -> dist/cli.js -> dist/commands/migrate.js -> ts-morph/dist/ts-morph.js -> @ts-morph/common/dist/ts-morph-common.js -> typescript/lib/typescript.js',
    );
    expect(out.match(/measured:/g)).toHaveLength(1);
  });

  it('says which imports to make lazy, and what that gains', () => {
    expect(out).toContain('  1 import of yours leads to it: make it lazy and 2 modules (10.5 MB) leave');
  });

  it('tells what is named, but not loaded', () => {
    expect(out).toContain(
      "docs  not loaded: only its types are imported\n\n  named, but not loaded, by\n    src/docs.ts:2  type only  import type { Node } from 'typescript';\n",
    );
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

describe('graph of many entries', () => {
  /** Entries that weigh 1, 2, 3... MB. */
  const many = (size: number): Report => {
    const report = sampleReport('graph');
    const [entry] = report.entries;
    const entries = Array.from({ length: size }, (_, at) => {
      const totals = { ...entry!.totals, eager: { ...entry!.totals.eager, bytes: (at + 1) * 1_000_000 } };
      return { ...entry!, name: `entry${at + 1}`, totals };
    });
    return { ...report, entries };
  };
  const detailed = (out: string) => [...out.matchAll(/^(entry\d+) {2}bin/gm)].map(([, name]) => name);

  it('three are told in full, as they come', () => {
    const out = text(many(3));
    expect(detailed(out)).toEqual(['entry1', 'entry2', 'entry3']);
    expect(out).not.toContain('heaviest');
  });

  it('more are a row each, and the heaviest three in full', () => {
    const out = text(many(5));
    expect(out).toMatch(/^5 entries\n {2}entry +modules +packages +bytes +conditional +heaviest\n/);
    const rows = [...out.matchAll(/^ {2}(entry\d) +10 +3 +(\d)\.0 MB +1 +ts-morph$/gm)];
    expect(rows.map(([, name, size]) => `${name} ${size}`)).toEqual([
      'entry5 5',
      'entry4 4',
      'entry3 3',
      'entry2 2',
      'entry1 1',
    ]);
    expect(detailed(out)).toEqual(['entry5', 'entry4', 'entry3']);
    expect(detailed(text(many(5), { verbose: true }))).toHaveLength(5);
  });

  it('fits 80 columns, whatever the names', () => {
    const { entries, ...report } = many(4);
    const packages = entries[0]!.packages.map((item) => ({ ...item, name: `@a-scope/${'p'.repeat(80)}` }));
    const long = entries.map((entry) => ({ ...entry, name: entry.name + 'n'.repeat(60), packages }));
    const [overview = ''] = text({ ...report, entries: long }).split('\n\n');
    for (const line of overview.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80);
  });
});

describe.each(COMMANDS)('%s after a config in code', (command) => {
  const LINE = '\ni  import-budget.config.ts was executed (--no-config-code refuses that)\n';

  it.each([false, true])('says so in one line, verbose or not: %s', (verbose) => {
    const out = text(sampleReport(command), { verbose });
    expect(out.split(LINE)).toHaveLength(2);
    expect(out).not.toContain('config file was executed');
  });

  it('is silent about a config of data', () => {
    expect(text({ ...sampleReport(command), notices: [] })).not.toContain('executed');
  });
});
