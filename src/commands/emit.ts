import { posix } from 'node:path';
import { readText } from '../io/files.ts';
import type { EntryConfig } from '../model/config.ts';
import type { SourceModule } from '../model/loading.ts';
import type { Emit } from '../model/program.ts';

/** What turns TypeScript into what Node runs: tsc, a compiler that works file by file, or Node itself. */
export type Compiler = 'tsc' | 'esbuild' | 'node';

const LIKE_ESBUILD = /(^|[\s/@=])(tsx|esbuild|esbuild-register|esbuild-runner|swc|swc-node|jiti|sucrase)\b/;
const LIKE_TSC = /(^|[\s/@=])(ts-node|ts-node-dev)\b/;

/**
 * The compiler that the command of an entry names; where it names none, tsc for a project that has settings for it.
 *
 * @param compiled the tsconfig of the entry's file says which modules to make
 */
export function compilerOf(
  entry: Pick<EntryConfig, 'boot' | 'preloads' | 'file'>,
  compiled: boolean,
): Compiler {
  const run = (entry.boot['run'] as readonly string[] | undefined) ?? [];
  const words = [...run, ...entry.preloads.map(({ specifier }) => specifier)].join(' ');
  if (LIKE_ESBUILD.test(words)) return 'esbuild';
  if (LIKE_TSC.test(words)) return 'tsc';
  return run.some((word) => /\.[cm]?tsx?$/i.test(word)) || !compiled ? 'node' : 'tsc';
}

/**
 * How a file reaches Node.
 *
 * @param inPlace the project's tsc exports functions where they are declared
 */
export function emitOf({ record, importer }: SourceModule, compiler: Compiler, inPlace: boolean): Emit {
  if (record.format === 'esm') return 'esm';
  if (!importer.importsBecomeRequire) return 'cjs';
  if (!importer.typescript || compiler === 'esbuild') return 'esbuild';
  // Node looks at package.json and the syntax alone.
  if (compiler === 'node') return 'esm';
  return inPlace ? 'tsc-in-place' : 'tsc';
}

/** Whether the TypeScript that is installed for a folder is older than 5.5. */
export function exportsInPlace(root: string): boolean {
  for (let folder = root; ; folder = posix.dirname(folder)) {
    const text = readText(`${folder}/node_modules/typescript/package.json`);
    const version = text === null ? null : /"version"\s*:\s*"(\d+)\.(\d+)/.exec(text);
    if (version !== null) return Number(version[1]) < 5 || (version[1] === '5' && Number(version[2]) < 5);
    if (folder === posix.dirname(folder)) return false;
  }
}
