// How the benchmarks boot programs with import-budget itself: the built program, as a user would.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../bin/import-budget.js', import.meta.url));

/**
 * Runs `import-budget boot --json …` to its end.
 *
 * @param args further arguments: flags, then entries or `--` and a command
 * @param options cwd; env, added to a small one of its own; limitMs, after which it is killed; prefix, words before the
 *   command; uid to run as
 * @returns pid, home (its HOME, gone by then), code, signal, timedOut, wallMs, stdout, stderr, json (undefined where stdout holds none)
 */
export async function bootJson(args, { cwd, env = {}, limitMs = 300_000, prefix = [], uid }) {
  if (!existsSync(fileURLToPath(new URL('../dist/cli.js', import.meta.url))))
    throw new Error('dist/cli.js is missing: run `npm run build` first');
  const home = mkdtempSync(join(tmpdir(), 'bench-home-'));
  const [program, ...words] = [...prefix, process.execPath, PROGRAM, 'boot', '--json', ...args];
  const started = performance.now();
  try {
    const child = spawn(program, words, {
      cwd,
      env: { PATH: process.env.PATH, HOME: home, TERM: 'dumb', LANG: 'C.UTF-8', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...(uid !== undefined && { uid, gid: uid }),
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      process.kill(-child.pid, 'SIGKILL');
    }, limitMs);
    const chunks = { stdout: [], stderr: [] };
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (data) => chunks[stream].push(data));
    const { code, signal } = await new Promise((resolve, reject) =>
      child.once('error', reject).once('close', (code, signal) => resolve({ code, signal })),
    );
    clearTimeout(timer);
    const stdout = Buffer.concat(chunks.stdout).toString();
    const stderr = Buffer.concat(chunks.stderr).toString();
    const wallMs = performance.now() - started;
    return { pid: child.pid, home, code, signal, timedOut, wallMs, stdout, stderr, json: parsed(stdout) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Words that start a command without any network but its own loopback; none where that is not allowed here. */
export function offlinePrefix() {
  const words = [
    'unshare',
    '-n',
    'sh',
    '-c',
    'ip link set lo up 2>/dev/null || ifconfig lo up; exec "$@"',
    'sh',
  ];
  const [program, ...rest] = words;
  return spawnSync(program, [...rest, 'true']).status === 0 ? words : [];
}

/** Files of a boot as the report names them: relative to the root, without builtins and what is no file. */
export function filesOf(trace) {
  return trace.modules
    .filter(({ origin }) => origin === 'project' || origin === 'package')
    .map(({ id }) => id);
}
