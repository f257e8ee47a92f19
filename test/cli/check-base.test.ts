import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { commitFiles, initRepository, putFiles } from '../support/git-project.ts';
import { reportOf, runCli } from '../support/run-cli.ts';
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

it('a forbidden package or heavy newcomer of the base fails who makes much more of it', async () => {
  const root = tempFolder({});
  initRepository(root);
  const text = (bytes: number) => `module.exports = '${'x'.repeat(bytes)}';`;
  commitFiles(root, 'First', {
    'import-budget.config.json': JSON.stringify({
      entries: { a: 'a.cjs' },
      rules: [
        { type: 'forbidden', modules: ['./vendor/**'] },
        { type: 'new-heavy', bytes: '2kB' },
      ],
    }),
    'import-budget.baseline': 'a module a.cjs\n',
    'a.cjs': "require('./vendor/b.cjs');",
    'vendor/b.cjs': text(4000),
  });
  const judge = async (base: string) =>
    runCli(['check', '--static-only', '--base', base, '--root', root, '--json']);
  commitFiles(root, 'A little', { 'vendor/b.cjs': text(4500) });
  expect((await judge('HEAD~1')).code).toBe(0);
  commitFiles(root, 'Much', { 'vendor/b.cjs': text(9000) });
  const run = await judge('HEAD~1');
  expect(run.code).toBe(1);
  expect(reportOf(run).findings.map(({ rule, preExisting }) => [rule, preExisting])).toEqual(
    expect.arrayContaining([
      ['forbidden', true],
      ['new-heavy', undefined],
    ]),
  );
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

it('what only a boot finds is no fault of the change where the base, booted as well, has it; else that is said', async () => {
  const root = tempFolder({});
  initRepository(root);
  const entry = (file: string, budget: object) => ({ file, budget });
  const registration = (name: string, signal: string) => `${name} registration listener process ${signal}`;
  commitFiles(root, 'First', {
    'import-budget.config.json': JSON.stringify({
      entries: { a: entry('a.cjs', { regression: '500%' }), b: entry('b.cjs', {}) },
      rules: [{ type: 'registrations' }],
    }),
    'import-budget.baseline': [
      'a module a.cjs',
      registration('a', 'SIGTERM'),
      registration('a', 'SIGUSR2'),
      'b module b.cjs',
      registration('b', 'SIGTERM'),
      '',
    ].join('\n'),
    'a.cjs': "process.on('SIGUSR2', () => {});",
    'b.cjs': '',
  });
  putFiles(root, { 'a.cjs': '// nothing any more' });
  const run = await runCli([
    'check',
    '--base',
    'HEAD',
    '--root',
    root,
    '--json',
    '--runs',
    '1',
    '--probed-runs',
    '1',
  ]);
  const { findings, notices } = reportOf(run);
  expect(
    findings.map(
      (it) => `${it.entry} ${'registration' in it ? it.registration : ''} ${it.preExisting ?? false}`,
    ),
  ).toEqual([
    'a listener process SIGTERM true',
    'a listener process SIGUSR2 false',
    'b listener process SIGTERM false',
  ]);
  expect(notices.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^b: a finding of a boot \(registrations\) counts as new, .* HEAD .*not booted/),
  ]);
  expect(run.code).toBe(1);
});

it('a base that cannot be had leaves what was learnt in the report', async () => {
  const root = project();
  const run = await runCli(['check', '--static-only', '--base', 'nowhere', '--root', root, '--json']);
  expect(run.code).toBe(2);
  const { error, findings } = JSON.parse(run.stdout) as Report;
  expect(error?.code).toBe('no-such-ref');
  expect(findings).toMatchObject([{ rule: 'budget', metric: 'modules' }]);
});
