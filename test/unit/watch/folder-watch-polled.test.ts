import type * as FileSystem from 'node:fs';
import { writeFileSync } from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FolderWatch } from '../../../src/watch/folder-watch.ts';
import { tempFolder } from '../../support/temp-folder.ts';

vi.mock('node:fs', async (load) => ({
  ...(await load<typeof FileSystem>()),
  watch: () => {
    throw Object.assign(new Error('no watches left'), { code: 'ENOSPC' });
  },
}));

it('where the system has no watch left, folders are looked at again and again', async () => {
  const root = tempFolder({ 'a.js': '1' });
  const watch = new FolderWatch(() => false, { quietMs: 10, mostMs: 100 });
  onTestFinished(() => watch.close());
  const path = `${root}/a.js`;
  watch.set({ folders: new Set([root]), files: new Set([path]), readAtMs: Date.now() + 1000 });
  setTimeout(() => writeFileSync(path, '2'), 300);
  expect(await watch.next(new AbortController().signal)).toEqual([{ path, kind: 'changed' }]);
});
