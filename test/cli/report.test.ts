import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import {
  copyFixture,
  errorOf,
  expectNoStackTrace,
  fixture,
  layOut,
  reportOf,
  runCli,
} from '../support/run-cli.ts';

const failing = ['--root', fixture('bakery'), '--config', join(fixture('bakery'), 'failing.jsonc')];
const FORMATS = ['terminal', 'json', 'github', 'markdown', 'sarif', 'junit', 'codeclimate', 'dot', 'mermaid'];

/** One check serves all tests: a report is the same every time. */
const check = runCli(['check', '--static-only', '--json', ...failing]);

async function saved(): Promise<{ folder: string; file: string; text: string }> {
  const { stdout } = await check;
  const folder = layOut({ 'report.json': stdout });
  return { folder, file: join(folder, 'report.json'), text: stdout };
}

/** A saved report with some fields changed. */
async function changed(change: (report: Report) => object): Promise<string> {
  const { file, text } = await saved();
  writeFileSync(file, JSON.stringify(change(JSON.parse(text) as Report)));
  return file;
}

describe('report FILE', () => {
  it('draws what the command itself draws in every format, with its exit code', async () => {
    const { folder, file } = await saved();
    const outputs = (to: string) =>
      FORMATS.flatMap((name) => ['--output', `${name}=${join(folder, to, `${name}.txt`)}`]);
    const [direct, later] = await Promise.all([
      runCli(['check', '--static-only', ...failing, ...outputs('direct')]),
      runCli(['report', file, ...outputs('later')]),
    ]);
    expect(later).toEqual(direct);
    expect(later.code).toBe(1);
    for (const name of FORMATS) {
      const text = (to: string) => readFileSync(join(folder, to, `${name}.txt`), 'utf8');
      expect(text('later'), name).toBe(text('direct'));
    }
  });

  it('names files from the top of the repository', async () => {
    const root = copyFixture('bakery');
    mkdirSync(join(root, '..', '.git'), { recursive: true });
    const config = join(root, 'failing.jsonc');
    const flags = ['--root', root, '--config', config, '--reporter', 'codeclimate'];
    const run = await runCli(['check', '--static-only', ...flags]);
    const paths = (JSON.parse(run.stdout) as { location: { path: string } }[]).map(
      ({ location }) => location.path,
    );
    const folder = root.split(/[\\/]/).at(-1)!;
    expect(paths.length).toBeGreaterThan(3);
    expect(paths.filter((path) => !path.startsWith(`${folder}/`))).toEqual([]);
  });

  it.each([
    [0, 'nothing', (report: Report) => ({ ...report, findings: [] })],
    [
      0,
      'warnings',
      (report: Report) => ({ ...report, findings: report.findings.filter(({ level }) => level !== 'error') }),
    ],
    [
      0,
      'what the base has as well',
      (report: Report) => ({
        ...report,
        findings: report.findings.map((it) => ({ ...it, preExisting: true })),
      }),
    ],
    [1, 'errors', (report: Report) => report],
    [2, 'a failure', (report: Report) => ({ ...report, error: { code: 'c', message: 'm', hint: 'h' } })],
    [
      3,
      'a limit undecided',
      (report: Report) => ({
        ...report,
        findings: [],
        entries: report.entries.map((entry) => ({
          ...entry,
          budgets: entry.budgets.map((budget) => ({ ...budget, verdict: 'inconclusive' })),
        })),
      }),
    ],
  ])('exits with %i for %s', async (code, _, change) => {
    const run = await runCli(['report', await changed(change), '--reporter', 'github']);
    expect([run.code, run.stderr]).toEqual([code, '']);
  });

  it('writes several formats in one go', async () => {
    const { folder, file, text } = await saved();
    const out = (name: string) => join(folder, 'out', name);
    const outputs = ['--output', `junit=${out('j.xml')}`, '--output', `sarif=${out('s.sarif')}`];
    const run = await runCli(['report', file, '-o', out('again.json'), ...outputs]);
    expect(run.code).toBe(1);
    expect(readFileSync(out('again.json'), 'utf8')).toBe(text);
    expect(readFileSync(out('j.xml'), 'utf8')).toMatch(/^<\?xml/);
    expect(JSON.parse(readFileSync(out('s.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });
});

describe('what cannot be drawn', () => {
  const folder = layOut({
    'empty.json': '',
    'text.json': 'error: nothing',
    'list.json': '[]',
    'other.json': { name: 'a package' },
    'newer.json': { schemaVersion: 2 },
    'bare.json': { schemaVersion: 1, tool: { name: 'import-budget', version: '99.0.0' } },
    'failed.json': {
      schemaVersion: 1,
      error: { code: 'nothing-analysed', message: 'there is no entry', hint: 'name one' },
      notices: [],
    },
  });

  it.each([
    ['gone.json', 'report-missing', /gone.json cannot be used: there is no such file/],
    ['empty.json', 'report-not-json', /it is empty/],
    ['text.json', 'report-not-json', /it is no JSON/],
    ['list.json', 'not-a-report', /no report of import-budget/],
    ['other.json', 'not-a-report', /no report of import-budget/],
    ['newer.json', 'report-version', /schema version 2; this import-budget reads version 1/],
    ['bare.json', 'not-a-report', /must have required property/],
    [
      'failed.json',
      'nothing-analysed',
      /failed.json holds no report, but why there is none: there is no entry/,
    ],
  ])('%s: %s', async (name, code, message) => {
    const run = await runCli(['report', name, '--json'], { cwd: folder });
    expect(run.code).toBe(2);
    expect(errorOf(run)).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(run.stderr).toContain(name);
    expectNoStackTrace(run.stderr);
  });

  it('says which field is wrong, and that versions differ', async () => {
    const file = await changed((report) => ({
      ...report,
      tool: { ...report.tool, version: '99.0.0' },
      entries: report.entries.map((entry) => ({ ...entry, name: 7 })),
    }));
    const { message, hint } = errorOf(await runCli(['report', file, '--json']));
    expect(message).toContain('/entries/0/name must be string');
    expect(hint).toContain('written by version 99.0.0');
  });

  it.each([
    [['report'], /missing required argument/],
    [['report', 'a.json', 'b.json'], /import-budget report merge a.json b.json/],
    [['report', 'merge'], /nothing to merge/],
    [['report', 'a.json', '--reporter', 'xml'], /no reporter "xml"/],
  ])('%j is a mistake', async (args, message) => {
    const run = await runCli(args, { cwd: folder });
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(message);
  });
});

describe('report merge', () => {
  const root = layOut({
    'cli.mjs': "import './shared.mjs'; import 'node:vm';",
    'web.mjs': "import './shared.mjs';",
    'job.mjs': "import './shared.mjs'; import './gone.mjs';",
    'shared.mjs': '',
    'import-budget.config.json': {
      entries: { cli: 'cli.mjs', job: { file: 'job.mjs', budget: { modules: 1 } }, web: 'web.mjs' },
      rules: [{ type: 'forbidden', modules: ['shared.mjs', 'node:vm'] }],
      exceptions: [
        { edge: 'web.mjs -> shared.mjs', reason: 'r' },
        { edge: 'nobody.mjs -> shared.mjs', reason: 'r' },
      ],
    },
  });
  const shard = async (entry: string, flags: string[] = []) => {
    const { stdout } = await runCli(['check', '--static-only', '--json', '--root', root, entry, ...flags]);
    return join(layOut({ 'shard.json': stdout }), 'shard.json');
  };

  /** `--shard part/of` for each of the parts; all where none is named. */
  const shards = (of: number, ...parts: number[]) =>
    Promise.all(
      (parts.length > 0 ? parts : Array.from({ length: of }, (_, at) => at + 1)).map(async (part) => {
        const flags = ['check', '--static-only', '--json', '--root', root, '--shard', `${part}/${of}`];
        return join(layOut({ 'shard.json': (await runCli(flags)).stdout }), 'shard.json');
      }),
    );

  it('gives the report of one run over all entries', async () => {
    const files = await Promise.all(['cli', 'job', 'web'].map((entry) => shard(entry)));
    const [whole, merged, other] = await Promise.all([
      runCli(['check', '--static-only', '--json', '--root', root]),
      runCli(['report', 'merge', '--json', ...files]),
      runCli(['report', 'merge', '--json', ...files.toReversed()]),
    ]);
    const { findings, notices, ...rest } = reportOf(whole);
    const { findings: found, notices: noticed, ...others } = reportOf(merged);
    expect(others).toEqual(rest);
    // What a part cannot judge it says.
    expect(noticed.filter(({ code }) => code !== 'not-judged')).toEqual(notices);
    expect(merged.stdout).toBe(other.stdout);
    const own = (all: Report['findings']) => all.filter(({ entry }) => entry !== null);
    expect(own(found)).toEqual(own(findings));
    expect(own(found).length).toBeGreaterThan(2);
    expect([merged.code, whole.code]).toEqual([1, 1]);
  });

  it('of all shards is what one run over all entries says, stale exceptions included', async () => {
    const files = await shards(2);
    const run = await runCli(['report', 'merge', '--json', ...files]);
    const whole = await runCli(['check', '--static-only', '--json', '--root', root]);
    expect(run.stdout).toBe(whole.stdout);
    expect(reportOf(run).findings).toContainEqual(
      expect.objectContaining({ exception: 'nobody.mjs -> shared.mjs', why: 'matches-nothing' }),
    );
    // Alone a shard cannot tell.
    for (const file of files) {
      const { findings, notices, shard: part } = JSON.parse(readFileSync(file, 'utf8')) as Report;
      expect(findings.filter(({ rule }) => rule === 'stale-exception')).toEqual([]);
      const own = notices.filter(({ code }) => code === 'not-judged');
      expect(own).toMatchObject([{ message: expect.stringContaining('exceptions') }]);
      expect(part!.notices).toEqual(own);
      expect(part!.unneeded!.length).toBeGreaterThan(0);
    }
  });

  it.each([
    ['one is missing', [1, 3], 3, 'shard 2/3 is missing'],
    ['several are missing', [2], 3, 'shard 1/3, 3/3 are missing'],
    ['one is given twice', [1, 1, 2], 2, /^shard 1\/2 is in .*shard.json and in .*shard.json$/],
  ])('fails where %s, and reports what there is', async (_, parts, of, message) => {
    const files = await Promise.all(parts.map(async (part) => (await shards(of, part))[0]!));
    const run = await runCli(['report', 'merge', '--json', ...files]);
    const { error, entries, findings } = JSON.parse(run.stdout) as Report;
    expect([run.code, error?.code]).toEqual([2, 'missing-shard']);
    expect(error!.message).toMatch(message);
    expect(findings.length).toBeGreaterThan(0);
    expect(entries).toHaveLength(of === 3 ? parts.length : 3);
    const shown = await runCli(['report', 'merge', ...files]);
    expect([shown.code, shown.stdout]).toEqual([2, expect.stringContaining('could be checked: shard ')]);
  });

  it('fails where shards are of different runs, and takes each entry once', async () => {
    const files = [...(await shards(2, 2)), ...(await shards(3, 1, 2))];
    const run = await runCli(['report', 'merge', '--json', ...files]);
    const { error, entries } = JSON.parse(run.stdout) as Report;
    expect([run.code, error?.code]).toEqual([2, 'missing-shard']);
    expect(error!.message).toMatch(/is 2\/2, .* is 1\/3; .* was left out: it holds entries of/);
    expect(entries.map(({ name }) => name)).toEqual(['cli', 'job']);
  });

  it('writes what can be read again, in any format', async () => {
    const files = await Promise.all(['cli', 'web'].map((entry) => shard(entry)));
    const out = join(layOut({}), 'all.json');
    const merged = await runCli(['report', 'merge', ...files, '-o', out, '--reporter', 'markdown']);
    const again = await runCli(['report', out, '--reporter', 'markdown']);
    expect(merged.stdout).toBe(again.stdout);
    expect(merged.stdout).toContain('in 2 entries');
  });

  it('refuses an entry in two shards', async () => {
    const files = await Promise.all(['cli', 'cli'].map((entry) => shard(entry)));
    expect(errorOf(await runCli(['report', 'merge', '--json', ...files]))).toMatchObject({
      code: 'same-entry',
    });
  });

  it('is an error where a shard could not be judged, with what the others found', async () => {
    const failed = await shard('nobody');
    const run = await runCli(['report', 'merge', '--json', await shard('cli'), failed]);
    const report = JSON.parse(run.stdout) as Report;
    expect(run.code).toBe(2);
    expect(report.error?.message).toContain('nobody');
    expect(report.findings.length).toBeGreaterThan(0);
    const alone = await runCli(['report', 'merge', '--json', failed]);
    expect([alone.code, errorOf(alone).message]).toEqual([2, expect.stringContaining('nobody')]);
  });
});
