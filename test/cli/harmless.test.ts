import { execFile } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyFixture, reportOf, runCli } from '../support/run-cli.ts';

/** Every file and folder with all that a write would change. */
function stateOf(root: string): string[] {
  return readdirSync(root, { recursive: true })
    .map((name) => {
      const { mode, mtimeMs, size } = lstatSync(join(root, String(name)));
      return `${String(name)} ${mode} ${mtimeMs} ${size}`;
    })
    .toSorted();
}

function sprung(root: string): string[] {
  const file = join(root, 'SPRUNG');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
}

describe('analysing runs none of the analysed code and changes none of its files', () => {
  it('the trap works: Node springs every part that can run', async () => {
    const root = copyFixture('trapdoor');
    // Node before 22 does not run TypeScript.
    for (const file of ['cellar.cjs', 'hook.js', 'rooms/attic.js', 'node_modules/rope/index.js']) {
      await new Promise((resolve) => execFile(process.execPath, [join(root, file)], resolve));
    }
    expect(sprung(root)).toEqual(['cellar.cjs', 'hook.js', 'rooms/attic.js', 'node_modules/rope/index.js']);
  });

  it.each([
    ['graph'],
    ['why', 'rope'],
    ['check', '--static-only'],
    ['cycles'],
    ['suggest'],
    ['init', '--dry-run'],
  ])('%s %s without a config file of code', async (...args) => {
    const root = copyFixture('trapdoor');
    const before = stateOf(root);
    const entry = args[0] === 'init' ? [] : ['--entry', 'main.js'];
    const refused = await runCli([...args, '--no-config-code', '--root', root, ...entry]);
    expect(refused.code).toBe(args[0] === 'init' ? 0 : 2);
    expect(stateOf(root)).toEqual(before);
  });

  it('with --no-config-code and a config of data, nothing at all', async () => {
    const root = copyFixture('trapdoor');
    const before = stateOf(root);
    const config = join(copyFixture('bakery'), 'import-budget.config.jsonc');
    const args = ['--no-config-code', '--json', '--root', root, '--config', config, '--entry', 'main.js'];
    const runs = [
      await runCli(['graph', ...args]),
      await runCli(['why', ...args, 'rope']),
      await runCli(['check', '--static-only', ...args]),
      await runCli(['cycles', ...args]),
      await runCli(['suggest', ...args]),
    ];
    for (const run of runs) {
      const { modules } = reportOf(run);
      const ids = modules.map(({ id }) => id).filter((id) => !id.startsWith('node:'));
      expect(ids).toEqual([
        'cellar.cjs',
        'main.js',
        'node_modules/rope/index.js',
        'rooms/attic.js',
        'stairs.ts',
      ]);
    }
    expect(stateOf(root)).toEqual(before);
  });

  it('configs that are code run once each, and nothing else does', async () => {
    const root = copyFixture('trapdoor');
    const run = await runCli(['check', '--static-only', '--json', '--root', root]);
    const { notices, modules } = reportOf(run);
    expect(modules.map(({ id }) => id)).toContain('hook.js');
    expect(sprung(root)).toEqual(['import-budget.config.mjs', '.dependency-cruiser.cjs']);
    const said = notices.filter(({ code }) => code === 'config-code').map(({ at }) => at?.file);
    expect(said).toEqual(['.dependency-cruiser.cjs', 'import-budget.config.mjs']);
  });
});
