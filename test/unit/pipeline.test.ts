import { mkdirSync, mkdtempSync, realpathSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EntryConfig } from '../../src/model/config.ts';
import { analyse, type Analysis } from '../../src/pipeline.ts';
import { TargetError, UsageError, type ErrorDetail } from '../../src/errors.ts';

function entry(file: string, more: Partial<EntryConfig> = {}): EntryConfig {
  return { name: file, file, conditions: [], budget: {}, preloads: [], boot: {}, ...more };
}

/** Bytes; as a file with a hole in it, it takes no space on disk. */
const TOO_LARGE = 64_000_001;

/** Analyses entries of a project; files called large are larger than is parsed. */
function run(
  files: Readonly<Record<string, string | object>>,
  entries: readonly EntryConfig[],
): Promise<Analysis> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pipeline-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
    if (name.includes('large')) truncateSync(join(root, name), TOO_LARGE);
  }
  return analyse({ root, entries, cache: undefined, onModule: () => undefined });
}

async function failure(
  kind: typeof UsageError | typeof TargetError,
  promise: Promise<unknown>,
): Promise<ErrorDetail> {
  const error: unknown = await thrownBy(promise);
  expect(error).toBeInstanceOf(kind);
  return (error as UsageError).detail;
}

function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

/** Eager files of every entry, as `name: file file`. */
function eager({ groups }: Analysis): string[] {
  return groups.flatMap(({ built, entries }) =>
    entries.map(
      ({ name, sets }) =>
        `${name}: ${sets.eager
          .map((node) => built.graph.modules[node]!.id)
          .toSorted()
          .join(' ')}`,
    ),
  );
}

const FILES = {
  'a.mjs': "import './b.mjs';",
  'b.mjs': '',
  'hook.mjs': '',
  'broken.mjs': '\n let = = 1;',
  'x.css': '',
};
const hook = { specifier: './hook.mjs', how: 'import' } as const;

test('entries that start alike share one graph', async () => {
  const analysis = await run(FILES, [entry('a.mjs'), entry('b.mjs')]);
  expect(analysis.groups).toHaveLength(1);
  expect(eager(analysis)).toEqual(['a.mjs: a.mjs b.mjs', 'b.mjs: b.mjs']);
});

test('a preload belongs to the entry it was given for, though others import that entry or are the same file', async () => {
  const analysis = await run(FILES, [
    entry('b.mjs', { preloads: [hook] }),
    entry('a.mjs'),
    entry('b.mjs', { name: 'plain' }),
  ]);
  expect(eager(analysis).toSorted()).toEqual(['a.mjs: a.mjs b.mjs', 'b.mjs: b.mjs hook.mjs', 'plain: b.mjs']);
});

test('a preload that leads nowhere is a warning', async () => {
  const { notices } = await run(FILES, [
    entry('a.mjs', { preloads: [{ specifier: './no.mjs', how: 'require' }] }),
  ]);
  expect(notices).toMatchObject([{ code: 'unresolved', level: 'warning', at: { file: 'a.mjs' } }]);
});

test('conditions apart make graphs apart', async () => {
  const files = {
    'package.json': { imports: { '#x': { dev: './dev.mjs', default: './prod.mjs' } } },
    'a.mjs': "import '#x';",
    'dev.mjs': '',
    'prod.mjs': '',
  };
  const analysis = await run(files, [entry('a.mjs'), entry('a.mjs', { name: 'dev', conditions: ['dev'] })]);
  expect(eager(analysis)).toEqual(['a.mjs: a.mjs prod.mjs', 'dev: a.mjs dev.mjs']);
});

test('an entry that cannot be analysed is an error with its place; elsewhere it is a notice', async () => {
  expect(await failure(UsageError, run(FILES, [entry('gone.mjs')]))).toMatchObject({
    code: 'entry-not-found',
    at: { file: 'gone.mjs' },
  });
  expect(await failure(TargetError, run(FILES, [entry('x.css')]))).toMatchObject({
    code: 'nothing-analysed',
    at: { file: 'x.css' },
  });
  expect(await failure(TargetError, run(FILES, [entry('broken.mjs')]))).toMatchObject({
    code: 'entry-syntax-error',
    at: { file: 'broken.mjs', line: 2 },
  });
  const { notices } = await run({ ...FILES, 'a.mjs': "import './broken.mjs';" }, [entry('a.mjs')]);
  expect(notices).toMatchObject([{ code: 'syntax-error', at: { file: 'broken.mjs', line: 2 } }]);
});

test.each([
  ['large.js', /^entry 'large\.js' is too large to parse/],
  ['yarn.zip/large.js', /^entry 'yarn\.zip\/large\.js' lies inside a zip archive/],
  ['yarn.zip/node_modules/tool/gone.js', /lies inside a zip archive/],
])('the entry %s is refused: nothing was analysed', async (file, message) => {
  const files = { 'large.js': '', 'yarn.zip/large.js': '' };
  const detail = await failure(TargetError, run(files, [entry(file)]));
  expect(detail).toMatchObject({ code: 'nothing-analysed', at: { file } });
  expect(detail.message).toMatch(message);
});

test('elsewhere a file that is refused is a notice', async () => {
  const files = { 'a.mjs': "import './large.js'; import './yarn.zip/large.js';", 'large.js': '' };
  const { notices } = await run({ ...files, 'yarn.zip/large.js': '' }, [entry('a.mjs')]);
  expect(notices.map(({ code, at }) => [code, at?.file])).toEqual([
    ['unreadable', 'large.js'],
    ['archive', 'yarn.zip/large.js'],
  ]);
});

test('a failure carries the notices of what was analysed before', async () => {
  const files = { ...FILES, 'lost.mjs': "import './gone.mjs'; import './broken.mjs';" };
  const entries = [entry('lost.mjs'), entry('gone.mjs', { conditions: ['dev'] })];
  const error = await thrownBy(run(files, entries));
  expect((error as UsageError).detail.code).toBe('entry-not-found');
  expect((error as UsageError).notices.map(({ code, at }) => [code, at?.file])).toEqual([
    ['syntax-error', 'broken.mjs'],
    ['unresolved', 'lost.mjs'],
  ]);
});
