import { describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../src/model/report.ts';
import { errorOf, expectNoStackTrace, fixture, layOut, reportOf, runCli } from '../support/run-cli.ts';

const bakery = ['--root', fixture('bakery')];
const broken = layOut({
  'package.json': '{ "name": ',
  'main.js': 'let a =\nlet b = (;\n',
  'fine.js': '',
  'styles.css': 'a {}',
  'types.d.ts': 'export type A = 1;',
  'config.json': '{ "entries": {\n "web": {\n "fiel": "fine.js" } } }',
  'torn.jsonc': '{ "entries": {\n  "web": ] }',
  'empty.json': { entries: { web: 'fine.js' } },
  'gone.json': { entries: { web: 'gone.js' }, rules: [{ type: 'forbidden', modules: ['x'] }] },
  'idle.json': {
    entries: { web: 'fine.js' },
    rules: [{ type: 'forbidden', modules: ['x'], entries: ['wbe'] }],
  },
  'cruiser.json': {
    entries: { web: 'fine.js' },
    rules: [{ type: 'dependency-cruiser', config: 'gone.cjs' }],
  },
  'throws.mjs': "throw new Error('deep inside');",
});
const inBroken = ['--root', broken];
const empty = layOut({ 'readme.txt': '' });

/** Arguments, the error's code, and what stderr says about the place. */
const FAILURES: readonly [args: string[], code: string, place?: string][] = [
  [['graph', '--nope'], 'unknown-option'],
  [['grahp'], 'unknown-command'],
  [['why'], 'missing-argument'],
  [['graph', '--entry'], 'option-missing-argument'],
  [['init', '--format', 'yaml'], 'invalid-argument'],
  [['init', ...bakery], 'no-report'],
  [['graph', ...bakery, '--output', 'yaml=x'], 'unknown-reporter'],
  [['graph', ...bakery, '--output', 'dependency-cruiser:yaml=x'], 'unknown-reporter'],
  [['graph', ...bakery, '--output', 'report.json'], 'bad-output'],
  [['graph', ...bakery, '--output', `json=${empty}`], 'unwritable', `at ${empty}`],
  [['graph', ...bakery, '--output', 'json=/proc/no/such/report.json'], 'unwritable'],
  [['graph', '--root', '/no/such/folder'], 'root-not-found', 'at /no/such/folder'],
  [['graph', '--root', `${empty}/readme.txt`], 'root-not-found'],
  [['graph', '--root', empty], 'nothing-analysed'],
  [['init', '--root', empty, '--dry-run'], 'no-report'],
  [['graph', ...bakery, '--entry', 'src/gone.js'], 'entry-not-found', 'at src/gone.js'],
  [['graph', ...bakery, '--entry', ''], 'entry-not-found'],
  [['graph', ...bakery, 'shp'], 'entry-not-found', 'at shp'],
  [['graph', ...bakery, '--entry', 'a=src/oven.js', '--entry', 'a=src/till.js'], 'entry-name-shared'],
  [['graph', ...bakery, 'shop', '--entry', 'shop=src/till.js'], 'entry-name-shared'],
  [['graph', ...bakery, '--reporter', 'dot'], 'json-not-alone'],
  [['why', 'flour', ...bakery, '--reporter', 'json', '--reporter', 'terminal'], 'json-not-alone'],
  [['graph', ...bakery, '--top', '0'], 'invalid-argument'],
  [['graph', ...bakery, '--top', 'ten'], 'invalid-argument'],
  [['check', ...bakery, '--top', '3'], 'unknown-option'],
  [['graph', ...inBroken], 'package-json-invalid', 'at package.json:1:11'],
  [['graph', ...inBroken, '--entry', 'main.js'], 'entry-syntax-error', 'at main.js:2:'],
  [['graph', ...inBroken, '--entry', 'styles.css'], 'nothing-analysed', 'at styles.css'],
  [['graph', ...inBroken, '--entry', 'types.d.ts'], 'nothing-analysed', 'at types.d.ts'],
  [['graph', ...inBroken, '--config', `${broken}/no.json`], 'config-not-found'],
  [['graph', ...inBroken, '--config', `${broken}/config.json`], 'config-invalid', 'at config.json:2:9'],
  [['graph', ...inBroken, '--config', `${broken}/torn.jsonc`], 'config-syntax', 'at torn.jsonc:2:10'],
  [['graph', ...inBroken, '--config', `${broken}/throws.mjs`], 'config-failed', 'at throws.mjs:1:7'],
  [['graph', ...inBroken, '--config', `${broken}/throws.mjs`, '--no-config-code'], 'config-code-refused'],
  [['graph', ...inBroken, '--config', `${broken}/gone.json`], 'entry-not-found', 'at gone.js'],
  [['check', '--static-only', ...inBroken, '--entry', 'fine.js'], 'nothing-to-check'],
  [['check', '--static-only', ...inBroken, '--config', `${broken}/empty.json`], 'nothing-to-check'],
  [['check', '--static-only', ...inBroken, '--config', `${broken}/cruiser.json`], 'cruiser-config-not-found'],
  [['check', '--static-only', '--root', fixture('quarry'), '--no-config-code'], 'config-code-refused'],
  [['why', 'butter', ...bakery], 'no-such-module'],
];

describe('what cannot be done ends with 2, one JSON object on stdout and words on stderr', () => {
  it.each(FAILURES)('%j: %s', async (args, code, place) => {
    const run = await runCli(['--json', ...args]);
    expect(run.code).toBe(2);
    const error = errorOf(run);
    expect(error.code).toBe(code);
    const [first = '', ...rest] = run.stderr.trimEnd().split('\n');
    expect(first.startsWith('error: ')).toBe(true);
    expect(rest.join('\n')).toContain(`  ${error.hint}`);
    if (place !== undefined) expect(run.stderr).toContain(`  ${place}`);
    expectNoStackTrace(run.stderr);
  });

  it('prints nothing on stdout without --json', async () => {
    const runs = await Promise.all([
      runCli(['graph', '--nope']),
      runCli(['graph', '--root', empty, '--reporter', 'dot']),
    ]);
    for (const { code, stdout, stderr } of runs) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: /);
    }
  });

  it('proposes the option that was meant', async () => {
    expect((await runCli(['graph', '--jsn'])).stderr).toContain('Did you mean --json?');
  });

  it('an unknown reporter on stdout is an error in words; the hint lists those there are', async () => {
    const { code, stdout, stderr } = await runCli(['graph', ...bakery, '--reporter', 'yaml']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(
      'terminal, json, github, markdown, html, sarif, junit, codeclimate, badge, dot, mermaid, dependency-cruiser',
    );
  });

  it('--quiet leaves the hint out', async () => {
    const { code, stderr } = await runCli(['graph', '--root', '/no/such/folder', '--quiet']);
    expect(code).toBe(2);
    expect(stderr).toBe('error: there is no folder /no/such/folder\n  at /no/such/folder\n');
  });

  it('a rule that applies to no entry: the report is there, and the code is 2', async () => {
    const run = await runCli([
      'check',
      '--static-only',
      ...inBroken,
      '--config',
      `${broken}/idle.json`,
      '--json',
    ]);
    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toMatchObject({ command: 'check' });
    expect(run.stderr).toContain('rule 1 (forbidden) applies to no entry: nothing is called wbe');
    expect(run.stderr).toContain('  at idle.json');
  });
});

describe('json beside another reporter on stdout', () => {
  it('is refused without --json too, and proposes a file', async () => {
    const run = await runCli(['graph', ...bakery, '--reporter', 'dot', '--reporter', 'json']);
    expect(run.code).toBe(2);
    expect(errorOf(run).hint).toBe('Write one of them to a file: --output dot=PATH');
  });

  it.each([
    ['--json', '--reporter', 'json'],
    ['--reporter', 'json', '--reporter', 'json'],
  ])('%s %s %s asks for one object only', async (...args) => {
    const run = await runCli(['graph', ...bakery, ...args]);
    expect(reportOf(run).command).toBe('graph');
  });
});

describe('what was learnt before a failure', () => {
  const root = layOut({
    'package.json': { main: 'main.js', scripts: { start: 'node gone.js' } },
    'main.js': "require('./lost.js');",
    'fine.js': '',
    'code.mjs': `export default {
      entries: { main: 'main.js', gone: { file: 'gone.js', conditions: ['x'] } },
      rules: [{ type: 'dependency-cruiser', config: 'first.cjs' }, { type: 'dependency-cruiser', config: 'no.cjs' }],
    };`,
    'first.cjs': 'module.exports = {};',
  });
  const inRoot = ['--root', root];
  const code = [...inRoot, '--config', `${root}/code.mjs`];
  const unwritable = ['--output', `dot=${root}`];
  const CODE = ['config-code', 'code.mjs'];
  const LOST = ['unresolved', 'main.js'];
  const SKIPPED = ['not-judged', 'package.json'];

  it.each([
    [['graph', ...code, 'nobody'], 'entry-not-found', [CODE]],
    [['graph', ...code], 'entry-not-found', [LOST, CODE]],
    [['graph', ...code, 'main', ...unwritable], 'unwritable', [LOST, CODE]],
    [['why', 'nothing', ...code, 'main'], 'no-such-module', [LOST, CODE]],
    [['why', 'nothing', ...code, 'gone'], 'entry-not-found', [CODE]],
    [['check', '--static-only', ...code], 'cruiser-config-not-found', [CODE, ['config-code', 'first.cjs']]],
    [['check', '--static-only', ...inRoot], 'nothing-to-check', [SKIPPED]],
    [['why', 'nothing', ...inRoot], 'no-such-module', [SKIPPED, LOST]],
    [['graph', ...inRoot, 'fine.js', ...unwritable], 'unwritable', []],
  ])('%j: %s', async (args, expected, notices) => {
    const run = await runCli(['--json', ...args]);
    expect([run.code, errorOf(run).code]).toEqual([2, expected]);
    const report = JSON.parse(run.stdout) as ErrorReport;
    expect(report.notices.map(({ code, at }) => [code, at?.file])).toEqual(notices);
    // What was executed is said in words as well.
    const files = notices.filter(([kind]) => kind === 'config-code').map(([, file]) => file);
    const words =
      files.length > 0 ? `i  ${files.join(', ')} ${files.length > 1 ? 'were' : 'was'} executed` : '';
    expect(run.stderr).toContain(words);
    expect(run.stderr.includes('executed')).toBe(files.length > 0);
  });
});

describe('what Node refuses to read or write', () => {
  it('an existing broken package.json does not matter where the entry is named', async () => {
    expect((await runCli(['graph', ...inBroken, '--entry', 'fine.js'])).code).toBe(0);
  });

  it.skipIf(process.platform === 'win32')(
    'a full disk behind stdout is code 2 without a stack trace',
    async () => {
      const { execFile } = await import('node:child_process');
      const { BIN } = await import('../support/run-cli.ts');
      const command = `'${process.execPath}' '${BIN}' --help >/dev/full; echo "code $?"`;
      const text = await new Promise<string>((resolve) => {
        execFile('sh', ['-c', command], (_error, stdout, stderr) => resolve(stdout + stderr));
      });
      expect(text).toContain('code 2');
      expect(text).toContain('error: stdout cannot be written: ENOSPC');
      expectNoStackTrace(text);
    },
  );

  it.skipIf(process.platform === 'win32')('a reader that goes away early is no failure', async () => {
    const { execFile } = await import('node:child_process');
    const { BIN } = await import('../support/run-cli.ts');
    // Far more than a pipe holds: writing goes on after the reader has left.
    const root = layOut({
      'main.js': Array.from({ length: 3000 }, (_, i) => `import 'package-${i}';`).join('\n'),
    });
    const command = `{ '${process.execPath}' '${BIN}' graph --json --no-cache --root '${root}' --entry main.js; echo "code $?" >&2; } | head -c 20`;
    const [stdout, stderr] = await new Promise<[string, string]>((resolve) => {
      execFile('sh', ['-c', command], (_error, out, err) => resolve([out, err]));
    });
    expect(stdout).toBe('{"schemaVersion":1,"');
    expect(stderr).toBe('code 0\n');
  });
});
