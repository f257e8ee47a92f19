import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { copyFixture, layOut, reportOf, runCli } from '../support/run-cli.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

/** Runs a module in a project that has import-budget installed; what it prints is JSON. */
function run(code: string): unknown {
  const root = layOut({ 'main.mjs': code, 'package.json': '{"type":"module"}' });
  mkdirSync(join(root, 'node_modules'));
  symlinkSync(PROJECT, join(root, 'node_modules', 'import-budget'), 'junction');
  const env = { PATH: process.env['PATH'], HOME: root };
  return JSON.parse(execFileSync(process.execPath, [join(root, 'main.mjs')], { encoding: 'utf8', env }));
}

const call = (what: string, options: object) =>
  run(
    `import * as api from 'import-budget';
     api.${what}(${JSON.stringify({ cache: false, ...options })}).then(
       (report) => console.log(JSON.stringify(report)),
       (error) => console.log(JSON.stringify({ name: error.name, known: error instanceof api.UsageError, ...error.detail })),
     );`,
  );

describe('the library', () => {
  it('analyze gives what graph --json prints', async () => {
    const root = copyFixture('bakery');
    const printed = reportOf(await runCli(['graph', '--json', '--root', root]));
    expect(call('analyze', { root })).toEqual(printed);
  });

  it('suggest gives what suggest --json prints', async () => {
    const root = copyFixture('bakery');
    const printed = reportOf(await runCli(['suggest', '--json', '--root', root]));
    expect(call('suggest', { root })).toEqual(printed);
  });

  it('boot boots a command', () => {
    const root = layOut({ 'main.js': "require('./part.js')", 'part.js': '' });
    const settings = { root, command: ['node', 'main.js'], runs: 1, probedRuns: 1, registrations: false };
    const { boots = [] } = call('boot', settings) as Report;
    const ids = boots[0]?.modules.filter(({ origin }) => origin === 'project').map(({ id }) => id);
    expect(ids).toEqual(['main.js', 'part.js']);
  });

  it('rejects with what a user can mend', () => {
    expect(call('analyze', { root: 'nowhere' })).toMatchObject({
      name: 'UsageError',
      known: true,
      code: 'root-not-found',
      hint: expect.any(String) as string,
    });
    const root = copyFixture('bakery');
    expect(call('suggest', { root, goal: { cpuMs: -1 } })).toMatchObject({ known: true, code: 'bad-goal' });
  });

  it('loads next to nothing when a config imports it', () => {
    const loaded = run(
      `import { defineConfig } from 'import-budget';
       import { createRequire } from 'node:module';
       defineConfig({});
       console.log(JSON.stringify(Object.keys(createRequire(import.meta.url).cache)));`,
    );
    expect(loaded).toEqual([]);
  });
});
