import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { EntryConfig } from '../../src/model/config.ts';
import { analyse, type Analysis } from '../../src/pipeline.ts';
import { TargetError, UsageError, type ErrorDetail } from '../../src/errors.ts';

function entry(file: string, more: Partial<EntryConfig> = {}): EntryConfig {
  return { name: file, file, conditions: [], budget: { needsBoot: [] }, preloads: [], boot: {}, ...more };
}

function run(
  files: Readonly<Record<string, string | object>>,
  entries: readonly EntryConfig[],
): Promise<Analysis> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pipeline-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return analyse({ root, entries, cache: undefined, onModule: () => undefined });
}

async function failure(
  kind: typeof UsageError | typeof TargetError,
  promise: Promise<unknown>,
): Promise<ErrorDetail> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(kind);
  return (error as UsageError).detail;
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
