import { expect, it } from 'vitest';
import { startOf } from '../../../src/comparing/install-packages.ts';

it('a package manager is started by itself, on Windows by a shell and as one text', () => {
  expect(startOf('npm', ['ci', '--offline'], 'darwin')).toEqual({
    shell: false,
    file: 'npm',
    words: ['ci', '--offline'],
  });
  expect(startOf('npm', ['ci', '--offline'], 'win32')).toEqual({
    shell: true,
    file: 'npm ci --offline',
    words: [],
  });
});
