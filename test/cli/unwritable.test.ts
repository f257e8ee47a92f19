import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { expectNoStackTrace, layOut, runCli, type CliRun } from '../support/run-cli.ts';

const SHORT = ['--runs', '1', '--probed-runs', '1', '--no-registrations'];
const FILES = {
  'package.json': { type: 'module' },
  'a.js': "import './b.js';",
  'b.js': 'export const b = 1;',
};
const COMMANDS = [['graph'], ['boot', ...SHORT], ['check', '--static-only']];

function project(): string {
  return layOut({
    ...FILES,
    'import-budget.config.json': {
      entries: { a: 'a.js' },
      rules: [{ type: 'forbidden', modules: ['c.js'] }],
    },
  });
}

/** A folder with less room than the smallest report; false where mounting is not allowed. */
function isFull(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder], { stdio: 'ignore' });
    writeFileSync(join(folder, 'filler'), 'x'.repeat(4096));
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(process.platform !== 'linux')(
  'a report that cannot be written where it was asked for',
  () => {
    it.each(COMMANDS)('%s: is printed all the same, then it is said; code 2', async (...args) => {
      const cwd = project();
      const [printed, json] = await Promise.all([
        runCli([...args, '--output', 'html=/dev/full', '--output', 'json=fine.json'], { cwd }),
        runCli([...args, '--json', '--output', 'markdown=/dev/full'], { cwd }),
      ]);
      for (const { code, stderr } of [printed, json]) {
        expect(code).toBe(2);
        expect(stderr).toMatch(
          /^error: \/dev\/full cannot be written: ENOSPC\n {2}at \/dev\/full\n {2}Make room/m,
        );
        expectNoStackTrace(stderr);
      }
      expect(printed.stdout).toMatch(/\b2 +modules\b/);
      // One object, the report, which says so; and the one in the file is a report, too.
      const told = JSON.parse(json.stdout) as Report;
      expect([told.command, told.error?.code]).toEqual([args[0], 'unwritable']);
      expect(JSON.parse(readFileSync(join(cwd, 'fine.json'), 'utf8'))).toMatchObject({ command: args[0] });
    });

    it('names every file', async () => {
      const outputs = ['--output', 'json=/dev/full', '--output', 'html=/proc/none/x.html'];
      const { stderr } = await runCli(['graph', '--quiet', ...outputs], { cwd: project() });
      expect(stderr).toContain('/dev/full cannot be written: ENOSPC');
      expect(stderr).toContain('/proc/none/x.html cannot be written: ENOENT');
    });
  },
);

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('a full disk', () => {
  it('keeps an old file whole, and no cache is missed', async (context) => {
    const cwd = project();
    const cache = join(cwd, 'cache');
    mkdirSync(cache);
    if (!isFull(cache)) context.skip('nothing may be mounted here');
    try {
      const runs = await Promise.all(
        COMMANDS.map((args) => runCli([...args, '--cache-dir', cache], { cwd })),
      );
      expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual([
        [0, ''],
        [0, runs[1]!.stderr],
        [0, ''],
      ]);
      expect(runs[1]!.stderr).not.toContain('ENOSPC');
      expect(readdirSync(cache)).toEqual(['filler']);
      const { code } = await runCli(['graph', '--output', `json=${join(cache, 'filler')}`], { cwd });
      expect(code).toBe(2);
      expect(readFileSync(join(cache, 'filler'), 'utf8')).toBe('x'.repeat(4096));
      expect(readdirSync(cache)).toEqual(['filler']);
    } finally {
      execFileSync('umount', [cache]);
    }
  });
});

describe('a cache', () => {
  // Root may write everywhere: there the tool runs as nobody, in folders open to all.
  const isRoot = process.getuid?.() === 0;
  const asNobody = { ...(isRoot && { uid: 65534 }) };

  it.skipIf(process.platform === 'win32')('that may not be written or read is done without', async () => {
    const cwd = project();
    for (const open of [dirname(cwd), cwd]) chmodSync(open, 0o755);
    const cache = join(cwd, 'cache');
    const run = (args: readonly string[]): Promise<CliRun> =>
      runCli([...args, '--cache-dir', cache], { cwd, ...asNobody, env: { HOME: '/', TMPDIR: '/tmp' } });
    for (const mode of [0o555, 0o000]) {
      if (!existsSync(cache)) mkdirSync(cache);
      chmodSync(cache, mode);
      for (const args of [...COMMANDS, ['why', 'b.js'], ['suggest']]) {
        const { code, stderr } = await run(args);
        expect([args[0], code, /EACCES|cache|error/.exec(stderr)]).toEqual([args[0], 0, null]);
      }
    }
    chmodSync(cache, 0o755);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('whose files hold anything else is done without', async () => {
    const cwd = project();
    const cache = join(cwd, 'cache');
    await runCli(['boot', ...SHORT, '--cache-dir', cache], { cwd });
    const names = readdirSync(cache);
    expect(names).toHaveLength(2);
    for (const text of ['[{"modules":[null],"entry":"a"}]', '[{"modules":[{}]}]', '{"a":', '\0'])
      for (const args of [['why', 'b.js'], ['suggest'], ['graph']]) {
        for (const name of names) writeFileSync(join(cache, name), text);
        const { code, stderr } = await runCli([...args, '--cache-dir', cache], { cwd });
        expect([text, args[0], code, stderr]).toEqual([text, args[0], 0, '']);
      }
  });

  it('used by many runs at once gives each the same report, and the next one too', async () => {
    const cwd = layOut({
      'package.json': { type: 'module' },
      'a.js': Array.from({ length: 60 }, (_, at) => `import './m${at}.js';`).join('\n'),
      ...Object.fromEntries(
        Array.from({ length: 60 }, (_, at) => [`m${at}.js`, `export const m = ${at};\n`.repeat(50)]),
      ),
    });
    const cache = join(cwd, 'cache');
    const run = () => runCli(['graph', '--json', '--entry', 'a.js', '--cache-dir', cache], { cwd });
    const fresh = await runCli(['graph', '--json', '--entry', 'a.js', '--no-cache'], { cwd });
    for (let round = 0; round < 3; round++) {
      // Every round has something to write.
      writeFileSync(join(cwd, 'm0.js'), 'export const m = 0;\n'.repeat(50 + round));
      const expected =
        round === 0 ? fresh : await runCli(['graph', '--json', '--entry', 'a.js', '--no-cache'], { cwd });
      const runs = await Promise.all([run(), run(), run(), run()]);
      for (const { code, stdout } of [...runs, await run()])
        expect([code, stdout === expected.stdout]).toEqual([0, true]);
    }
    expect(readdirSync(cache)).toHaveLength(1);
  });
});
