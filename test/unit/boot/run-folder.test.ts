import {
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  isRunFolder,
  makeRunFolder,
  removeOpenRunFolders,
  removeRunFolder,
  sweepRunFolders,
} from '../../../src/boot/run-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Larger than any pid that Linux, macOS or Windows gives. */
const DEAD = '999999999';

let temporary = '';
beforeEach(() => {
  temporary = tempFolder();
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) vi.stubEnv(name, temporary);
  return () => vi.unstubAllEnvs();
});

describe('makeRunFolder', () => {
  it('makes a new folder for our eyes only, named after us', () => {
    const folder = makeRunFolder();
    expect(dirname(folder)).toBe(tmpdir());
    expect(basename(folder)).toMatch(new RegExp(`^import-budget-${process.pid}-[A-Za-z0-9]{6}$`));
    expect(isRunFolder(folder)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(folder).mode & 0o777).toBe(0o700);
    const other = makeRunFolder();
    expect(other).not.toBe(folder);
    removeOpenRunFolders();
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('listens for our own exit only as long as there is a folder', () => {
    const before = process.listenerCount('exit');
    const [one, other] = [makeRunFolder(), makeRunFolder()];
    expect(process.listenerCount('exit')).toBe(before + 1);
    removeRunFolder(one);
    removeRunFolder(other);
    expect(process.listenerCount('exit')).toBe(before);
  });
});

describe('removeRunFolder', () => {
  it('removes what is inside, but not what a link leads to', () => {
    const folder = makeRunFolder();
    const outside = tempFolder({ 'kept.txt': '' });
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'a.trace'), '');
    symlinkSync(outside, join(folder, 'link'));
    removeRunFolder(folder);
    expect(existsSync(folder)).toBe(false);
    expect(existsSync(join(outside, 'kept.txt'))).toBe(true);
  });

  it('does not mind a folder that is gone', () => {
    expect(() => removeRunFolder(join(temporary, 'import-budget-1-abcdef'))).not.toThrow();
  });
});

describe('sweepRunFolders', () => {
  const folderNamed = (name: string) => {
    mkdirSync(join(temporary, name));
    return join(temporary, name);
  };

  it('removes folders of processes that are dead, untouched for a while', () => {
    const old = folderNamed(`import-budget-${DEAD}-AbC123`);
    utimesSync(old, new Date(), new Date(Date.now() - 11 * 60_000));
    const fresh = folderNamed(`import-budget-${DEAD}-AbC124`);
    expect(sweepRunFolders()).toEqual([old]);
    expect(existsSync(fresh)).toBe(true);
    expect(sweepRunFolders(0)).toEqual([fresh]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('keeps those of living processes, ours included, and everything of another name', () => {
    const names = [
      `import-budget-${process.pid}-AbC123`,
      `import-budget-${process.ppid}-AbC123`,
      `import-budget-cli-AbC123`,
      // As a pid of 32 bits this is -5.
      `import-budget-4294967291-AbC123`,
      `import-budget-${DEAD}-AbC123-kept`,
      `my-import-budget-${DEAD}-AbC123`,
    ];
    for (const name of names) folderNamed(name);
    writeFileSync(join(temporary, `import-budget-${DEAD}-AFile0`), '');
    symlinkSync(folderNamed('target'), join(temporary, `import-budget-${DEAD}-ALink0`));
    const all = readdirSync(temporary);
    expect(sweepRunFolders(0)).toEqual([]);
    expect(readdirSync(temporary)).toEqual(all);
  });

  it('does nothing where there is no folder for temporary files', () => {
    for (const name of ['TMPDIR', 'TMP', 'TEMP']) vi.stubEnv(name, join(temporary, 'none'));
    expect(sweepRunFolders(0)).toEqual([]);
  });
});

describe('isRunFolder', () => {
  it.each(['/tmp/build', '/tmp/import-budget-cli-AbC123', '/tmp/import-budget-1-AbC123/x'])(
    'not %s',
    (path) => {
      expect(isRunFolder(path)).toBe(false);
    },
  );
});
