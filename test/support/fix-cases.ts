import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import type { CutRequest } from '../../src/codemod/written-cut.ts';
import { tempFolder } from './temp-folder.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const FOLDER = join(PROJECT, 'fixtures', 'cuts', 'fix');

/** A project before and after its fix, with the cuts in between. */
export interface FixCase {
  readonly name: string;
  readonly folder: string;
  /** What Node starts, once it is compiled. */
  readonly run: string;
  readonly typescript?: true;
  readonly cuts: readonly Omit<CutRequest, 'text'>[];
}

export const FIX_CASES: readonly FixCase[] = readdirSync(FOLDER).map((name) => {
  const folder = join(FOLDER, name);
  return { name, folder, ...JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) } as FixCase;
});

/** Copies one side of a case away and compiles it where it is TypeScript; its errors, as tsc words them. */
export function layOutSide(
  { folder, typescript }: FixCase,
  side: 'before' | 'after',
): {
  readonly folder: string;
  readonly errors: readonly string[];
} {
  const copy = tempFolder();
  cpSync(join(folder, side), copy, { recursive: true });
  return { folder: copy, errors: typescript ? compile(copy) : [] };
}

function compile(folder: string): string[] {
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const options = { ...parsed.options, typeRoots: [join(PROJECT, 'node_modules', '@types')] };
  const program = ts.createProgram(parsed.fileNames, options);
  const problems = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  return problems.map(({ file, messageText }) => {
    return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/** Runs a program with the Node of the tests. */
export function outputOf(
  folder: string,
  file: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    // Node 20 warns that JSON modules and require() of ES modules are experimental.
    execFile(
      process.execPath,
      ['--no-warnings', join(folder, file)],
      { timeout: 30_000 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
      },
    );
  });
}
