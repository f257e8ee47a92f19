import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { commitFiles, initRepository } from '../support/git-project.ts';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const config = JSON.stringify({ entries: { a: { file: 'a.cjs', budget: { modules: 1 } } } });

/** A project that is over its budget at its first commit. */
function project(): string {
  const root = tempFolder({});
  initRepository(root);
  commitFiles(root, 'First', {
    'import-budget.config.json': config,
    'a.cjs': "require('./b.cjs');",
    'b.cjs': '',
    'c.cjs': '',
  });
  return root;
}

it('a budget that the base exceeds as well fails nobody, unless it is exceeded by more', async () => {
  const root = project();
  const check = ['check', '--static-only', '--base', 'HEAD', '--root', root];
  expect((await runCli(check)).code).toBe(0);
  commitFiles(root, 'Second', { 'a.cjs': "require('./b.cjs'); require('./c.cjs');" });
  expect((await runCli(['check', '--static-only', '--base', 'HEAD~1', '--root', root])).code).toBe(1);
});

it('a check that fails without a report saves why, in the place of an older report', async () => {
  const root = project();
  const file = join(root, 'out', 'report.json');
  const { code } = await runCli([
    'check',
    '--static-only',
    '--base',
    'nowhere',
    '--root',
    root,
    '--output',
    `json=${file}`,
  ]);
  expect(code).toBe(2);
  expect(existsSync(file)).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ error: { code: expect.any(String) } });
});
