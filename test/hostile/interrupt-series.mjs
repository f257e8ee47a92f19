// Commands that are interrupted at a random moment, one after the other, in one project and on one cache.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { COMMANDS, contentOf, layOutProject } from './interrupt-project.mjs';
import { processesLeft } from './witness.mjs';

const PROGRAM = fileURLToPath(new URL('../../bin/import-budget.js', import.meta.url));
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 };
/** What this machine is too noisy for may be inconclusive. */
const INCONCLUSIVE = 3;
/** A run that was told to end and does not is a failure. */
const LIMIT_MS = 60_000;
/** What was killed last may need a moment to be gone. */
const SETTLE_MS = 3000;
const DRAFT = /\/\.import-budget-\d+-[a-z0-9]+\.tmp$/;

/**
 * @param how runs; seed; tell, called with one line a run; only: the command to take, by its first words
 * @returns runs made with the problems of each, and how many of them ended by the signal
 */
export async function interruptSeries({ runs, seed, tell = () => {}, only = '' }) {
  const world = realpathSync(mkdtempSync(join(tmpdir(), 'interrupts-')));
  const [home, temporary, cache] = ['home', 'tmp', 'cache'].map((name) => join(world, name));
  const folder = join(world, 'project');
  for (const made of [home, temporary, cache]) mkdirSync(made);
  const series = new Series({ home, temporary, cache, folder });
  const random = randomOf(seed);
  const made = [];
  try {
    const commands = COMMANDS.filter(({ args }) => args.join(' ').startsWith(only));
    for (let at = 0; at < runs; at++) {
      // All in turn: the chance is for the moment.
      const command = commands[at % commands.length];
      const signal = Object.keys(SIGNALS)[Math.floor(random() * 3)];
      const result = await series.interrupt(command, { signal, part: random(), isTwice: random() < 0.2 });
      made.push(result);
      tell(result);
    }
    return made;
  } finally {
    rmSync(world, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Series {
  /** How commands end that nobody interrupts, by their words. */
  finished = new Map();
  /** What a run without cache reports, by the content of the project. */
  fresh = new Map();

  constructor(places) {
    this.places = places;
  }

  /** One interrupted run, and what is wrong with it. */
  async interrupt({ args, writes }, { signal, part, isTwice }) {
    const { folder, home, temporary } = this.places;
    const name = args.join(' ');
    const whole = await this.uninterrupted(args, writes);
    layOutProject(folder);
    const before = contentOf(folder);
    const afterMs = Math.round(part * whole.wallMs);
    const child = this.start(args);
    const told = (async () => {
      await sleep(afterMs);
      child.process.kill(signal);
      if (isTwice) await sleep(300);
      if (isTwice) child.process.kill(signal);
    })();
    const ended = await child.ended;
    await told;
    const problems = [];
    const code = ended.code ?? (ended.signal === null ? null : SIGNALS[ended.signal]);
    if (![whole.code, INCONCLUSIVE, SIGNALS[signal]].includes(code))
      problems.push(`code ${code}, ${ended.signal}: ${ended.stderr} ${ended.stdout.slice(0, 500)}`);
    const left = await untilGone(() => processesLeft({ home, group: child.process.pid, folder }));
    if (left.length > 0) problems.push(`processes left: ${left.join(' ')}`);
    const files = readdirSync(temporary);
    if (signal !== 'SIGKILL' && files.length > 0) problems.push(`left behind: ${files.join(' ')}`);
    const found = JSON.parse(contentOf(folder));
    const after = JSON.stringify(found.filter(([path]) => signal !== 'SIGKILL' || !DRAFT.test(`/${path}`)));
    const state = after === before ? 'before' : after === whole.content ? 'finished' : 'neither';
    const isReport = args.includes('--output') && state === 'neither';
    if (isReport) problems.push(...reportProblems(found));
    else if (state === 'neither')
      problems.push(`files changed by half: ${difference(JSON.parse(before), JSON.parse(after))}`);
    problems.push(...(await this.nextRuns(files.length > 0)));
    for (const pid of left) endQuietly(pid);
    return {
      name,
      signal,
      isTwice,
      afterMs,
      code,
      state,
      drafts: found.length - JSON.parse(after).length,
      problems,
    };
  }

  /** What the runs after an interrupted one find wrong. */
  async nextRuns(isToBeSwept) {
    const { folder, temporary, cache } = this.places;
    const problems = [];
    const content = contentOf(folder);
    const next = await this.run(['graph', '--json']);
    if (!this.fresh.has(content)) this.fresh.set(content, await this.run(['graph', '--json', '--no-cache']));
    const fresh = this.fresh.get(content);
    if (next.code !== 0 || next.stdout !== fresh.stdout)
      problems.push(`the next run: code ${next.code}, ${next.stderr}${next.stdout.slice(0, 300)}`);
    if (isToBeSwept) {
      age(temporary);
      const swept = await this.run([
        'boot',
        'main',
        '--runs',
        '1',
        '--probed-runs',
        '1',
        '--no-registrations',
      ]);
      const files = readdirSync(temporary);
      if (swept.code !== 0) problems.push(`the next boot: code ${swept.code}, ${swept.stderr}`);
      if (files.length > 0) problems.push(`left by the next boot: ${files.join(' ')}`);
    }
    const drafts = readdirSync(cache).filter((file) => DRAFT.test(`/${file}`));
    if (drafts.length > 0) {
      age(cache);
      await this.run(['graph']);
      const still = readdirSync(cache).filter((file) => drafts.includes(file));
      if (still.length > 0) problems.push(`left in the cache: ${still.join(' ')}`);
    }
    return problems;
  }

  async uninterrupted(args, writes) {
    const key = args.join(' ');
    if (!this.finished.has(key)) {
      const { folder } = this.places;
      layOutProject(folder);
      const before = contentOf(folder);
      const ended = await this.run(args);
      const content = contentOf(folder);
      // An interrupt that has nothing to interrupt would prove nothing.
      if (![0, INCONCLUSIVE].includes(ended.code) || (content !== before) !== writes)
        throw new Error(
          `${key} by itself: code ${ended.code}, ${ended.stderr}${ended.stdout.slice(0, 2000)}`,
        );
      this.finished.set(key, { ...ended, content });
    }
    return this.finished.get(key);
  }

  async run(args) {
    const startedMs = performance.now();
    const ended = await this.start(args).ended;
    return { ...ended, wallMs: performance.now() - startedMs };
  }

  start(args) {
    const { home, temporary, cache, folder } = this.places;
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: temporary, IMPORT_BUDGET_CACHE_DIR: cache },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].on('data', (bytes) => (text[name] += bytes));
    const timer = setTimeout(() => endQuietly(child.pid), LIMIT_MS);
    const ended = new Promise((resolve) =>
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        // What a run leaves may hold its output for ever.
        const done = () => resolve({ code, signal, ...text });
        const limit = setTimeout(done, SETTLE_MS);
        child.once('close', () => {
          clearTimeout(limit);
          done();
        });
      }),
    );
    return { process: child, ended };
  }
}

/** A report is the old one, none, or a whole new one. */
function reportProblems(found) {
  const text = found.find(([path]) => path === 'report.json')?.[1];
  try {
    return JSON.parse(text).entries.length > 0 ? [] : ['a report without entries'];
  } catch {
    return [`half a report: ${String(text).slice(0, 100)}`];
  }
}

function difference(before, after) {
  const old = new Map(before);
  const changed = after.filter(([path, text]) => old.get(path) !== text).map(([path]) => path);
  return changed.join(' ');
}

async function untilGone(look) {
  const until = performance.now() + SETTLE_MS;
  while (look().length > 0 && performance.now() < until) await sleep(50);
  return look();
}

/** As if a quarter of an hour had gone by. */
function age(folder) {
  const then = Date.now() / 1000 - 900;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), then, then);
}

function endQuietly(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
