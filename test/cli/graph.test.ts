import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { copyFixture, fixture, graph, layOut, ownFiles, reportOf, runCli } from '../support/run-cli.ts';

const bakery = fixture('bakery');
const SHOP = ['src/main.js', 'src/oven.js', 'src/till.js'];
const ESC = '\u001b';

describe('what is analysed', () => {
  it('entries of the config, or those named on the command line', async () => {
    const [all, named] = await Promise.all([graph('--root', bakery), graph('--root', bakery, 'sh*')]);
    expect(all.entries.map(({ name }) => name)).toEqual(['shop']);
    expect(named.entries).toEqual(all.entries);
    expect(ownFiles(all)).toEqual(SHOP);
    expect(all.entries[0]!.totals.eager).toMatchObject({ modules: 5, packages: 1, builtins: 1 });
    expect(all.modules.map(({ id }) => id)).toContain('src/recipes.js');
    expect(all.root).toBe(bakery);
  });

  it('--entry by path: relative to the root or the present folder, absolute, named, several', async () => {
    const inside = await runCli(['graph', '--json', '--root', '..', '--entry', 'till.js'], {
      cwd: join(bakery, 'src'),
    });
    expect(ownFiles(reportOf(inside))).toEqual(['src/till.js']);
    const report = await graph(
      '--root',
      bakery,
      '--entry=oven=src/oven.js',
      `--entry=${join(bakery, 'src/till.js')}`,
      '--entry=src/till.js',
      'shop',
    );
    expect(report.entries.map(({ name, file }) => [name, file])).toEqual([
      ['oven', 'src/oven.js'],
      ['src/till.js', 'src/till.js'],
      ['shop', 'src/main.js'],
    ]);
  });

  it('an entry outside the root keeps its place in the world', async () => {
    const report = await graph(
      '--root',
      join(bakery, 'node_modules'),
      '--entry',
      join(bakery, 'src/till.js'),
    );
    expect(report.entries[0]!.file).toBe('../src/till.js');
  });

  it('--config takes another file, relative to the present folder', async () => {
    const run = await runCli(['graph', '--json', '--config', 'failing.jsonc'], { cwd: bakery });
    expect(reportOf(run).entries[0]!.name).toBe('shop');
  });

  it('without config and flags: what package.json names', async () => {
    const root = layOut({
      'package.json': { main: 'lib.js', bin: { tool: 'tool.js' }, scripts: { start: 'node gone.js' } },
      'lib.js': '',
      'tool.js': '',
    });
    const report = await graph('--root', root);
    expect(report.entries.map(({ name }) => name)).toEqual(['bin:tool', 'main']);
    expect(report.notices).toMatchObject([{ code: 'not-judged', level: 'warning' }]);
    expect(report.notices[0]!.message).toContain('gone.js');
  });

  it('without package.json a file is enough', async () => {
    const root = layOut({ 'a.mjs': "import './b.mjs'", 'b.mjs': '' });
    expect(ownFiles(await graph('--root', root, '--entry', 'a.mjs'))).toEqual(['a.mjs', 'b.mjs']);
  });

  it('workspace packages are known by their names', async () => {
    const report = await graph('--root', fixture('harbour'), '--entry', 'packages/pier/main.js');
    expect(report.modules.map(({ id, package: name, origin }) => [id, name, origin])).toEqual([
      ['packages/crane/index.js', '@harbour/crane', 'project'],
      ['packages/pier/main.js', '@harbour/pier', 'project'],
    ]);
  });
});

describe('one program, three ways to start it', () => {
  it('conditions and preloads belong to their entry alone', async () => {
    const report = await graph('--root', fixture('lighthouse'));
    const files = Object.fromEntries(report.entries.map(({ name }, at) => [name, ownFiles(report, at)]));
    expect(files).toEqual({
      clear: ['lamp.mjs', 'main.mjs'],
      fog: ['horn.mjs', 'main.mjs'],
      watched: ['hook.mjs', 'lamp.mjs', 'main.mjs'],
    });
    const preloads = report.edges.filter(({ kind }) => kind === 'preload');
    expect(preloads).toMatchObject([{ from: 'main.mjs', to: 'hook.mjs', specifier: './hook.mjs' }]);
    const edges = report.edges.map((edge) => JSON.stringify(edge));
    expect(new Set(edges).size).toBe(edges.length);
  });

  it('--conditions adds to all of them', async () => {
    const report = await graph('--root', fixture('lighthouse'), '--conditions', 'fog', 'clear', 'fog');
    expect(report.entries.map((_, at) => ownFiles(report, at))).toEqual([
      ['horn.mjs', 'main.mjs'],
      ['horn.mjs', 'main.mjs'],
    ]);
  });
});

describe('a preload that leads nowhere', () => {
  it('is a warning, with facts from the cache too', async () => {
    const root = layOut({
      'a.mjs': '',
      'import-budget.config.json': {
        entries: { a: { file: 'a.mjs', run: ['node', '-r', './gone.cjs', 'a.mjs'] } },
      },
    });
    const cache = ['--cache-dir', join(layOut({}), 'cache')];
    for (const args of [cache, cache, ['--no-cache']]) {
      const { notices } = await graph('--root', root, ...args);
      expect(notices).toMatchObject([{ code: 'unresolved', level: 'warning', at: { file: 'a.mjs' } }]);
      expect(notices[0]!.message).toContain("'./gone.cjs'");
    }
  });
});

describe('where the report goes', () => {
  it.each([
    ['terminal', /^shop {2}src\/main\.js\n/],
    ['json', /^\{"schemaVersion":1,/],
    ['dot', /^(strict )?digraph /],
    ['mermaid', /^flowchart /],
    ['dependency-cruiser', /^\{"modules":\[/],
    ['dependency-cruiser:text', /src\/main\.js → src\/oven\.js/],
  ])('--reporter %s', async (reporter, shape) => {
    const { code, stdout, stderr } = await runCli(['graph', '--root', bakery, '--reporter', reporter]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.replace(/^\s+/, '')).toMatch(shape);
  });

  it('--output writes files, into new folders too, and leaves stdout to the reporter', async () => {
    const cwd = layOut({});
    const args = [
      '--output',
      'json=new/deep/report.json',
      '--output',
      'dot=graph.dot',
      '--reporter',
      'mermaid',
    ];
    const { stdout } = await runCli(['graph', '--root', bakery, ...args], { cwd, env: { FORCE_COLOR: '1' } });
    expect(stdout).toMatch(/^flowchart /);
    const written = JSON.parse(readFileSync(join(cwd, 'new/deep/report.json'), 'utf8')) as Report;
    expect(written).toEqual(await graph('--root', bakery));
    expect(readFileSync(join(cwd, 'graph.dot'), 'utf8')).toContain('digraph');
  });

  it('--json together with --output prints one object still', async () => {
    const cwd = layOut({});
    const run = await runCli(['graph', '--root', bakery, '--json', '--output', 'terminal=r.txt'], { cwd });
    expect(reportOf(run)).toEqual(await graph('--root', bakery));
    expect(readFileSync(join(cwd, 'r.txt'), 'utf8')).toContain('src/main.js');
  });

  it('colours only where they are asked for', async () => {
    const run = async (env: Record<string, string>, ...args: string[]) =>
      (await runCli(['graph', '--root', bakery, ...args], { env })).stdout.includes(ESC);
    const seen = await Promise.all([
      run({}),
      run({ FORCE_COLOR: '1' }),
      run({ FORCE_COLOR: '0' }),
      run({ FORCE_COLOR: '1', NO_COLOR: '1' }),
      run({ FORCE_COLOR: '1' }, '--no-color'),
    ]);
    expect(seen).toEqual([false, true, false, false, false]);
  });

  it('stderr stays empty off a terminal, and --verbose only adds lines', async () => {
    const [plain, verbose] = await Promise.all([
      runCli(['graph', '--root', bakery]),
      runCli(['graph', '--root', bakery, '--verbose']),
    ]);
    expect([plain.stderr, verbose.stderr]).toEqual(['', '']);
    expect(verbose.stdout.length).toBeGreaterThanOrEqual(plain.stdout.length);
    expect(verbose.stdout).toContain('src/main.js');
  });
});

describe('the cache changes nothing but time', () => {
  it('a second run, a run without, and a cache that cannot be written give the same text', async () => {
    const root = copyFixture('bakery');
    const cache = join(layOut({ file: '' }), 'cache');
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli(['graph', '--json', '--root', root, ...args]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      return stdout;
    };
    const first = await run('--cache-dir', cache);
    expect(existsSync(cache)).toBe(true);
    expect(await run('--cache-dir', cache)).toBe(first);
    expect(await run('--no-cache')).toBe(first);
    expect(await run('--cache-dir', '/proc/none')).toBe(first);
    writeFileSync(join(root, 'src/till.js'), "import 'node:os';\nimport './bell.js';\n");
    const changed = await run('--cache-dir', cache);
    expect(changed).not.toBe(first);
    expect(changed).toBe(await run('--no-cache'));
  });

  it('a file where the cache folder should be is no problem', async () => {
    const root = layOut({ 'a.mjs': '' });
    const args = ['graph', '--json', '--root', root, '--entry', 'a.mjs', '--cache-dir', join(root, 'a.mjs')];
    const run = await runCli(args);
    expect(run.stderr).toBe('');
    expect(reportOf(run).entries).toHaveLength(1);
  });

  it('--no-cache writes none', async () => {
    const cache = join(layOut({}), 'cache');
    await runCli(['graph', '--root', bakery, '--no-cache', '--cache-dir', cache]);
    expect(existsSync(cache)).toBe(false);
  });
});

describe('the graph on a terminal', () => {
  it('proposes a config only where there is none', async () => {
    const runs = await Promise.all([
      runCli(['graph', '--root', bakery]),
      runCli(['graph', '--root', fixture('harbour'), '--entry', 'packages/pier/main.js']),
    ]);
    expect(runs.map(({ stdout }) => stdout.includes('import-budget init'))).toEqual([false, true]);
    expect((await graph('--root', bakery)).config).toBe('import-budget.config.jsonc');
    expect((await graph('--root', fixture('harbour'), '--entry', 'packages/pier/main.js')).config).toBeNull();
  });

  it('--top says how many packages to show, and help says that', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const root = layOut({
      'main.mjs': names.map((name) => `import '${name}';`).join('\n'),
      ...Object.fromEntries(names.map((name) => [`node_modules/${name}/index.js`, `// ${name}`])),
    });
    const shown = async (...args: string[]) => {
      const { stdout } = await runCli(['graph', '--root', root, '--entry', 'main.mjs', ...args]);
      return stdout.match(/^ {2}[a-d] +1 /gm)?.length;
    };
    expect(await Promise.all([shown(), shown('--top', '2'), shown('--top=1')])).toEqual([4, 2, 1]);
    expect((await runCli(['graph', '--help'])).stdout).toMatch(/--top <n> +packages shown for each entry/);
  });
});

describe('help and version', () => {
  it('go to stdout with code 0', async () => {
    const [help, bare, version] = await Promise.all([runCli(['--help']), runCli([]), runCli(['--version'])]);
    expect(help.stdout).toMatch(/^Usage: import-budget/);
    expect(bare).toEqual(help);
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect([help.code, version.code, help.stderr, version.stderr]).toEqual([0, 0, '', '']);
  });
});

it('suggests a next command that works, where no config knows the entry', async () => {
  const root = layOut({
    'package.json': { name: 'kiosk', bin: 'bin/kiosk.js' },
    'bin/kiosk.js': "require('heavy');",
    'node_modules/heavy/package.json': { name: 'heavy' },
    'node_modules/heavy/index.js': '',
  });
  for (const entry of [[], ['--entry', 'shop=bin/kiosk.js']]) {
    const { stdout } = await runCli(['graph', '--root', root, ...entry]);
    const command = /import-budget (why heavy \S+)/.exec(stdout)?.[1] ?? '';
    const why = await runCli([...command.split(' '), '--root', root]);
    expect(why.stdout).toContain('on the startup path');
    expect(why.code).toBe(0);
  }
});
