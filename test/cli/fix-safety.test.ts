import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { layOut, runCli } from '../support/run-cli.ts';

const CUT = 'defer:src/run.js>src/heavy/index.js';
const RUN = `import { build } from './heavy/index.js';

export async function run(what) {
  if (what === 'build') {
    return build(what);
  }
}
`;
const HEAVY = `export const one = ${JSON.stringify('x'.repeat(90_000))};\n`;

function project(one = HEAVY): string {
  return layOut({
    'package.json': { name: 'p', type: 'module' },
    'src/main.js': "import { run } from './run.js';\n\nawait run(process.argv[2]);\nconsole.log('done');\n",
    'src/run.js': RUN,
    'src/heavy/index.js': "export * from './one.js';\nexport const build = () => console.log('built');\n",
    'src/heavy/one.js': one,
  });
}

const ENTRY = ['--entry', 'main=src/main.js', '--no-cache'];

it('--verify puts the files back where the program prints something else', async () => {
  const cwd = project(`console.log('one is here');\n${HEAVY}`);
  const { code, stderr } = await runCli(['fix', CUT, '--verify', ...ENTRY], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain("'main' prints something else with the change, from line 1 of stdout on:");
  expect(stderr).toContain('before: one is here\n  after:  done\n');
  expect(stderr).toContain('All files are as before.');
  expect(readFileSync(join(cwd, 'src/run.js'), 'utf8')).toBe(RUN);
});

it('--verify puts the files back where the program ends in another way', async () => {
  const cwd = project(`process.exitCode = 3;\n${HEAVY}`);
  const config = { entries: { main: { file: 'src/main.js', exitCode: [0, 3] } } };
  writeFileSync(join(cwd, 'import-budget.config.json'), JSON.stringify(config));
  const { code, stdout } = await runCli(['fix', CUT, '--verify', '--json', '--no-cache'], { cwd });
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'exit-differs' } });
  expect(readFileSync(join(cwd, 'src/run.js'), 'utf8')).toBe(RUN);
});

it('knows cuts by either basis, and else says how to get at one', async () => {
  const cwd = layOut({
    'package.json': { name: 'p' },
    'main.js': "const { run } = require('./run.js');\nif (process.argv[2]) require('./rare.js');\nrun();\n",
    'rare.js': "const { heavy } = require('./heavy.js');\nexports.rare = () => heavy;\n",
    'run.js': 'exports.run = () => 1;\n',
    'heavy.js': HEAVY.replace('export const one', 'exports.heavy'),
  });
  const by = ['--entry', 'main=main.js', '--cache-dir', '.cache'];
  const id = 'defer:rare.js>heavy.js';
  expect((await runCli(['boot', ...by, '--runs', '1', '--probed-runs', '1'], { cwd })).code).toBe(0);
  const booted = await runCli(['suggest', '--json', ...by], { cwd });
  expect(booted.stdout).toContain('"basis":"measured"');
  expect(booted.stdout).not.toContain(id);
  expect((await runCli(['fix', id, '--dry-run', ...by], { cwd })).stdout).toContain('+++ b/rare.js');
  rmSync(join(cwd, '.cache'), { recursive: true });
  const { stderr } = await runCli(['fix', 'defer:rare.js>gone.js', ...by], { cwd });
  expect(stderr).toContain('fix --from cuts.json');
  expect(stderr).toContain('suggest --boot');
});

it('does not write where a saved report leads out of the root', async () => {
  const cwd = project();
  const saved = await runCli(['suggest', '--json', ...ENTRY], { cwd });
  const hostile = saved.stdout.replaceAll('"from":"src/run.js"', '"from":"../run.js"');
  expect(hostile).not.toBe(saved.stdout);
  writeFileSync(join(cwd, 'cuts.json'), hostile);
  const outside = join(cwd, '../run.js');
  writeFileSync(outside, RUN);
  const { code, stdout } = await runCli(['fix', '--from', 'cuts.json', CUT, '--json', ...ENTRY], { cwd });
  const after = readFileSync(outside, 'utf8');
  rmSync(outside);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'foreign-cut' } });
  expect(after).toBe(RUN);
});

it('shows, and does not write, changes of what was installed', async () => {
  const cwd = layOut({
    'package.json': { name: 'p' },
    'node_modules/tool/package.json': { name: 'tool', type: 'module' },
    'node_modules/tool/run.js': RUN,
    'node_modules/tool/heavy/index.js': `export const build = () => 1;\n${HEAVY}`,
  });
  const entry = ['--entry', 'tool=node_modules/tool/run.js', '--no-cache'];
  const id = 'defer:node_modules/tool/run.js>node_modules/tool/heavy/index.js';
  const dry = await runCli(['fix', id, '--dry-run', ...entry], { cwd });
  expect(dry.stdout).toContain('+++ b/node_modules/tool/run.js');
  const { code, stderr } = await runCli(['fix', id, ...entry], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('the next install would undo the change');
  expect(readFileSync(join(cwd, 'node_modules/tool/run.js'), 'utf8')).toBe(RUN);
});
