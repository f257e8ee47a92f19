import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { injectPreload } from '../../src/boot/node-options.ts';
import { childCodeFolder, preloadPath, writePreload } from '../../src/boot/preload.ts';
import { TRACE_SUFFIX, type ChildSettings } from '../../src/boot/protocol.ts';
import type { PreserveCase } from './preserve-cases.ts';
import { testNode } from './test-node.ts';

const TIMEOUT_MS = 60_000;

/** Which child code watches a program, and in which mode. */
export interface Watch {
  readonly kind: ChildSettings['kind'];
  readonly mode: ChildSettings['mode'];
}

/** What can be seen of a program from outside. */
export interface SeenRun {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code or signal. */
  readonly end: number | string;
}

/** `probed`, `plain`, `registrations`, or `probed:MODE` for one that is forced. */
export function watchOf(name: string): Watch {
  const [kind, mode = null] = name.split(':');
  return { kind, mode } as Watch;
}

/** Runs a program as its user would. */
export function runUnwatched(program: PreserveCase): Promise<SeenRun> {
  return start(program, program.env);
}

/**
 * Runs a program with our child code in it.
 *
 * @returns what was seen, and how many traces arrived that are not empty
 */
export async function runWatched(
  program: PreserveCase,
  { kind, mode }: Watch,
): Promise<SeenRun & { traces: number }> {
  // A folder with a space in its name: the preload's path must stand that.
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'preserve ')));
  const folder = join(base, 'run');
  mkdirSync(folder);
  try {
    const own = program.env['NODE_OPTIONS'];
    const injected = injectPreload(preloadPath(folder), undefined);
    writePreload(folder, {
      folder,
      kind,
      mode,
      ready: { kind: 'none' },
      injected,
      code: childCodeFolder(),
      registrars: [],
    });
    const env = { ...program.env, NODE_OPTIONS: injectPreload(preloadPath(folder), own) };
    return { ...(await start(program, env)), traces: countTraces(folder) };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

function countTraces(folder: string): number {
  return readdirSync(folder).filter(
    (name) => name.endsWith(TRACE_SUFFIX) && statSync(join(folder, name)).size > 0,
  ).length;
}

async function start(program: PreserveCase, env: NodeJS.ProcessEnv): Promise<SeenRun> {
  const child = spawn(testNode(), program.run, {
    cwd: program.cwd,
    env: { PATH: process.env['PATH'], HOME: program.cwd, TERM: 'dumb', LANG: 'C.UTF-8', ...env },
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
  });
  const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout.on('data', (data: Buffer) => chunks.stdout.push(data));
  child.stderr.on('data', (data: Buffer) => chunks.stderr.push(data));
  // A program that ends before it has read its input.
  child.stdin.on('error', () => {});
  child.stdin.end(program.stdin);
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  const text = (parts: Buffer[]) => {
    const whole = normalise(Buffer.concat(parts).toString());
    return program.sorted ? whole.split('\n').toSorted().join('\n') : whole;
  };
  return { stdout: text(chunks.stdout), stderr: text(chunks.stderr), end: signal ?? code ?? -1 };
}

/** Takes out what differs between any two runs of a program: process numbers, durations and addresses. */
function normalise(text: string): string {
  return (
    text
      .replaceAll(/\((node|Worker):\d+\)/g, '($1)')
      .replaceAll(/duration_ms:? [\d.]+/g, 'duration_ms')
      .replaceAll(/\b0x[0-9a-f]{6,}\b/g, '0x')
      .replaceAll(/\(\d+(\.\d+)?ms\)/g, '(ms)')
      // A worker's last message may come with its end, or just before.
      .replaceAll(/^ +at (Worker\.<computed>\.onexit|\[kOnExit\]) \(node:internal\/worker:\d+:\d+\)\n/gm, '')
  );
}
