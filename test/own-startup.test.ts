import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../src/model/report.ts';

const ROOT = realpathSync(join(import.meta.dirname, '..'));
const BIN = join(ROOT, 'bin', 'import-budget.js');

if (!existsSync(join(ROOT, 'dist', 'cli.js')))
  throw new Error('There is no dist/cli.js: run `npm run build` before this test.');

/** What `import-budget --version` may load. A file more is paid for by every run of every command. */
const EXPECTED = [
  'bin/import-budget.js',
  'dist/chunks/errors.js',
  'dist/cli.js',
  'node_modules/commander/esm.mjs',
  'node_modules/commander/index.js',
  'node_modules/commander/lib/argument.js',
  'node_modules/commander/lib/command.js',
  'node_modules/commander/lib/error.js',
  'node_modules/commander/lib/help.js',
  'node_modules/commander/lib/option.js',
  'node_modules/commander/lib/suggestSimilar.js',
];

interface Run {
  readonly stdout: string;
  readonly stderr: string;
  /** Root-relative paths of every script whose top level ran, sorted; what V8's own coverage says. */
  readonly loaded: string[];
}

async function observe(...args: string[]): Promise<Run> {
  const out = mkdtempSync(join(tmpdir(), 'own-startup-'));
  try {
    const env = { PATH: process.env['PATH'], NODE_V8_COVERAGE: out };
    const texts = await new Promise<Omit<Run, 'loaded'>>((resolve) => {
      execFile(
        process.execPath,
        [BIN, ...args],
        { cwd: ROOT, env, maxBuffer: 2 ** 26 },
        (_error, stdout, stderr) => resolve({ stdout, stderr }),
      );
    });
    const urls = readdirSync(out).flatMap((name) => {
      const { result } = JSON.parse(readFileSync(join(out, name), 'utf8')) as { result: { url: string }[] };
      return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
    });
    const loaded = [...new Set(urls)].map((url) => relative(ROOT, fileURLToPath(url)).replaceAll('\\', '/'));
    return { ...texts, loaded: loaded.toSorted() };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Both directions apart, so that a failure reads as what to do. */
function difference(found: readonly string[], expected: readonly string[]) {
  return {
    'not loaded': expected.filter((file) => !found.includes(file)),
    'unexpectedly loaded': found.filter((file) => !expected.includes(file)),
  };
}

const SAME = { 'not loaded': [], 'unexpectedly loaded': [] };

describe('import-budget --version', () => {
  let version: Run;
  let report: Report;

  beforeAll(async () => {
    const args = ['graph', '--json', '--no-cache', '--root', '.', '--entry', 'bin/import-budget.js'];
    const [first, second] = await Promise.all([observe('--version'), observe(...args)]);
    version = first;
    report = JSON.parse(second.stdout) as Report;
  });

  it('works', () => {
    const { version: expected } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect([version.stdout, version.stderr]).toEqual([`${expected}\n`, '']);
  });

  it('loads exactly these files', () => {
    expect(difference(version.loaded, EXPECTED)).toEqual(SAME);
    expect(version.loaded.length).toBeLessThanOrEqual(12);
  });

  it('is what our own graph says, statically', () => {
    const { eager, conditional } = report.entries[0]!.startup;
    const files = (ids: readonly string[]) => ids.filter((id) => !id.startsWith('node:'));
    expect(difference(version.loaded, files(eager))).toEqual(SAME);
    expect(files(conditional)).toEqual([]);
  });
});
