import { chmodSync, mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectNoStackTrace, graph, layOut, ownFiles, reportOf, runCli } from '../support/run-cli.ts';

const ESC = '\u001b';

describe('what goes wrong in a part is said, and the rest is analysed', () => {
  const root = layOut({
    'package.json': { type: 'module' },
    'main.js': [
      "import './broken.js';",
      "import './fine.js';",
      "import './gone.js';",
      "import 'not-installed';",
      "try { await import('nice-to-have'); } catch {}",
      'await import(process.env.PLUGIN);',
    ].join('\n'),
    'broken.js': "import './fine.js';\nlet a = ;\n",
    'fine.js': "import './far.js';",
    'far.js': '',
  });

  it('syntax errors, unresolved and computed imports', async () => {
    const run = await runCli(['graph', '--json', '--root', root, '--entry', 'main.js']);
    const report = reportOf(run);
    expect([run.code, run.stderr]).toEqual([0, '']);
    expect(report.notices.map(({ code, level, at }) => [code, level, at?.file, at?.line])).toEqual([
      ['syntax-error', 'warning', 'broken.js', 2],
      ['unresolved', 'warning', 'main.js', 3],
      ['unresolved', 'warning', 'main.js', 4],
      ['computed-import', 'info', 'main.js', 6],
      ['unresolved-optional', 'info', 'main.js', 5],
    ]);
    expect(ownFiles(report)).toEqual(['broken.js', 'far.js', 'fine.js', 'main.js']);
    const missing = report.modules.filter(({ origin }) => origin === 'unresolved').map(({ id }) => id);
    expect(missing).toEqual(['unresolved:./gone.js', 'unresolved:nice-to-have', 'unresolved:not-installed']);
  });

  it('the terminal shows the warnings', async () => {
    const { stdout } = await runCli(['graph', '--root', root, '--entry', 'main.js']);
    for (const text of ['broken.js:2', "'./gone.js'", "'not-installed'"]) expect(stdout).toContain(text);
  });

  it('a single large file is called a bundle', async () => {
    const folder = layOut({ 'main.cjs': `${'var a = 1;\n'.repeat(30_000)}`, 'other.cjs': '' });
    const { notices } = await graph('--root', folder, '--entry', 'main.cjs');
    expect(notices).toMatchObject([
      { code: 'single-file-bundle', level: 'warning', at: { file: 'main.cjs' } },
    ]);
  });

  // Root may read everything: there the tool runs as nobody, in folders open to all.
  const NOBODY = 65534;
  const isRoot = process.getuid?.() === 0;
  it.skipIf(process.platform === 'win32')(
    'an unreadable module is a notice, an unreadable entry an error',
    async () => {
      const folder = layOut({
        'main.mjs': "import './secret.mjs'; import './open.mjs';",
        'secret.mjs': '',
        'open.mjs': '',
      });
      chmodSync(join(folder, 'secret.mjs'), 0);
      mkdirSync(join(folder, 'empty'));
      for (const open of [join(folder, '..'), folder]) chmodSync(open, 0o755);
      const run = (entry: string) =>
        runCli(['graph', '--json', '--no-cache', '--root', folder, '--entry', entry], {
          cwd: folder,
          ...(isRoot && { uid: NOBODY }),
        });
      const [whole, entry] = await Promise.all([run('main.mjs'), run('secret.mjs')]);
      const report = reportOf(whole);
      expect(report.notices).toMatchObject([{ code: 'unreadable', at: { file: 'secret.mjs' } }]);
      expect(ownFiles(report)).toEqual(['main.mjs', 'open.mjs', 'secret.mjs']);
      expect(entry.code).toBe(2);
      expect(entry.stderr).toContain("error: entry 'secret.mjs' cannot be read");
      expectNoStackTrace(entry.stderr);
    },
  );
});

describe('names from outside', () => {
  const dir = `we "love'\n${ESC}[31m ünï \u202ecode`;
  const root = layOut({
    'package.json': { type: 'module' },
    'main.js': `import ${JSON.stringify(`./${dir}/sub.js`)};`,
    [`${dir}/sub.js`]: "import './gone\\u001b[2J.js'; import './torn.js';",
    [`${dir}/torn.js`]: 'let ;;= 1',
  });

  it('survive in JSON as they are', async () => {
    const report = await graph('--root', root, '--entry', 'main.js');
    expect(report.modules.map(({ id }) => id)).toContain(`${dir}/sub.js`);
  });

  it.each(['terminal', 'dot', 'mermaid', 'json', 'dependency-cruiser', 'dependency-cruiser:text'])(
    'reach no terminal raw: %s',
    async (reporter) => {
      const args = ['--root', root, '--entry', 'main.js', '--verbose', '--reporter', reporter];
      const { code, stdout, stderr } = await runCli(['graph', ...args]);
      expect([code, stderr]).toEqual([0, '']);
      expect(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u.exec(stdout)).toBeNull();
    },
  );

  it('nor in errors, where they cannot pretend to be a line of their own', async () => {
    const entry = `x\nerror: all is well${ESC}[2J`;
    const runs = await Promise.all([
      runCli(['graph', '--root', root, '--entry', entry]),
      runCli(['graph', '--root', root, '--entry', relative(root, join(root, dir, 'torn.js'))]),
      runCli(['why', entry, '--root', root, '--entry', 'main.js']),
    ]);
    for (const { code, stderr } of runs) {
      expect(code).toBe(2);
      expect(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u.exec(stderr)).toBeNull();
      expect(stderr.match(/^error: /gm)).toHaveLength(1);
    }
  });
});
