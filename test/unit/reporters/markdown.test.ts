import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { COMMENT_MARK, renderMarkdown } from '../../../src/reporters/markdown.ts';
import { code, prose } from '../../../src/reporters/markdown/text.ts';
import { crowdedReport, gateReport, NASTY } from '../../support/sample-gate.ts';
import { emptyReport, sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: false };
const render = (report: Report) => renderMarkdown(report, PLAIN);
const bytes = (text: string) => Buffer.byteLength(text);

describe('the comment', () => {
  const text = render(gateReport());

  it('begins with the marker it is found by', () => {
    expect(COMMENT_MARK).toBe('<!-- import-budget -->');
    for (const report of [gateReport(), emptyReport('graph'), sampleReport('boot')])
      expect(render(report).split('\n')[0]).toBe(COMMENT_MARK);
  });

  it('has the number, the cause and the fix first', () => {
    const [headline, , cause, fix] = text.split('\n').slice(1);
    expect(headline).toBe('### ❌ import-budget: `cli:help` 11 modules, limit 8 (+3)');
    expect(cause).toMatch(/^\*\*Cause:\*\* `bin\/tracker.ts:3` → .*`typescript\/lib\/typescript.js`/);
    expect(fix).toBe(
      "<br/>**Fix:** in `src/commands/migrate.ts:1` use await import('ts-morph') where it is needed",
    );
  });

  it('has a table of five columns, a row an entry', () => {
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toEqual([
      '| entry | CPU | change | modules | gate |',
      '| :-- | --: | --: | --: | :-- |',
      expect.stringMatching(
        /^\| `cli:help` \| 412 ms ±\S+ \/ 410 ms \(5.9x\) \| – \(noise ±3.1 %\) \| 10 \/ 8 \| ❌ 5 errors \|$/,
      ),
      '| `sync` | 412 ms ±9.0 / 410 ms | – | 5 | ❌ 2 errors |',
    ]);
  });

  it('tells the change against the base with its noise', () => {
    const report = gateReport();
    const regression = {
      metric: 'regression',
      actual: 0.042,
      limit: 0.05,
      verdict: 'pass',
      level: 'error',
      headroomLeft: 0.16,
      measured: { value: 0.042, low: 0.031, high: 0.052, runs: 20 },
    } as const;
    const entries = report.entries.map((entry) => ({ ...entry, budgets: [...entry.budgets, regression] }));
    expect(render({ ...report, entries })).toContain('| +4.2 % ±1.1 % |');
  });

  it('folds details, known findings apart', () => {
    const summaries = [...text.matchAll(/<summary>(.*)<\/summary>/g)].map(([, words]) => words);
    expect(summaries).toEqual([
      '15 findings',
      '1 finding that the base has as well',
      '5 limits',
      '1 warning about the analysis',
    ]);
    expect(text.match(/<details>/g)).toHaveLength(4);
    expect(text.match(/<\/details>/g)).toHaveLength(4);
  });

  it('draws a short chain, and no long one', () => {
    const report = sampleReport('check');
    const [finding] = report.findings;
    const long = { ...finding!, chain: [...finding!.chain, ...finding!.chain] };
    expect(render(report)).toMatch(/```mermaid\nflowchart LR\n(?: {2}.*\n)+```\n/);
    expect(render({ ...report, findings: [long] })).not.toContain('mermaid');
  });

  it('says how it was measured, and how to accept', () => {
    expect(text).toMatch(
      /<sub>Measured in at least 12 cold boots .*noise up to 3.1 %. To accept .*`import-budget.config.ts`\.<\/sub>\n$/,
    );
    expect(render(sampleReport('check'))).toContain('nothing was booted');
  });
});

describe('the verdict', () => {
  const heading = (report: Report) => render(report).split('\n')[1];
  const report = gateReport();

  it('is undecided where only noise stands in the way', () => {
    const findings = report.findings.filter(({ rule }) => rule === 'budget').slice(1, 2);
    expect(heading({ ...report, findings })).toMatch(
      /^### ❔ import-budget: `cli:help` CPU 412 ms, limit 410 ms/,
    );
  });

  it('is clean where all that was found was there before', () => {
    const findings = report.findings.map((finding) => ({ ...finding, preExisting: true as const }));
    const entries = report.entries.map((entry) => ({ ...entry, budgets: [] }));
    expect(heading({ ...report, entries, findings })).toBe(
      '### ✅ import-budget: no findings in 2 entries; 15 findings on the base as well',
    );
  });

  it('is no green one where nothing was judged', () => {
    expect(heading(emptyReport('check'))).toBe(
      '### ⚠️ import-budget: no findings in 0 entries; nothing was analysed',
    );
    expect(heading(sampleReport('graph'))).toContain('⚠️');
  });

  it('names what could not be done', () => {
    const error = { code: 'boot-exit-code', message: 'it ended with 3', hint: 'mend it' };
    expect(heading({ ...report, error })).toBe('### ⛔ import-budget: it ended with 3');
  });
});

describe('its size', () => {
  it.each([
    [2, 100_000],
    [3_000, 1],
    [400, 2_000],
  ])('of %i findings in names of %i bad characters is what GitHub takes', (size, length) => {
    const text = render(crowdedReport(size, '|'.repeat(length)));
    expect(bytes(text)).toBeLessThan(64 * 1024);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
    expect(text.includes('left out to keep this comment short')).toBe(size > 2);
    expect(text).toMatch(/<\/sub>\n$/);
  });

  it('counts what it leaves out', () => {
    const text = render(crowdedReport(3_000, 'x'));
    const shown = text.match(/^- ❌ \*\*FORBIDDEN/gm)?.length ?? 0;
    const [, left] = /… and (\d+) more, left out/.exec(text.slice(text.indexOf('<summary>'))) ?? [];
    expect(shown).toBeGreaterThan(50);
    expect(shown + Number(left)).toBe(3_000);
  });
});

describe('names', () => {
  it('are code, words are not', () => {
    expect(prose('src/a.ts must be (see "@scope/pkg"), 4.1 MB: 3 more')).toBe(
      '`src/a.ts` must be (see "`@scope/pkg`"), 4.1 MB: 3 more',
    );
    expect(prose("use await import('./x.ts') here (import-budget why zod cli:help)")).toBe(
      "use await `import('./x.ts')` here (import-budget why zod `cli:help`)",
    );
  });

  it.each([
    '@ada',
    '#12',
    'www.x.org',
    'http://x.org',
    '*b*',
    '_i_',
    '~s~',
    '[l](x)',
    '<b>',
    '&lt;',
    '![i](x)',
    'a|b',
    '`',
    '\\*',
    '$x$',
  ])('%s means nothing to markdown', (name) => {
    const literal = /^(?:`[^`|<>&$]*`|<code>(?:&#\d+;|[\p{L}\p{N} /,+…-])*<\/code>)[.:;]?$/u;
    expect(code(name)).toMatch(literal);
    expect(prose(name)).toMatch(literal);
  });

  it('of any kind stay inside their code', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 40 }), (name) => {
        expect(code(name + NASTY)).toMatch(/^<code>(?:&#\d+;|[\p{L}\p{M}\p{N} /,+…-])*<\/code>$/u);
        expect(prose(name)).not.toMatch(/\n|<(?!\/?code>)|(?<!`[^`]*)@/);
      }),
    );
  });
});
