import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyFixture, layOut, runCli } from '../support/run-cli.ts';

const TRAP = join(import.meta.dirname, '..', 'support', 'network-trap.cjs');

function trapIn(folder: string): { env: Record<string, string>; sprung: () => string } {
  const log = join(folder, 'network.log');
  return {
    env: { NODE_OPTIONS: `--require=${TRAP}`, NETWORK_TRAP: log },
    sprung: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
  };
}

describe('nothing goes to the network', () => {
  it('the trap works', () => {
    const { env, sprung } = trapIn(layOut({}));
    const script =
      "fetch('http://127.0.0.1:9').catch(() => {}); require('net').connect(9, '127.0.0.1').on('error', () => {})";
    execFileSync(process.execPath, ['-e', script], { env: { ...process.env, ...env } });
    expect(sprung()).toMatch(/^fetch[\s\S]*^connect/m);
  });

  it.each([
    ['graph'],
    ['why', 'flour'],
    ['check', '--static-only'],
    ['check', '--runs', '1', '--probed-runs', '1'],
    ['boot', '--runs', '1', '--probed-runs', '1'],
    ['cycles'],
    ['suggest'],
    ['init', '--dry-run', '--force'],
    ['baseline', 'update'],
    ['doctor', '--runs', '2'],
  ])('%s %s', async (...args) => {
    const root = copyFixture('bakery');
    const { env, sprung } = trapIn(layOut({}));
    const run = await runCli([...args, '--root', root], { env });
    expect(run.code, run.stderr).toBeLessThan(2);
    expect(sprung()).toBe('');
  });
});
