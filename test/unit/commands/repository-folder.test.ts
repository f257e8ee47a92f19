import { expect, it } from 'vitest';
import { repositoryFolder } from '../../../src/commands/repository-folder.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('is where a root lies in its repository, here or no longer here', () => {
  const top = tempFolder({
    'clone/.git/HEAD': 'ref: refs/heads/main',
    'clone/packages/api/src/a.ts': '',
    'clone/vendor/module/.git': 'gitdir: elsewhere',
  });
  const folders = ['clone', 'clone/packages/api', 'clone/vendor/module', 'clone/packages/gone/for/good'];
  expect(folders.map((folder) => repositoryFolder(`${top}/${folder}`))).toEqual([
    '',
    'packages/api/',
    '',
    'packages/gone/for/good/',
  ]);
});
