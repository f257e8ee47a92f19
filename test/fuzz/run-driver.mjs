// Bundles the driver and runs it in a process of its own.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** An input that nothing has come of for so long hangs the tool. */
const HANGS_AFTER_MS = 120_000;

/**
 * Feeds mutated input to every stage.
 *
 * @param options runs, over all targets together; seed; only, parts of names of targets
 * @param onResult called with what came of each target
 * @returns results: target, runs, seed, cpuMs, slowest (ms, input), and failure (error, path, input) where there is one
 */
export async function runDriver({ runs, seed, only = [] }, onResult = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-driver-'));
  // Packages are found from here, and the page of dist by a path as long as that of src.
  const top = join(PROJECT, 'node_modules', `.fuzz-${process.pid}`);
  const built = join(top, 'src');
  mkdirSync(built, { recursive: true });
  try {
    const script = await bundle(built);
    return await drive(script, { folder, words: [String(runs), String(seed), ...only] }, onResult);
  } finally {
    for (const path of [folder, top]) rmSync(path, { recursive: true, force: true });
  }
}

async function bundle(folder) {
  const build = await rolldown({
    input: join(PROJECT, 'test/fuzz/drive.ts'),
    platform: 'node',
    external: (id) => !/^[./]|^[A-Z]:/.test(id),
    logLevel: 'silent',
  });
  await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: 'drive.mjs',
    chunkFileNames: '[name]-[hash].mjs',
    sourcemap: true,
  });
  await build.close();
  return join(folder, 'drive.mjs');
}

async function drive(script, { folder, words }, onResult) {
  const args = [
    '--enable-source-maps',
    '--stack-trace-limit=30',
    script,
    folder,
    join(PROJECT, 'fixtures'),
    ...words,
  ];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const results = [];
  let stderr = '';
  child.stderr.on('data', (data) => (stderr = `${stderr}${data}`.slice(-4_000)));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const result = JSON.parse(line);
    results.push(result);
    onResult(result);
  });
  const input = join(folder, 'input.json');
  let hung = false;
  const watch = setInterval(() => {
    const since = statSync(input, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - since > HANGS_AFTER_MS) hung = child.kill('SIGKILL');
  }, 5_000);
  const { code, signal } = await new Promise((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal })),
  );
  clearInterval(watch);
  if (code === 0) return results;
  const error = hung
    ? `no end after ${HANGS_AFTER_MS / 1000} s`
    : `the process ended with ${signal ?? code}: ${stderr}`;
  const died = diedOf(error, input);
  onResult(died);
  return [...results, died];
}

/** What the driver was fed last, where it came so far. */
function diedOf(error, file) {
  const last = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { target: 'the driver', seed: null, input: 'none' };
  const failure = { error, path: null, input: last.input };
  return { target: last.target, runs: 0, seed: last.seed, cpuMs: 0, slowest: null, failure };
}
