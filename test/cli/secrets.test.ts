import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BootTrace } from '../../src/model/boot.ts';
import type { Report } from '../../src/model/report.ts';
import { layOut, reportOf, runCli, type CliRun } from '../support/run-cli.ts';

const SECRETS = {
  argv: 'hunter2-in-argv',
  env: 'hunter2-in-env',
  own: 'hunter2-in-config-env',
  url: 'hunter2-in-url',
  options: 'hunter2-in-node-options',
};
const RUNS = ['--runs', '1', '--probed-runs', '1'];
const FORMATS = [
  'terminal json html github markdown sarif junit codeclimate badge dot mermaid cpuprofile trace',
  'dependency-cruiser',
].flatMap((names) => names.split(' '));

/** Tells everything it knows, in its output, its listeners, its children and its title. */
const TELLS = `
const all = [...process.argv.slice(2), process.env.DB_PASSWORD, process.env.SESSION_SECRET].join(' ');
console.log(all);
console.error('failed with ' + all);
process.on('told ' + process.env.DB_PASSWORD, () => {});
require('node:child_process').spawnSync(process.execPath, ['-e', '0', '--token', process.argv[3]]);
`;

function project(fails: boolean): string {
  return layOut({
    'package.json': { name: 'p' },
    'import-budget.config.json': {
      entries: {
        main: {
          file: 'main.js',
          run: ['node', 'main.js', '--token', SECRETS.argv, `--db=postgres://me:${SECRETS.url}@localhost/x`],
          env: { SESSION_SECRET: SECRETS.own },
        },
      },
      rules: [
        { type: 'forbidden', modules: ['lib.js'] },
        { type: 'cold-load', modules: ['lazy.js'] },
      ],
    },
    'main.js': `require('./lib.js');\n${TELLS}${fails ? "throw new Error('no login with ' + all);\n" : ''}`,
    'lib.js': 'exports.lib = () => require("./lazy.js");\n',
    'lazy.js': "throw new Error('cannot use ' + process.env.DB_PASSWORD);\n",
  });
}

const ENV = {
  DB_PASSWORD: SECRETS.env,
  NODE_OPTIONS: `--max-http-header-size=20000 --title=api_key=${SECRETS.options}`,
};

function filesIn(folder: string): string[] {
  const items = readdirSync(folder, { recursive: true, withFileTypes: true });
  return items.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
}

/** Boots of a report, those that failed as well. */
function bootsOf({ stdout }: CliRun): readonly BootTrace[] {
  return (JSON.parse(stdout) as Report).boots ?? [];
}

/** Names of secrets that a text holds. */
function secretsIn(text: string): string[] {
  return Object.entries(SECRETS).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []));
}

describe('no secret is in a report, printed or kept', () => {
  it.each([
    ['boot', false],
    ['boot', true],
    ['check', false],
    ['check', true],
  ] as const)('%s, the program fails: %s', async (command, fails) => {
    const cwd = project(fails);
    const cache = layOut({});
    const out = layOut({});
    const outputs = FORMATS.flatMap((name) => ['--output', `${name}=${join(out, name)}`]);
    const args = [command, 'main', ...RUNS, '--cache-dir', cache, ...outputs, '--json'];
    const run = await runCli(args, { cwd, env: { ...ENV, TMPDIR: layOut({}) } });
    expect(run.code, run.stderr).toBeLessThan(3);
    const kept = [...filesIn(out), ...filesIn(cache)];
    expect(kept.map((file) => file.slice(out.length + 1))).toContain('html');
    for (const text of [run.stdout, run.stderr, ...kept.map((file) => readFileSync(file, 'utf8'))])
      expect(secretsIn(text)).toEqual([]);
    // It has seen them.
    const [boot] = bootsOf(run);
    expect(boot?.command).toEqual(['node', 'main.js', '--token', '***', '--db=postgres://***@localhost/x']);
    if (fails) expect(boot?.failure?.stderr).toContain('no login with');
  });

  it('is nor in what fix --verify tells of a program that prints something else', async () => {
    const heavy = `console.log(process.env.DB_PASSWORD);\nexport const one = ${JSON.stringify('x'.repeat(90_000))};\nexport const build = () => 1;\n`;
    const cwd = layOut({
      'package.json': { name: 'p', type: 'module' },
      'src/main.js': "import { run } from './run.js';\n\nrun(process.argv[2]);\nconsole.log('done');\n",
      'src/run.js':
        "import { build } from './heavy.js';\n\nexport async function run(what) {\n  if (what === 'build') {\n    return build(what);\n  }\n}\n",
      'src/heavy.js': heavy,
    });
    const args = [
      'fix',
      'defer:src/run.js>src/heavy.js',
      '--verify',
      '--entry',
      'main=src/main.js',
      '--no-cache',
    ];
    const run = await runCli(args, { cwd, env: ENV });
    expect(run.stderr).toContain('prints something else with the change');
    expect(secretsIn(run.stdout + run.stderr)).toEqual([]);
  });
});

describe('--clean-env', () => {
  const TELL = `
const { PATH, HOME, DB_PASSWORD, NODE_OPTIONS, OWN } = process.env;
if (!PATH || !HOME) process.exitCode = 4;
else if (OWN !== '1') process.exitCode = 5;
else if (DB_PASSWORD !== undefined || NODE_OPTIONS !== undefined) process.exitCode = 6;
`;
  const files = {
    'package.json': { name: 'p' },
    'main.js': TELL,
    'import-budget.config.json': {
      entries: { main: { file: 'main.js', env: { OWN: '1' } } },
      rules: [{ type: 'forbidden', modules: ['never.js'] }],
    },
  };

  it('the program sees what it needs, and what its entry gives', async () => {
    const cwd = layOut(files);
    const clean = reportOf(await runCli(['boot', '--clean-env', '--json', ...RUNS], { cwd, env: ENV }));
    expect(clean.boots?.[0]).toMatchObject({ failure: null, environment: { cleanEnv: true } });
    const whole = await runCli(['boot', '--json', ...RUNS], { cwd, env: ENV });
    expect(whole.code).toBe(2);
    const [boot] = bootsOf(whole);
    expect(boot?.failure?.message).toContain('exit code 6');
    expect(boot?.environment).not.toHaveProperty('cleanEnv');
  });

  it.each([[['check']], [['baseline', 'update', '--boot']], [['suggest', '--boot']], [['compare', 'HEAD']]])(
    '%j knows it',
    async (words) => {
      const cwd = layOut(files);
      if (words[0] === 'compare') {
        const { execFileSync } = await import('node:child_process');
        const git = (...args: string[]) => execFileSync('git', args, { cwd, stdio: 'ignore' });
        git('init', '-q');
        git('add', '.');
        git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'one');
      }
      const how = words[0] === 'baseline' ? [] : ['--max-time', '1s'];
      const run = await runCli([...words, '--clean-env', '--json', ...how], { cwd, env: ENV });
      expect(run.stdout + run.stderr).not.toContain('exit code 6');
      expect([0, 1, 3], run.stderr).toContain(run.code);
    },
  );

  it('is said in words, and a boot with it is not set beside one without', async () => {
    const cwd = layOut({ ...files, 'main.js': '1;\n' });
    const shown = await runCli(['boot', '--clean-env', ...RUNS, '--output', 'json=clean.json'], { cwd });
    expect(shown.stdout).toContain('clean environment');
    await runCli(['boot', ...RUNS, '--output', 'json=whole.json'], { cwd });
    const compared = await runCli(['compare', 'whole.json', 'clean.json'], { cwd });
    expect(compared.stdout).toContain('another Node version, cache or environment: says nothing');
  });
});
