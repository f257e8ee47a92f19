/**
 * Measures what each dependency of a program keeps in memory: loads them one after the other, as their importers would,
 * with garbage collected before and after. Runs as the main script of a process of its own; MemoryJobs come as JSON on
 * standard input, MemoryMessages go out on descriptor 3, one a line.
 */
import { readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Script, constants, runInNewContext } from 'node:vm';
import type { MemoryJob, MemoryMessage } from '../memory-protocol.ts';

/** Collections until what is in use no longer falls; more only if finalizers go on freeing. */
const MOST_COLLECTIONS = 10;
const STABLE_BYTES = 1024;

const { exit, memoryUsage } = process;
const nextTurn = setImmediate;
const collect = exposeCollector();

function exposeCollector(): () => void {
  // Or code that is not run again is thrown away by one of our collections, for the next dependency to show.
  setFlagsFromString('--no-flush-bytecode');
  // Whether a function gets hot enough to be optimised, and when that is done, differs from run to run.
  setFlagsFromString('--no-opt');
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

interface Memory {
  readonly heapUsed: number;
  /** Buffers included. */
  readonly external: number;
}

async function settledMemory(): Promise<Memory> {
  let before = Infinity;
  for (let round = 0; round < MOST_COLLECTIONS; round++) {
    await new Promise<void>((resolve) => nextTurn(resolve));
    collect();
    const { heapUsed } = memoryUsage();
    if (round > 1 && before - heapUsed < STABLE_BYTES) break;
    before = heapUsed;
  }
  return memoryUsage();
}

async function load({ importer, specifier, how }: MemoryJob): Promise<unknown> {
  if (how === 'require') return createRequire(importer)(specifier) as unknown;
  // A script called as the importer resolves as the importer does.
  const script = new Script(`import(${JSON.stringify(specifier)})`, {
    filename: importer,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return script.runInThisContext() as Promise<unknown>;
}

function send(message: MemoryMessage): void {
  writeSync(3, `${JSON.stringify(message)}\n`);
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? '').slice(0, 300);
}

/** What the loaders need themselves belongs to nobody: the one of ES modules takes apart a CommonJS one, this file. */
async function warmUp(): Promise<void> {
  const importer = process.execPath;
  await load({ importer, specifier: 'data:text/javascript,', how: 'import' });
  await load({ importer, specifier: pathToFileURL(script).href, how: 'import' });
  await load({ importer, specifier: script, how: 'require' });
}

async function measure(jobs: readonly MemoryJob[]): Promise<void> {
  await warmUp();
  for (const [index, job] of jobs.entries()) {
    const before = await settledMemory();
    send({ index });
    try {
      kept.push(await load(job));
    } catch (error) {
      send({ index, problem: reasonOf(error) });
      continue;
    }
    const after = await settledMemory();
    const heapBytes = after.heapUsed - before.heapUsed;
    send({ index, heapBytes, externalBytes: after.external - before.external });
  }
}

/** What was loaded, so that none of it is collected. */
const kept: unknown[] = [];

const script = process.argv[1] ?? '';
// Evaluated once more by the warm-up, it has nothing to do.
if (script !== '') {
  process.argv.length = 1;
  // What a module does wrong later must not be taken for a fault of the next one.
  process.on('uncaughtException', () => {});
  process.on('unhandledRejection', () => {});
  void measure(JSON.parse(readFileSync(0, 'utf8')) as MemoryJob[]).finally(() => exit(0));
}
