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
    expect(stdout).toMatch(/main boots: .* ms of CPU before, .* ms after/);
    expect(stdout).toContain('{"type":"forbidden","entries":["main"],"modules":["src/heavy/index.js"]');
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
