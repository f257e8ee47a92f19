import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ForbiddenFinding } from '../../src/model/finding.ts';
import { copyFixture, fixture, layOut, reportOf, runCli } from '../support/run-cli.ts';

const bakery = ['--root', fixture('bakery')];
const failing = [...bakery, '--config', join(fixture('bakery'), 'failing.jsonc')];
const REPORTERS = ['terminal', 'json', 'dot', 'mermaid', 'dependency-cruiser', 'dependency-cruiser:text'];

const check = (...args: string[]) => runCli(['check', '--static-only', ...args]);

describe('exit codes', () => {
  it.each(REPORTERS)('%s: 0 for a clean check, 1 for findings', async (reporter) => {
    const [clean, found] = await Promise.all([
      check(...bakery, '--reporter', reporter),
      check(...failing, '--reporter', reporter),
    ]);
    expect([clean.code, found.code]).toEqual([0, 1]);
    expect([clean.stderr, found.stderr]).toEqual(['', '']);
    expect(clean.stdout.length * found.stdout.length).toBeGreaterThan(0);
  });

  it('findings below the level error are 0', async () => {
    const root = layOut({
      'a.mjs': "import './b.mjs';",
      'b.mjs': '',
      'import-budget.config.json': {
        entries: { a: 'a.mjs' },
        rules: [
          { type: 'forbidden', modules: ['b.mjs'], level: 'warning' },
          { type: 'required', modules: ['c.mjs'], level: 'info' },
        ],
      },
    });
    const run = await check('--json', '--root', root);
    expect(run.code).toBe(0);
    expect(reportOf(run).findings.map(({ rule, level }) => [rule, level])).toEqual([
      ['forbidden', 'warning'],
      ['required', 'info'],
    ]);
  });
});

describe('findings', () => {
  it('all kinds, worst first, each with its chain', async () => {
    const report = reportOf(await check('--json', ...failing));
    const rows = report.findings.map((it) => {
      const about =
        'module' in it ? it.module : 'metric' in it ? `${it.metric} ${it.actual}/${it.limit}` : it.rule;
      return [
        it.level,
        it.entry,
        it.rule,
        about,
        it.chain.map(({ line, to }) => `${line} ${to}`).join(' > '),
      ];
    });
    expect(rows).toEqual([
      ['error', null, 'stale-exception', 'stale-exception', ''],
      ['error', null, 'stale-exception', 'stale-exception', ''],
      ['error', 'shop', 'budget', expect.stringMatching(/^bytes \d+\/10$/), ''],
      ['error', 'shop', 'budget', 'modules 5/4', ''],
      ['error', 'shop', 'budget', 'packages 1/0', ''],
      [
        'error',
        'shop',
        'forbidden',
        'node_modules/flour/index.js',
        '1 src/oven.js > 1 node_modules/flour/index.js',
      ],
      ['error', 'shop', 'required', 'src/bell.js', ''],
      ['warning', 'shop', 'required', 'src/recipes.js', '4 src/recipes.js'],
    ]);
    const forbidden = report.findings.find((it): it is ForbiddenFinding => it.rule === 'forbidden');
    expect(forbidden).toMatchObject({
      reason: 'grinding is slow',
      fix: 'grind on the first order',
      package: 'flour',
    });
    expect(report.entries[0]!.budgets.map(({ metric, verdict }) => [metric, verdict])).toEqual([
      ['modules', 'fail'],
      ['packages', 'fail'],
      ['bytes', 'fail'],
    ]);
    // A budget that needs a boot is named, once.
    expect(report.notices.filter(({ code }) => code === 'not-judged')).toHaveLength(1);
  });

  it('the terminal says what, where and what to do', async () => {
    const { stdout } = await check(...failing);
    for (const text of [
      'src/main.js:1 -> src/oven.js:1 -> flour',
      'grind on the first order',
      'src/bell.js',
      'expired',
    ])
      expect(stdout).toContain(text);
  });
});

describe('a part of the entries', () => {
  const root = layOut({
    'cli.mjs': "import './shared.mjs';",
    'web.mjs': "import './shared.mjs';",
    'shared.mjs': '',
    'import-budget.config.json': {
      entries: { cli: 'cli.mjs', web: 'web.mjs' },
      rules: [
        { type: 'forbidden', entries: ['cli'], modules: ['shared.mjs'] },
        { type: 'forbidden', entries: ['web'], modules: ['shared.mjs'] },
      ],
      exceptions: [
        { edge: 'cli.mjs -> shared.mjs', reason: 'r' },
        { edge: 'web.mjs -> shared.mjs', reason: 'r' },
      ],
    },
  });

  it.each([[[]], [['cli']], [['--entry', 'web']], [['--entry', 'web.mjs']]])(
    '%j is clean: what is for the others is neither stale nor a mistake',
    async (names) => {
      const run = await check('--json', '--root', root, ...names);
      expect(run.stderr).toBe('');
      expect(reportOf(run).findings).toEqual([]);
      expect(run.code).toBe(0);
    },
  );

  it('an entry by a file of its own is judged by the rules for all', async () => {
    const folder = layOut({
      'a.mjs': '',
      'b.mjs': "import 'node:vm';",
      'import-budget.config.json': {
        entries: { a: 'a.mjs' },
        rules: [{ type: 'forbidden', modules: ['node:vm'] }],
      },
    });
    const [config, own] = await Promise.all([
      check('--root', folder),
      check('--json', '--root', folder, '--entry', 'b.mjs'),
    ]);
    expect([config.code, own.code]).toEqual([0, 1]);
    expect(reportOf(own).findings).toMatchObject([{ entry: 'b.mjs', module: 'node:vm' }]);
  });
});

describe('entries under different conditions', () => {
  it('are judged by one config: what is wrong with it is said once', async () => {
    const run = await check('--json', '--root', fixture('lighthouse'));
    expect(run.code).toBe(1);
    expect(reportOf(run).findings).toMatchObject([
      { rule: 'stale-exception', why: 'expired', exception: 'buoy.mjs' },
    ]);
    expect(reportOf(run).notices).toEqual([]);
  });

  it('share its exceptions: one is stale when no entry needs it', async () => {
    const root = layOut({
      'a.mjs': "import './shared.mjs';",
      'b.mjs': "import './shared.mjs';",
      'shared.mjs': '',
      'import-budget.config.json': {
        entries: { a: 'a.mjs', b: { file: 'b.mjs', conditions: ['dev'] } },
        rules: [{ type: 'forbidden', modules: ['shared.mjs'] }],
        exceptions: [
          { edge: 'a.mjs -> shared.mjs', reason: 'r' },
          { edge: 'b.mjs -> shared.mjs', reason: 'r' },
          { edge: 'c.mjs -> shared.mjs', reason: 'r' },
        ],
      },
    });
    const run = await check('--json', '--root', root);
    expect(run.code).toBe(1);
    const { findings, notices } = reportOf(run);
    expect(findings).toMatchObject([{ why: 'matches-nothing', exception: 'c.mjs -> shared.mjs' }]);
    expect(notices).toEqual([]);
  });
});

describe('a dependency-cruiser config', () => {
  it('is applied to the startup path, and its execution announced', async () => {
    const run = await check('--json', '--root', fixture('quarry'));
    expect(run.code).toBe(1);
    const { findings, notices } = reportOf(run);
    expect(findings).toMatchObject([
      { rule: 'dependency-cruiser', name: 'no-blasting', module: 'src/blast.js', entry: 'dig' },
    ]);
    expect(notices).toMatchObject([{ code: 'config-code', at: { file: '.dependency-cruiser.cjs' } }]);
    expect(notices[0]!.message).toContain('was executed');
  });
});

describe('a config that is code', () => {
  it.each(['mjs', 'ts', 'cjs'])('import-budget.config.%s is executed and announced', async (extension) => {
    const text = extension === 'cjs' ? 'module.exports =' : 'export default';
    const root = layOut({
      'a.mjs': '',
      [`import-budget.config.${extension}`]: `${text} { entries: { a: 'a.mjs' }, rules: [{ type: 'required', modules: ['a.mjs'] }] };`,
    });
    const run = await check('--json', '--root', root);
    expect(run.code).toBe(0);
    expect(reportOf(run).notices).toMatchObject([
      { code: 'config-code', at: { file: `import-budget.config.${extension}` } },
    ]);
    const line = `\ni  import-budget.config.${extension} was executed (--no-config-code refuses that)\n`;
    const runs = await Promise.all([
      check('--root', root),
      check('--root', root, '--verbose'),
      runCli(['graph', '--root', root]),
      runCli(['why', 'a.mjs', '--root', root]),
    ]);
    expect(runs.map(({ code, stdout }) => [code, stdout.split(line).length])).toEqual(runs.map(() => [0, 2]));
  });
});

describe('why', () => {
  it('shows chain, line, door and what leaves', async () => {
    const run = await runCli(['why', '--json', ...bakery, 'flour']);
    expect(run.code).toBe(0);
    const [entry] = reportOf(run).why!.entries;
    expect(entry).toMatchObject({
      entry: 'shop',
      reached: 'eager',
      lines: ["import './oven.js';", "import { grind } from 'flour';"],
      evict: { firstParty: true, modules: 2, lines: ["import { grind } from 'flour';"] },
      retained: { modules: 2 },
    });
    const { stdout } = await runCli(['why', ...bakery, 'flour']);
    expect(stdout).toMatch(/src\/oven\.js:1 +import \{ grind \} from 'flour';/);
  });

  it('takes a file as seen from the present folder', async () => {
    const run = await runCli(['why', '--json', '--root', '..', './oven.js'], {
      cwd: join(fixture('bakery'), 'src'),
    });
    expect(reportOf(run).why!.matched).toEqual(['src/oven.js']);
  });

  it('says by which import a lazy module comes later', async () => {
    const [entry] = reportOf(await runCli(['why', '--json', ...bakery, 'sugar'])).why!.entries;
    expect(entry).toMatchObject({
      reached: 'lazy',
      evict: null,
      lazyDoors: [{ from: 'src/main.js', line: 4 }],
    });
  });

  describe('of what is named, but not loaded', () => {
    const root = layOut({
      'package.json': { name: 'top', workspaces: ['packages/*'] },
      'main.mts': [
        "import type { A } from 'typed';",
        "import type { B } from 'only-types-installed';",
        "import type { C } from '@top/part';",
        "const file = import.meta.resolve('typed/data.json');",
        "new Worker(new URL('./worker.mjs', import.meta.url));",
        "import './both.mjs';",
        'export const x: A | B | C = file;',
      ].join('\n'),
      'other.mts': "import 'typed';",
      'both.mjs': "import './worker.mjs';",
      'worker.mjs': '',
      'plain.mjs': "new Worker(new URL('./worker.mjs', import.meta.url));",
      'node_modules/typed/package.json': { name: 'typed', types: 'index.d.ts', main: 'index.js' },
      'node_modules/typed/index.js': '',
      'node_modules/typed/index.d.ts': 'export type A = 1;',
      'node_modules/@types/only-types-installed/package.json': { types: 'index.d.ts' },
      'node_modules/@types/only-types-installed/index.d.ts': 'export type B = 1;',
      'packages/part/package.json': { name: '@top/part', main: 'index.ts' },
      'packages/part/index.ts': 'export type C = 1;',
    });
    const why = (query: string, ...entries: string[]) =>
      runCli(['why', query, '--json', '--root', root, ...entries.flatMap((it) => ['--entry', it])]);

    it.each([
      ['typed', 'main.mts', 'erased', 1],
      ['only-types-installed', 'main.mts', 'erased', 2],
      ['worker.mjs', 'plain.mjs', 'reference', 1],
    ])('%s in %s: %s', async (query, entry, timing, line) => {
      const run = await why(query, entry);
      expect([run.code, run.stderr]).toEqual([0, '']);
      const { entries, matched } = reportOf(run).why!;
      expect(matched).toHaveLength(1);
      expect(entries).toMatchObject([
        { reached: 'not', mentions: [{ edge: { timing, line, from: entry } }] },
      ]);
    });

    it('a workspace package goes by its name', async () => {
      const copy = copyFixture('harbour');
      writeFileSync(join(copy, 'types.mts'), "import type { Crane } from '@harbour/crane';");
      const run = await runCli(['why', '@harbour/crane', '--json', '--root', copy, '--entry', 'types.mts']);
      const { matched, entries } = reportOf(run).why!;
      expect(matched).toEqual(['packages/crane/index.js']);
      expect(entries).toMatchObject([{ reached: 'not', mentions: [{ edge: { timing: 'erased' } }] }]);
    });

    it('one entry loads it, another only imports its types', async () => {
      const { entries, matched } = reportOf(await why('typed', 'main.mts', 'other.mts')).why!;
      expect(matched).toEqual(['node_modules/typed/index.js']);
      expect(entries.map(({ reached, mentions }) => [reached, mentions.length])).toEqual([
        ['not', 1],
        ['eager', 0],
      ]);
    });

    it('says so in words, with the line', async () => {
      const { stdout } = await runCli(['why', 'typed', '--root', root, '--entry', 'main.mts']);
      expect(stdout).toContain('main.mts  not loaded: only its types are imported\n');
      expect(stdout).toMatch(/main\.mts:1 +type only +import type \{ A \} from 'typed';/);
    });

    it('what is loaded is explained by that', async () => {
      const [entry] = reportOf(await why('worker.mjs', 'main.mts')).why!.entries;
      expect(entry).toMatchObject({ reached: 'eager', mentions: [] });
    });
  });

  it('knows workspace packages by name, and helps with a name misspelt', async () => {
    const harbour = ['--root', fixture('harbour'), '--entry', 'packages/pier/main.js'];
    const run = await runCli(['why', '--json', ...harbour, '@harbour/crane']);
    expect(reportOf(run).why!.matched).toEqual(['packages/crane/index.js']);
    const { code, stderr } = await runCli(['why', ...harbour, 'crane']);
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean @harbour/crane?');
  });
});

describe('init', () => {
  it('writes a config that check accepts as it is', async () => {
    const root = layOut({
      'package.json': { type: 'module', main: 'main.js' },
      'main.js': "import './part.js';",
      'part.js': '',
    });
    const dry = await runCli(['init', '--root', root, '--dry-run']);
    const wet = await runCli(['init', '--root', root]);
    const again = await runCli(['init', '--root', root]);
    const checked = await check('--root', root);
    expect([dry.code, wet.code, again.code, checked.code]).toEqual([0, 0, 2, 0]);
    expect(readFileSync(join(root, 'import-budget.config.jsonc'), 'utf8')).toBe(dry.stdout);
    expect(wet.stdout).toMatch(/^Wrote import-budget\.config\.jsonc with 1 entry\.\n\nNext\n/);
    expect(dry.stdout).toContain('"modules": 3');
    expect(again.stderr).toContain('--force');
    expect([dry.stderr, wet.stderr, checked.stderr]).toEqual(['', '', '']);
  });

  it('takes the entries of the command line where package.json names none, or others', async () => {
    const root = layOut({
      'package.json': { type: 'module', main: 'main.js' },
      'main.js': '',
      'src/server.js': '',
    });
    const { code, stdout } = await runCli([
      'init',
      '--root',
      root,
      '--dry-run',
      '--entry',
      'server=src/server.js',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('// Named by --entry.\n    "server": {\n      "file": "src/server.js"');
    expect(stdout).not.toContain('main.js');
    const absent = await runCli(['init', '--root', root, '--entry', 'gone.js']);
    expect([absent.code, absent.stderr.includes('gone.js')]).toEqual([2, true]);
  });
});
