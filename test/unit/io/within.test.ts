import { posix, win32 } from 'node:path';
import { expect, it } from 'vitest';
import { isWithin } from '../../../src/io/within.ts';

it('POSIX: by whole names, and by case', () => {
  for (const path of ['/w/app', '/w/app/a', '/w/app/..a/b'])
    expect(isWithin('/w/app', path, posix)).toBe(true);
  for (const path of ['/w', '/w/app2', '/w/App/a', '/x']) expect(isWithin('/w/app', path, posix)).toBe(false);
  expect(isWithin('/', '/w', posix)).toBe(true);
});

it('Windows: either slash, any case; another drive or share is outside', () => {
  for (const path of ['C:\\w\\app', 'c:\\W\\App\\a', 'C:/w/app/a'])
    expect(isWithin('C:/w/app', path, win32)).toBe(true);
  for (const path of ['D:\\w\\app\\a', 'C:\\w\\apple', '\\\\server\\share\\app', 'C:\\'])
    expect(isWithin('C:/w/app', path, win32)).toBe(false);
  expect(isWithin('\\\\server\\share\\app', '\\\\server\\share\\app\\a', win32)).toBe(true);
});
