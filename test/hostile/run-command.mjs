// One run of the built command line in a world of its own: HOME, cache and folder for temporary files are new each time.
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processesLeft } from './witness.mjs';

const PROGRAM = fileURLToPath(new URL('../../bin/import-budget.js', import.meta.url));
/** What was killed last may need a moment to be gone. */
const SETTLE_MS = 200;

/**
 * Runs import-budget to its end, or ends it with everything it started when its time is over.
 *
 * @param args words of the command line
 * @param how cwd; limitMs; uid, the user to run as where that is not ours
 * @returns code, signal, timedOut, wallMs, stdout, stderr, and what was left: temporary files by name, processes by number
 */
export async function runCommand(args, { cwd, limitMs, uid }) {
  const world = realpathSync(mkdtempSync(join(tmpdir(), 'hostile-')));
  const [home, temporary, cache] = ['home', 'tmp', 'cache'].map((name) => join(world, name));
  for (const folder of [home, temporary, cache]) {
    mkdirSync(folder);
    if (uid !== undefined) chownSync(folder, uid, uid);
  }
  chmodSync(world, 0o755);
  const started = performance.now();
  try {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env: {
        PATH: process.env.PATH,
        HOME: home,
        TMPDIR: temporary,
        IMPORT_BUDGET_CACHE_DIR: cache,
        TERM: 'dumb',
        LANG: 'C.UTF-8',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...(uid !== undefined && { uid, gid: uid }),
    });
    const ended = await untilEnd(child, limitMs);
    const wallMs = performance.now() - started;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const processes = processesLeft({ home, group: child.pid, folder: cwd });
    const result = { ...ended, wallMs, temporary: readdirSync(temporary), processes };
    for (const pid of processes) endQuietly(pid);
    return result;
  } finally {
    rmSync(world, { recursive: true, force: true, maxRetries: 3 });
  }
}

function untilEnd(child, limitMs) {
  const chunks = { stdout: [], stderr: [] };
  for (const stream of ['stdout', 'stderr']) child[stream].on('data', (data) => chunks[stream].push(data));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endQuietly(-child.pid);
    for (const stream of ['stdout', 'stderr']) child[stream].destroy();
  }, limitMs);
  return new Promise((resolve, reject) =>
    child.once('error', reject).once('close', (code, signal) => {
      clearTimeout(timer);
      const [stdout, stderr] = [chunks.stdout, chunks.stderr].map((parts) => Buffer.concat(parts).toString());
      resolve({ code, signal, timedOut, stdout, stderr });
    }),
  );
}

function endQuietly(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
