import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { layOut, runCli } from '../support/run-cli.ts';

const CUT = 'defer:src/run.js>src/heavy/index.js';
const RUN = `import { build } from './heavy/index.js';

export async function run(what) {
  if (what === 'build') {
    return build(what);
  }
}
`;
const FIXED = `export async function run(what) {
  if (what === 'build') {
    const { build } = await import('./heavy/index.js');
    return build(what);
  }
}
`;

function project(): string {
  return layOut({
    'package.json': { name: 'p', type: 'module' },
    'src/main.js': "import { run } from './run.js';\n\nawait run(process.argv[2]);\nconsole.log('done');\n",
    'src/run.js': RUN,
    'src/heavy/index.js': "export * from './one.js';\nexport const build = () => console.log('built');\n",
    'src/heavy/one.js': `export const one = ${JSON.stringify(Array.from({ length: 9000 }, (_, at) => `line ${at}`))};\n`,
  });
}

const ENTRY = ['--entry', 'main=src/main.js', '--no-cache'];

describe('fix', () => {
  it('shows a diff and writes nothing', async () => {
    const cwd = project();
    const { code, stdout } = await runCli(['fix', CUT, '--dry-run', ...ENTRY], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain("+    const { build } = await import('./heavy/index.js');\n");
    expect(stdout).toContain("-import { build } from './heavy/index.js';\n");
    expect(readFileSync(join(cwd, 'src/run.js'), 'utf8')).toBe(RUN);
  });

  it('writes a cut of a saved report, boots, and says what left startup and how to keep it so', async () => {
    const cwd = project();
    const saved = await runCli(['suggest', '--json', ...ENTRY], { cwd });
    writeFileSync(join(cwd, 'cuts.json'), saved.stdout);
    const { code, stdout, stderr } = await runCli(
      ['fix', '--from', 'cuts.json', CUT, '--verify', '--quiet', ...ENTRY],
      { cwd },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(join(cwd, 'src/run.js'), 'utf8')).toBe(FIXED);
    expect(stdout).toContain('main: 2 modules, ');
    expect(stdout).toContain('(4 -> 2 modules)');
    expect(stdout).toMatch(
      /main boots: .* ms of CPU before, .* ms after, 2 modules no longer loaded; the same output and exit code/,
    );
    const [, config] = stdout.split('save this as import-budget.config.jsonc:\n');
    writeFileSync(join(cwd, 'import-budget.config.jsonc'), config!);
    expect((await runCli(['check', '--no-cache'], { cwd })).code).toBe(0);
    writeFileSync(join(cwd, 'src/run.js'), RUN);
    expect((await runCli(['check', '--no-cache'], { cwd })).code).toBe(1);
  });

  it('refuses what has become blocked, and leaves the file alone', async () => {
    const cwd = project();
    const saved = await runCli(['suggest', '--json', ...ENTRY], { cwd });
    writeFileSync(join(cwd, 'cuts.json'), saved.stdout);
    const changed = "import { build } from './heavy/index.js';\nexport const run = build;\n";
    writeFileSync(join(cwd, 'src/run.js'), changed);
    const { code, stderr } = await runCli(['fix', '--from', 'cuts.json', CUT, ...ENTRY], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('src/run.js:2:20 top-level-use: build');
    expect(stderr).not.toMatch(/^\s+at .*:\d+\)$/m);
    expect(readFileSync(join(cwd, 'src/run.js'), 'utf8')).toBe(changed);
  });

  it('names cuts that are not there, in JSON too', async () => {
    const { code, stdout } = await runCli(['fix', 'defer:a>b', '--json', ...ENTRY], { cwd: project() });
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'no-such-cut' } });
  });
});

const ROWS = `export const rows = ${JSON.stringify(Array.from({ length: 9000 }, (_, at) => `row ${at}`))};\n`;

describe('fix of several files', () => {
  function leaves(): string {
    return layOut({
      'package.json': { name: 'p', type: 'module' },
      'main.js':
        "import { isCommand } from './command.js';\nimport { build } from './build.js';\n\nconsole.log(isCommand({ run: build }));\n",
      'build.js':
        "import { isCommand, LIMIT } from './command.js';\n\nexport const build = () => isCommand(LIMIT);\n",
      'command.js':
        "import { rows } from './rows.js';\n\nexport const LIMIT = 4;\n/** Is it? */\nexport function isCommand(value) {\n  return typeof value.run === 'function';\n}\nexport class Command {\n  run() {\n    return rows;\n  }\n}\n",
      'rows.js': ROWS,
    });
  }

  it('moves light exports out of a heavy module, into a new file', async () => {
    const cwd = leaves();
    const id = (await suggested(cwd)).find((one) => one.startsWith('move-leaf:'))!;
    const dry = await runCli(['fix', id, '--dry-run', '--entry', 'main=main.js', '--no-cache'], { cwd });
    expect(dry.stdout).toContain('--- /dev/null\n+++ b/command-limit.js\n');
    const { code, stdout, stderr } = await runCli(
      ['fix', id, '--verify', '--quiet', '--entry', 'main=main.js', '--no-cache'],
      { cwd },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('main: 2 modules, ');
    expect(readFileSync(join(cwd, 'main.js'), 'utf8')).toContain("from './command-limit.js';");
    expect(readFileSync(join(cwd, 'command.js'), 'utf8')).toContain('export { ');
  });

  function listeners(effect: string): string {
    return layOut({
      'package.json': { name: 'p', type: 'module' },
      'main.js':
        "import { bus } from './bus.js';\nimport { describe } from './listeners.js';\n\nexport async function run() {\n  return describe();\n}\nconsole.log(bus.listenerCount('started'));\n",
      'bus.js': "import { EventEmitter } from 'node:events';\n\nexport const bus = new EventEmitter();\n",
      'listeners.js': `import { bus } from './bus.js';\nimport { rows } from './rows.js';\n\n${effect}\nexport const describe = () => rows;\n`,
      'rows.js': ROWS,
    });
  }

  it('registers at startup what a deferred module used to register', async () => {
    const cwd = listeners("bus.on('started', () => rows);");
    const cut = 'defer:main.js>listeners.js';
    const { code, stderr } = await runCli(
      ['fix', cut, '--keep-effects', '--verify', '--quiet', '--entry', 'main=main.js', '--no-cache'],
      { cwd },
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(join(cwd, 'main.js'), 'utf8')).toContain(
      "bus.on('started', () => require('./listeners.js').onStarted());\n",
    );
    expect(readFileSync(join(cwd, 'listeners.js'), 'utf8')).toContain(
      'export const onStarted = () => rows;\n',
    );
  });

  it('says which effect stays lost, and changes no file', async () => {
    const cwd = listeners("for (const name of ['a']) bus.on(name, () => rows);");
    const before = readFileSync(join(cwd, 'main.js'), 'utf8');
    const { code, stderr } = await runCli(
      ['fix', 'defer:main.js>listeners.js', '--keep-effects', '--entry', 'main=main.js', '--no-cache'],
      { cwd },
    );
    expect(code).toBe(2);
    expect(stderr).toContain('listeners.js:4 top-level-use: bus.on');
    expect(stderr).toContain('stays lost');
    expect(readFileSync(join(cwd, 'main.js'), 'utf8')).toBe(before);
  });
});

async function suggested(cwd: string): Promise<string[]> {
  const { stdout } = await runCli(['suggest', '--json', '--entry', 'main=main.js', '--no-cache'], { cwd });
  const { cuts } = JSON.parse(stdout) as { cuts: { candidates: { id: string }[] }[] };
  return cuts.flatMap(({ candidates }) => candidates.map(({ id }) => id));
}
