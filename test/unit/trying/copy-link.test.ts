import { expect, it } from 'vitest';
import { copyLink } from '../../../src/trying/copy-link.ts';

const refuse = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};
const link = { text: '../a', path: 'C:\\o\\l', target: 'C:\\w\\a' };

it('a folder gets a junction, anything else a link to a file', () => {
  const made: unknown[] = [];
  const symlink = (...given: unknown[]) => void made.push(given);
  expect(copyLink(link, { isFolder: () => true, symlink })).toBe(true);
  expect(copyLink(link, { isFolder: () => false, symlink })).toBe(true);
  expect(made).toEqual([
    ['../a', 'C:\\o\\l', 'junction'],
    ['../a', 'C:\\o\\l', 'file'],
  ]);
});

it('Windows without the privilege to link files: a copy has to do', () => {
  expect(copyLink(link, { isFolder: () => false, symlink: refuse('EPERM') })).toBe(false);
  expect(() => copyLink(link, { isFolder: () => true, symlink: refuse('EPERM') })).toThrow('EPERM');
  expect(() => copyLink(link, { isFolder: () => false, symlink: refuse('EEXIST') })).toThrow('EEXIST');
});
