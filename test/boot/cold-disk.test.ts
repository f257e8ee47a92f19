import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { evictFromPageCache } from '../../src/boot/cold-disk.ts';

/** fincore of util-linux tells how much of a file is in the page cache. */
const canLook = process.platform === 'linux' && spawnSync('fincore', ['--version']).status === 0;
// Not the system's folder for temporary files, which may be in memory.
const folder = () => mkdtempSync(join(import.meta.dirname, '.cold-disk-'));

function cachedBytes(file: string): number {
  return Number(execFileSync('fincore', ['-b', '-n', '-o', 'RES', file], { encoding: 'utf8' }));
}

test.runIf(canLook)('files leave the page cache; what is no file is counted as left', () => {
  const place = folder();
  try {
    const files = Array.from({ length: 5 }, (_, index) => join(place, `it's "${index}" $HOME \n.js`));
    for (const file of files) {
      const descriptor = openSync(file, 'w');
      writeSync(descriptor, 'x'.repeat(100_000));
      // Pages that are not written back yet cannot be given up.
      fsyncSync(descriptor);
      closeSync(descriptor);
    }
    expect(files.every((file) => cachedBytes(file) >= 100_000)).toBe(true);
    expect(evictFromPageCache(files)).toEqual({ evicted: 5, problem: null });
    expect(files.map(cachedBytes)).toEqual([0, 0, 0, 0, 0]);
    expect(evictFromPageCache([join(place, 'missing'), ...files])).toEqual({
      evicted: 5,
      problem: '1 of 6 files could not be dropped',
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});

test.runIf(process.platform === 'linux')('more files than a command line holds are dropped too', () => {
  const files = Array.from(
    { length: 300 },
    () => `${import.meta.dirname}/${'../boot/'.repeat(80)}cold-disk.test.ts`,
  );
  expect(evictFromPageCache(files)).toEqual({ evicted: 300, problem: null });
});

test.skipIf(process.platform === 'linux')('elsewhere it says that it cannot', () => {
  expect(evictFromPageCache(['/a'])).toMatchObject({
    evicted: 0,
    problem: expect.stringContaining('cannot'),
  });
});
