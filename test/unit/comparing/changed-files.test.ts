import { describe, expect, it } from 'vitest';
import { changedSince } from '../../../src/comparing/changed-files.ts';
import { commitFiles, gitIn, initRepository, putFiles } from '../../support/git-project.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('changed files', () => {
  it('are those of this branch, committed or not, and not those of the other one', async () => {
    const folder = tempFolder();
    initRepository(folder);
    commitFiles(folder, 'First', {
      'a.js': '1',
      'b.js': '1',
      'c.js': '1',
      'gone.js': '1',
      '.gitignore': 'dist',
    });
    gitIn(folder, 'checkout', '--quiet', '-b', 'topic');
    commitFiles(folder, 'Mine', { 'a.js': '2', 'gone.js': null });
    gitIn(folder, 'checkout', '--quiet', 'main');
    commitFiles(folder, 'Theirs', { 'b.js': '2' });
    gitIn(folder, 'checkout', '--quiet', 'topic');
    putFiles(folder, { 'c.js': '2', 'new\n file.js': '1', 'dist/x.js': '1' });
    expect([...(await changedSince('main', folder))].toSorted()).toEqual([
      'a.js',
      'c.js',
      'gone.js',
      'new\n file.js',
    ]);
  });

  it('are relative to the root, wherever it lies in the repository', async () => {
    const folder = tempFolder();
    initRepository(folder);
    commitFiles(folder, 'First', { 'packages/api/a.js': '1' });
    putFiles(folder, { 'packages/api/a.js': '2', 'packages/core/b.js': '2', 'package-lock.json': '{}' });
    expect([...(await changedSince('HEAD', `${folder}/packages/api`))].toSorted()).toEqual([
      '../../package-lock.json',
      '../core/b.js',
      'a.js',
    ]);
  });

  it('need a repository and a ref', async () => {
    const folder = tempFolder();
    await expect(changedSince('main', folder)).rejects.toMatchObject({ detail: { code: 'no-repository' } });
    initRepository(folder);
    commitFiles(folder, 'First', { 'a.js': '1' });
    for (const ref of ['nowhere', '', '--help', 'main:a.js'])
      await expect(changedSince(ref, folder)).rejects.toMatchObject({ detail: { code: 'no-such-ref' } });
  });
});
