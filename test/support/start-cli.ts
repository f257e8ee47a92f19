import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { BIN } from './run-cli.ts';

/** A command line that runs on until it is told to end. */
export interface StartedCli {
  readonly pid: number;
  /** Folder that is its temporary one. */
  readonly temporary: string;
  /** Everything so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Waits until stderr holds a text so many times. @returns stderr */
  readonly until: (text: string, times?: number) => Promise<string>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

/** Starts the built command line; it goes with the test at the latest. */
export function startCli(args: readonly string[], cwd: string): StartedCli {
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'live-cli-')));
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: temporary,
      TMPDIR: temporary,
      IMPORT_BUDGET_CACHE_DIR: join(temporary, 'cache'),
    },
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => {
    stderr += text.toString();
    wake();
  });
  let isOver = false;
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      isOver = true;
      wake();
      resolve(code);
    });
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(temporary, { recursive: true, force: true });
  });
  const until = (text: string, times = 1) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const isThere = stderr.split(text).length > times;
        if (!isThere && !isOver) return;
        waiting.delete(look);
        // What was written to stdout before lies in the other pipe.
        if (isThere) setTimeout(() => resolve(stderr), 50);
        else reject(new Error(`ended before ${JSON.stringify(text)}: ${stderr}`));
      };
      waiting.add(look);
      look();
    });
  return {
    pid: child.pid as number,
    temporary,
    stdout: () => stdout,
    stderr: () => stderr,
    until,
    kill: (signal) => void child.kill(signal),
    ended,
  };
}
