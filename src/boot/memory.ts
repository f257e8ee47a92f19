import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { MemoryCost } from '../model/boot.ts';
import { toModuleId } from '../model/module-id.ts';
import { packageOfSpecifier } from '../model/package-name.ts';
import { killSystem, killTree } from './kill-tree.ts';
import { addLiveBoot } from './live-boots.ts';
import type { MemoryJob, MemoryMessage } from './memory-protocol.ts';
import { newTree } from './process-tree.ts';

export interface MemoryRequest {
  /** Node binary. */
  readonly node: string;
  /** Absolute path; also the folder the process runs in. */
  readonly root: string;
  /** Imports of packages by the program, in the order they were first loaded. */
  readonly dependencies: readonly MemoryJob[];
  /** All of it. */
  readonly env: NodeJS.ProcessEnv;
  /** For each dependency to load. */
  readonly timeoutMs: number;
  /** Folder of the code that runs in child processes, absolute. */
  readonly code: string;
  /** Ends the measuring; what is not measured then says so. */
  readonly signal?: AbortSignal;
}

/** A program whose dependencies do nothing but end the process is not worth more. */
const MOST_RESTARTS = 8;

/**
 * Measures what each dependency keeps in memory, those before it already loaded, in a process of its own. One that
 * ends the process or does not come back is left out, and the others are loaded again.
 *
 * @returns one item a dependency, in their order; never rejects for what a dependency does
 */
export async function measureMemory(request: MemoryRequest): Promise<MemoryCost[]> {
  const { dependencies, root } = request;
  const known = new Map<MemoryJob, Found>();
  let left = dependencies;
  let problem = 'other dependencies ended the process before it';
  for (let restarts = 0; restarts <= MOST_RESTARTS && left.some((job) => !known.has(job)); restarts++) {
    const jobs = left;
    const { messages, failure } = await measureOnce(request, jobs);
    for (const { index, ...found } of messages) setOnce(known, jobs[index], found);
    if (failure === null) break;
    const culprit = failure.index === null ? undefined : jobs[failure.index];
    if (culprit === undefined) problem = failure.problem;
    if (culprit === undefined) break;
    setOnce(known, culprit, { problem: failure.problem });
    left = jobs.filter((job) => job !== culprit);
  }
  return dependencies.map((job) => toCost(job, known.get(job) ?? { problem }, root));
}

type Found = Omit<MemoryMessage, 'index'>;

/** What was measured with all others still there counts. */
function setOnce(known: Map<MemoryJob, Found>, job: MemoryJob | undefined, found: Found): void {
  if (job !== undefined && !known.has(job)) known.set(job, found);
}

function toCost(job: MemoryJob, found: Found, root: string): MemoryCost {
  return {
    specifier: job.specifier,
    importer: toModuleId(job.importer, root),
    package: packageOfSpecifier(job.specifier),
    heapBytes: found.heapBytes ?? null,
    externalBytes: found.externalBytes ?? null,
    ...(found.problem === undefined ? {} : { problem: found.problem }),
  };
}

interface MemoryRun {
  /** How jobs ended. */
  readonly messages: readonly MemoryMessage[];
  /** How the run ended before all were measured, and the job that did it; null where none had been started. */
  readonly failure: { readonly index: number | null; readonly problem: string } | null;
}

async function measureOnce(request: MemoryRequest, jobs: readonly MemoryJob[]): Promise<MemoryRun> {
  const child = start(request);
  if (child.pid === undefined)
    return { messages: [], failure: { index: null, problem: await startError(child) } };
  // It has no run folder, but a mark as good.
  const { mark } = child;
  const tree = { ...newTree(child.pid, mark, process.platform), mark };
  const forget = addLiveBoot(tree);
  child.once('exit', () => {
    tree.rootEnded = true;
  });
  try {
    return await follow(child, jobs, request);
  } finally {
    await killTree(killSystem(tree, process.platform), [{ signal: 'SIGKILL', waitMs: 2000 }]);
    forget();
    for (const stream of child.stdio) stream?.destroy();
  }
}

/** In the environment of the process and of all it starts, so that they are found. */
const MARK = 'IMPORT_BUDGET_MEMORY';

function start({ node, root, env, code }: MemoryRequest): ChildProcess & { mark: string } {
  const mark = `import-budget-memory-${randomUUID()}`;
  const child = spawn(node, [join(code, 'memory.cjs')], {
    cwd: root,
    env: { ...env, [MARK]: mark },
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  return Object.assign(child, { mark });
}

function startError(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(`Node was not started: ${error.message}`));
  });
}

/** Collects messages until the process ends, or one job takes too long. */
function follow(
  child: ChildProcess,
  jobs: readonly MemoryJob[],
  { timeoutMs, signal }: MemoryRequest,
): Promise<MemoryRun> {
  const messages: MemoryMessage[] = [];
  let index: number | null = null;
  return new Promise((resolve) => {
    const lines = createInterface({ input: child.stdio[3] as Readable });
    const end = (problem: string): void => {
      clearTimeout(timer);
      lines.removeAllListeners('line');
      signal?.removeEventListener('abort', interrupt);
      resolve({ messages, failure: messages.length === jobs.length ? null : { index, problem } });
    };
    const interrupt = (): void => {
      index = null;
      end('interrupted');
    };
    const tooLong = (): void => end(`it was not loaded after ${timeoutMs} ms`);
    let timer = setTimeout(tooLong, timeoutMs);
    if (signal?.aborted === true) return interrupt();
    signal?.addEventListener('abort', interrupt);
    lines.on('line', (line) => {
      const message = messageIn(line);
      if (message === null) return;
      if (message.heapBytes !== undefined || message.problem !== undefined) messages.push(message);
      index = message.index;
      clearTimeout(timer);
      timer = setTimeout(tooLong, timeoutMs);
    });
    child.once('close', (code, killed) => end(endOf(killed ?? `exit code ${code}`, index)));
    sendJobs(child.stdin as Writable, jobs);
  });
}

/** A dependency may write to any descriptor it likes: null for what is none of our messages. */
function messageIn(line: string): MemoryMessage | null {
  try {
    const found = JSON.parse(line) as Partial<MemoryMessage> | null;
    return typeof found?.index === 'number' ? (found as MemoryMessage) : null;
  } catch {
    return null;
  }
}

function endOf(how: string, index: number | null): string {
  return index === null
    ? `the measuring process did not start (${how})`
    : `the process ended while it was loaded (${how})`;
}

function sendJobs(input: Writable, jobs: readonly MemoryJob[]): void {
  // The process may have ended without reading.
  input.on('error', () => {});
  input.end(JSON.stringify(jobs));
}
