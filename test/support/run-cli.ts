import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { ErrorReport, Report } from '../../src/model/report.ts';
import { schemaProblems } from './json-schema.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
/** The launcher, as users start it. */
export const BIN = join(PROJECT, 'bin', 'import-budget.js');
const FIXTURES = join(PROJECT, 'fixtures', 'cli');

if (!existsSync(join(PROJECT, 'dist', 'cli.js')))
  throw new Error('There is no dist/cli.js: run `npm run build` before these tests.');

const base = realpathSync(mkdtempSync(join(tmpdir(), 'import-budget-cli-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let folders = 0;

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** Default: the system's temporary folder, where there is no project. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** User to run as, where the tests run as root. */
  readonly uid?: number;
}

/** Runs the built command line in a process of its own; its environment is empty but for what it needs. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const { cwd = base, env = {}, uid } = options;
  const all = { PATH: process.env['PATH'], HOME: base, IMPORT_BUDGET_CACHE_DIR: join(base, 'cache'), ...env };
  return new Promise((resolve) => {
    const settings = {
      cwd,
      env: all,
      timeout: 30_000,
      maxBuffer: 2 ** 26,
      ...(uid !== undefined && { uid }),
    };
    execFile(process.execPath, [BIN, ...args], settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, stdout, stderr });
    });
  });
}

/** Lays out files (by path; objects as JSON) in a new folder that goes away with the tests. */
export function layOut(files: Readonly<Record<string, string | object>>): string {
  const root = join(base, `project ${++folders}`);
  mkdirSync(root);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return root;
}

/** Absolute path of a project in fixtures/cli. */
export function fixture(leaf: string): string {
  return join(FIXTURES, leaf);
}

/** A copy of a project in fixtures/cli that may be written to. */
export function copyFixture(leaf: string): string {
  const root = join(base, `project ${++folders}`);
  cpSync(fixture(leaf), root, { recursive: true, verbatimSymlinks: true });
  return root;
}

/** What a run printed as JSON: exactly one object on stdout, as the published schema describes it. */
function jsonOf(run: CliRun): unknown {
  const value: unknown = JSON.parse(run.stdout);
  expect(schemaProblems('report', value)).toEqual([]);
  expect(run.stdout.endsWith('}\n')).toBe(true);
  return value;
}

/** The report of a run with `--json`. */
export function reportOf(run: CliRun): Report {
  const report = jsonOf(run) as Report & Partial<ErrorReport>;
  expect(report.error, run.stderr).toBeUndefined();
  return report;
}

/** The report of `graph --json` with further arguments. */
export async function graph(...args: string[]): Promise<Report> {
  return reportOf(await runCli(['graph', '--json', ...args]));
}

/** Files of an entry's startup, without packages and builtins. */
export function ownFiles(report: Report, at = 0): string[] {
  const { eager, conditional } = report.entries[at]!.startup;
  return [...eager, ...conditional].filter((id) => !/^node:|node_modules/.test(id)).toSorted();
}

/** The error of a run with `--json` that could not do what was asked. */
export function errorOf(run: CliRun): ErrorReport['error'] {
  return (jsonOf(run) as ErrorReport).error;
}

/** Fails where anything in a text looks like a stack trace or Node's own complaint. */
export function expectNoStackTrace(text: string): void {
  expect(text).not.toMatch(/^ {4}at |node:internal|Node\.js v\d|\bthrow\b/m);
}
