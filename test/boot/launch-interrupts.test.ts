import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeRunFolder, removeRunFolder, sweepRunFolders } from '../../src/boot/run-folder.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const FAMILY = join(PROJECT, 'fixtures', 'boot', 'launch', 'stubborn-family.cjs');

/** A command that boots a program and is interrupted; its arguments: grace in ms, folder for temporary files. */
const SCRIPT = `
import { launch } from '${PROJECT}/src/boot/launch.ts';
import { exitCodeOf, guardInterrupts } from '${PROJECT}/src/boot/guard-interrupts.ts';
import { makeRunFolder, removeRunFolder } from '${PROJECT}/src/boot/run-folder.ts';
import { injectPreload } from '${PROJECT}/src/boot/node-options.ts';
import { writeFileSync } from 'node:fs';

const folder = makeRunFolder();
const preload = folder + '/preload.cjs';
writeFileSync(preload, '');
const controller = new AbortController();
let interruptedBy;
const release = guardInterrupts((signal) => {
  interruptedBy = signal;
  console.log('interrupted by ' + signal);
  controller.abort(signal);
});
const ready = { name: 'never', child: { kind: 'none' }, endsAtExit: false, needsChannel: false,
  watch: (started) => started.onOutput((_, bytes) => {
    process.stdout.write(bytes);
    if (process.argv[3] === 'throw') setTimeout(() => { throw new Error('ours'); }, 300);
  }) };
const { outcome, unkilled } = await launch({
  command: [process.execPath, ${JSON.stringify(FAMILY)}], cwd: '.', folder, ready, timeoutMs: 20_000,
  graceMs: Number(process.argv[2]), signal: controller.signal,
  env: { ...process.env, NODE_OPTIONS: injectPreload(preload, undefined) },
});
console.log(outcome, unkilled.length);
release();
removeRunFolder(folder);
process.exitCode = exitCodeOf(interruptedBy);
`;

let bundle = '';
beforeAll(async () => {
  const built = await rolldown({
    input: 'script',
    platform: 'node',
    plugins: [
      {
        name: 'script',
        resolveId: (id) => (id === 'script' ? id : null),
        load: (id) => (id === 'script' ? SCRIPT : null),
      },
    ],
  });
  bundle = (await built.generate({ format: 'esm' })).output[0].code;
  await built.close();
});

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  /** What is in its folder for temporary files. */
  readonly files: readonly string[];
  /** Command lines of the booted programs that still run. */
  readonly running: readonly string[];
  /** The same, now. */
  readonly stillRunning: () => readonly string[];
}

/** Runs the script and calls back when both members of the family are up. */
async function interrupted(args: readonly string[], interrupt: (pid: number) => void): Promise<Ended> {
  const temporary = tempFolder();
  const folder = tempFolder();
  writeFileSync(join(folder, 'script.mjs'), bundle);
  const env = { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary };
  const child = spawn(process.execPath, [join(folder, 'script.mjs'), ...args], {
    env,
    cwd: temporary,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let stdout = '';
  let isUp = false;
  child.stdout.on('data', (bytes: Buffer) => {
    stdout += String(bytes);
    if (isUp || stdout.split('port').length < 3) return;
    isUp = true;
    interrupt(child.pid as number);
  });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const files = readdirSync(temporary);
      const running = familiesOf(temporary);
      resolve({ code, signal, stdout, files, running, stillRunning: () => familiesOf(temporary) });
    });
  });
}

/** Families of a script, by the folder for temporary files in their environment. */
function familiesOf(temporary: string): string[] {
  const lines = execFileSync('ps', ['-A', 'eww', '-o', 'stat=,command='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(FAMILY) && line.includes(temporary) && !line.startsWith('Z'));
}

describe.skipIf(process.platform === 'win32')('our own process is interrupted while a boot runs', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s: the boot is ended in order', async (signal, code) => {
    const ended = await interrupted(['100'], (pid) => process.kill(pid, signal));
    expect(ended).toMatchObject({ code, files: [], running: [] });
    expect(ended.stdout).toMatch(new RegExp(`interrupted by ${signal}\ninterrupted 0\n$`));
  });

  it('twice: at once', async () => {
    const ended = await interrupted(['15000'], (pid) => {
      process.kill(pid, 'SIGINT');
      setTimeout(() => process.kill(pid, 'SIGINT'), 400);
    });
    expect(ended).toMatchObject({ code: 130, files: [], running: [] });
    expect(ended.stdout).toMatch(/interrupted by SIGINT\n$/);
  });

  it('killed: what it can do no more is done for it', async () => {
    const { signal, stillRunning } = await interrupted(['100'], (pid) => process.kill(pid, 'SIGKILL'));
    expect(signal).toBe('SIGKILL');
    await vi.waitFor(() => expect(stillRunning()).toEqual([]), { timeout: 5000, interval: 50 });
  });

  it('killed after what watches over it was killed', async () => {
    const guardsOf = (pid: number) =>
      execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,command='], { encoding: 'utf8' })
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(
          ([, parent, stat, shell]) =>
            parent === String(pid) && shell === '/bin/sh' && !stat?.startsWith('Z'),
        )
        .map(([guard]) => Number(guard));
    const { signal, stillRunning } = await interrupted(['100'], (pid) => {
      const [first] = guardsOf(pid);
      process.kill(first!, 'SIGKILL');
      void vi
        .waitFor(() => expect(guardsOf(pid)).toEqual([expect.not.toBeOneOf([first])]), { timeout: 5000 })
        .finally(() => process.kill(pid, 'SIGKILL'));
    });
    expect(signal).toBe('SIGKILL');
    await vi.waitFor(() => expect(stillRunning()).toEqual([]), { timeout: 5000, interval: 50 });
  });

  it('an error of ours', async () => {
    const ended = await interrupted(['100', 'throw'], () => {});
    expect(ended).toMatchObject({ code: 1, files: [], running: [] });
  });

  it('the witness sees a family that runs', async () => {
    let seen: string[] = [];
    await interrupted(['100'], (pid) => {
      const parent = execFileSync('ps', ['eww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
      seen = familiesOf(/ TMPDIR=(\S+)/.exec(parent)?.[1] ?? 'no such text');
      process.kill(pid, 'SIGTERM');
    });
    expect(seen).toHaveLength(2);
  });
});

describe.skipIf(process.platform === 'win32')('a process that was killed', () => {
  it('leaves a folder, which a later one removes; that of a living process stays', () => {
    const make = `console.log(require('fs').mkdtempSync(require('os').tmpdir() + '/import-budget-' + process.pid + '-'))`;
    const left = execFileSync(process.execPath, ['-e', make], { encoding: 'utf8' }).trim();
    const own = makeRunFolder();
    expect(sweepRunFolders()).not.toContain(left);
    expect(existsSync(left)).toBe(true);
    expect(sweepRunFolders(0)).toContain(left);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(own)).toBe(true);
    removeRunFolder(own);
    expect(existsSync(own)).toBe(false);
  });
});
