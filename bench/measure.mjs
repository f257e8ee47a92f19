// Runs one command to its end and says what it cost: CPU seconds, peak memory, wall seconds.
//
// CPU comes from the shell's `times`: the kernel's account (getrusage of waited-for children) of the command and of
// every process it started and waited for, whatever language it is written in. Node has no call for that.
// Bash counts in milliseconds, a plain sh often in hundredths.
// Memory: on Linux the kernel's own high-water mark (VmHWM) of each process, read every few milliseconds, and the
// largest sum of resident sizes seen over the processes alive together; elsewhere only that sum, from `ps`.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const LINUX = process.platform === 'linux';
const SHELL = spawnSync('bash', ['-c', ':']).status === 0 ? 'bash' : 'sh';
// Descriptor 3 carries the times and is kept from the command.
const SCRIPT = '"$@" 3>&-; code=$?; times >&3; exit $code';
const SAMPLE_MS = LINUX ? 10 : 50;

/** One line on how this machine is measured, for the head of a table. */
export const METHOD = `CPU: user + system of the process and its children (${SHELL} times); memory: ${
  LINUX ? 'VmHWM of each process / largest sum of VmRSS' : 'largest sum of RSS seen by ps'
}, sampled every ${SAMPLE_MS} ms`;

/**
 * @param command program and arguments
 * @param options cwd; env (added to this process's); outDir, an existing folder that receives `stdout` and `stderr`;
 *   timeoutSeconds
 * @returns code (null when killed), timedOut, cpuSeconds, wallSeconds, peakMib, stdout and stderr (paths)
 */
export async function measure(command, { cwd, env = {}, outDir, timeoutSeconds = 600 }) {
  const stdout = join(outDir, 'stdout');
  const stderr = join(outDir, 'stderr');
  const files = [openSync(stdout, 'w'), openSync(stderr, 'w')];
  const started = performance.now();
  // A group of its own, so that a timeout ends everything the command started and nothing else.
  const child = spawn(SHELL, ['-c', SCRIPT, SHELL, ...command], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', ...files, 'pipe'],
    detached: true,
  });
  const memory = watchMemory(child.pid);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    process.kill(-child.pid, 'SIGKILL');
  }, timeoutSeconds * 1000);
  // Ctrl-C does not reach the child's group by itself.
  const interrupted = () => {
    process.kill(-child.pid, 'SIGKILL');
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  let times = '';
  child.stdio[3].setEncoding('utf8').on('data', (text) => (times += text));
  try {
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    const wallSeconds = (performance.now() - started) / 1000;
    return {
      code,
      timedOut,
      cpuSeconds: childSeconds(times),
      wallSeconds,
      peakMib: memory() / 1024,
      stdout,
      stderr,
    };
  } finally {
    clearTimeout(timer);
    process.off('SIGINT', interrupted);
    memory();
    files.forEach(closeSync);
  }
}

/** Sum of the second line of `times`: user and system of the children, as `0m0.123s 0m0.045s`. NaN where there is none. */
function childSeconds(times) {
  const line = times.trim().split('\n')[1] ?? '';
  const parts = [...line.matchAll(/(\d+)m([\d.,]+)s/g)];
  if (parts.length !== 2) return Number.NaN;
  return parts.reduce(
    (sum, [, minutes, seconds]) => sum + minutes * 60 + Number(seconds.replace(',', '.')),
    0,
  );
}

/** Starts sampling below process `shell`; the returned function stops it and gives the peak in KiB. */
function watchMemory(shell) {
  let largestSum = 0;
  const highWater = new Map();
  const sample = () => {
    let sum = 0;
    for (const { pid, residentKib, peakKib } of LINUX ? procTree(shell) : psTree(shell)) {
      sum += residentKib;
      highWater.set(pid, Math.max(highWater.get(pid) ?? 0, peakKib));
    }
    largestSum = Math.max(largestSum, sum);
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return () => {
    clearInterval(timer);
    return Math.max(largestSum, ...highWater.values());
  };
}

/** Memory of all processes below `shell`, itself left out, from /proc. A process that ends meanwhile is skipped. */
function procTree(shell) {
  const found = [];
  const queue = childrenOf(shell);
  for (let pid = queue.pop(); pid !== undefined; pid = queue.pop()) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'latin1');
      const kib = (key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
      found.push({ pid, residentKib: kib('VmRSS'), peakKib: kib('VmHWM') });
      queue.push(...childrenOf(pid));
    } catch {
      continue;
    }
  }
  return found;
}

/** The kernel lists a child under the thread that forked it. */
function childrenOf(pid) {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').split(' ').filter(Boolean),
    );
  } catch {
    return [];
  }
}

/** The same from `ps`, which knows no high-water mark. */
function psTree(shell) {
  const { stdout } = spawnSync('ps', ['-axo', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  const rows = (stdout ?? '')
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = new Set([shell]);
  const found = [];
  // Parents come before their children often, not always: repeat until nothing is added.
  for (let grew = true; grew;) {
    grew = false;
    for (const [pid, parent, rss] of rows) {
      if (!below.has(parent) || below.has(pid)) continue;
      below.add(pid);
      found.push({ pid, residentKib: rss, peakKib: rss });
      grew = true;
    }
  }
  return found;
}
