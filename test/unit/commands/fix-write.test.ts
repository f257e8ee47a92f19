import { expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { FileChange } from '../../../src/commands/fix-changes.ts';
import { unlessAborted } from '../../../src/commands/fix-interrupted.ts';
import { writeAll, type FileWriter } from '../../../src/commands/fix-write.ts';

const CHANGES: FileChange[] = ['a', 'b', 'c'].map((name) => ({
  file: `src/${name}.js` as ModuleId,
  path: `/p/${name}`,
  before: name === 'b' ? null : `old ${name}`,
  after: `new ${name}`,
}));

/** A disk in memory that refuses texts. */
function disk(...refused: string[]): FileWriter & { files: Map<string, string> } {
  const files = new Map(CHANGES.flatMap(({ path, before }) => (before === null ? [] : [[path, before]])));
  return {
    files,
    replace(path, before, after) {
      if (refused.includes(after) || (files.get(path) ?? null) !== before)
        throw new UsageError({ code: 'unwritable', message: `${path} cannot be written: ENOSPC`, hint: '' });
      files.set(path, after);
    },
    remove: (path) => void files.delete(path),
  };
}

const ALL_OLD = { '/p/a': 'old a', '/p/c': 'old c' };

it('writes all, and takes all back', () => {
  const own = disk();
  const undo = writeAll(CHANGES, own);
  expect(Object.fromEntries(own.files)).toEqual({ '/p/a': 'new a', '/p/b': 'new b', '/p/c': 'new c' });
  undo();
  expect(Object.fromEntries(own.files)).toEqual(ALL_OLD);
});

it('writes none where one cannot be written', () => {
  const own = disk('new c');
  expect(() => writeAll(CHANGES, own)).toThrow('/p/c cannot be written: ENOSPC');
  expect(Object.fromEntries(own.files)).toEqual(ALL_OLD);
});

it('names what is written and what is not, where it cannot be taken back', () => {
  const own = disk('new c', 'old a');
  expect(() => writeAll(CHANGES, own)).toThrow(
    '/p/c cannot be written: ENOSPC; and what was written could not be taken back: src/a.js. As before: src/b.js, src/c.js',
  );
  expect(Object.fromEntries(own.files)).toEqual({ '/p/a': 'new a', '/p/c': 'old c' });
});

it('does not wait for work once a signal has come', async () => {
  const abort = new AbortController();
  const never = unlessAborted(new Promise(() => undefined), abort.signal);
  abort.abort('SIGINT');
  expect(await never).toBe(null);
  expect(await unlessAborted(Promise.reject(new Error('late')), abort.signal)).toBe(null);
  expect(await unlessAborted(Promise.resolve(1), new AbortController().signal)).toBe(1);
});
