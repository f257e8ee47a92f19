import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFiles } from './compile-files.ts';
import type { Compiling, Files } from './programs-of.ts';

const ROOT = join(import.meta.dirname, '../../fixtures/hazards/threads');
const DRIVER = join(import.meta.dirname, 'drive-entry.mjs');
/** Of an unsettled top-level await. */
const UNSETTLED = 13;

/** One side of a `case.json`: how it boots, and how a call after that ends. */
export interface ThreadSide {
  readonly entry: string;
  /** `ok`, `ReferenceError in a.mjs`, an error code of Node, `deadlock`, `abort`. */
  readonly boot: string;
  /** Events that the boot registers listeners for. */
  readonly registers?: readonly string[];
  readonly call?: { readonly name: string; readonly ends: string; readonly registers?: readonly string[] };
}

export interface Thread {
  readonly name: string;
  readonly purpose: string;
  readonly side: 'before' | 'after';
  readonly declared: ThreadSide;
  readonly files: Files;
  readonly folder: string;
  readonly compiling: Compiling;
}

/** How one step ended, and the events that got their first listener in it. */
export interface Ended {
  readonly ends: string;
  readonly registers: readonly string[];
}

/** Both sides of every thread under fixtures/hazards/threads. */
export function readThreads(): Thread[] {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((item) => item.isDirectory());
  return folders.flatMap(({ name }) => {
    const given = JSON.parse(readFileSync(join(ROOT, name, 'case.json'), 'utf8')) as Pick<Thread, 'purpose'> &
      Record<Thread['side'], ThreadSide>;
    return (['before', 'after'] as const).map((side) => {
      const folder = join(ROOT, name, side);
      const { purpose } = given;
      return { name, purpose, side, declared: given[side], folder, ...readProject(folder) };
    });
  });
}

function readProject(folder: string): Pick<Thread, 'files' | 'compiling'> {
  const names = readdirSync(folder);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const code = names.filter((name) => !name.endsWith('.json'));
  const settings = names.includes('tsconfig.json')
    ? (JSON.parse(read('tsconfig.json')) as { compilerOptions: Record<string, unknown> }).compilerOptions
    : {};
  return {
    files: Object.fromEntries(code.map((name) => [name, read(name)])),
    compiling: {
      module: settings['module'] === 'commonjs' ? 'commonjs' : 'esm',
      decoratorMetadata: settings['emitDecoratorMetadata'] === true,
    },
  };
}

/**
 * Boots a side in a process of its own, compiled in a copy where it is TypeScript, and calls what is to be called.
 *
 * @returns one end a step; what comes after an end of the whole process is missing
 */
export async function runThread({ folder, files, compiling, declared }: Thread): Promise<Ended[]> {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'thread-')));
  try {
    cpSync(folder, copy, { recursive: true });
    for (const [name, text] of Object.entries(compileFiles(files, compiling)))
      writeFileSync(join(copy, name), text);
    const entry = declared.entry.replace(/\.ts$/, '.js');
    const { stdout, status } = await execute(
      [copy.replaceAll('\\', '/'), entry, declared.call?.name ?? []].flat(),
    );
    const steps = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Ended);
    if (status !== 0) steps.push({ ends: status === UNSETTLED ? 'deadlock' : 'abort', registers: [] });
    return steps.map((step) => ({ ...step, ends: asSource(step.ends, files) }));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Names a compiled file by its source. */
function asSource(ends: string, files: Files): string {
  const source = ends.replace(/\.js$/, '.ts');
  return Object.keys(files).some((name) => source.endsWith(` in ${name}`)) ? source : ends;
}

/** @returns a status of null where a signal ended the process */
function execute(args: string[]): Promise<{ stdout: string; status: number | null }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['--no-warnings', DRIVER, ...args],
      { timeout: 30_000 },
      (_error, stdout) => resolve({ stdout, status: child.exitCode }),
    );
  });
}
