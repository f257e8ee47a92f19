import { expect, it } from 'vitest';
import { mover, movedBoot } from '../../../src/trying/moved-boot.ts';
import { bootRequest } from '../../support/boot-request.ts';
import { tempFolder } from '../../support/temp-folder.ts';

it('replaces a path where it begins one, and nowhere else', () => {
  const move = mover('/w/app', '/tmp/o');
  const moved = ['/w/app', '--require=/w/app/x.js', 'file:///w/app/x', '"/w/app/a":/w/app/b'].map(move);
  expect(moved).toEqual(['/tmp/o', '--require=/tmp/o/x.js', 'file:///tmp/o/x', '"/tmp/o/a":/tmp/o/b']);
  for (const other of ['/w/apple', '/home/w/app', 'app', '/w/app-2/x', './w/app'])
    expect(move(other)).toBe(other);
});

it('moves folder, command and variables; a script is found from a folder outside as well', () => {
  const root = tempFolder({ 'main.js': '', 'sub/x': '' });
  const inside = bootRequest({
    root,
    cwd: `${root}/sub`,
    command: ['node', '../main.js', `${root}/sub/x`],
    env: { PATH: `/bin:${root}/node_modules/.bin` },
    ownEnv: { CONFIG: `${root}/c.json` },
  });
  expect(movedBoot(inside, '/o')).toMatchObject({
    root: '/o',
    cwd: '/o/sub',
    command: ['node', '../main.js', '/o/sub/x'],
    env: { PATH: '/bin:/o/node_modules/.bin' },
    ownEnv: { CONFIG: '/o/c.json' },
  });
  const name = root.slice(root.lastIndexOf('/') + 1);
  const cwd = root.slice(0, root.lastIndexOf('/'));
  const outside = bootRequest({ root, cwd, command: ['node', `${name}/main.js`, '--flag', 'word'] });
  expect(movedBoot(outside, '/o')).toMatchObject({ cwd, command: ['node', '/o/main.js', '--flag', 'word'] });
});

it('Windows: a path is met with either slash and in any case', () => {
  const move = mover('C:/w/my app', 'C:/tmp/o');
  const words = [
    'c:\\W\\my app',
    '--require=C:\\w\\my app\\x.js',
    'file:///C:/w/my app/x',
    '"C:/w/my app/a"',
  ];
  expect(words.map(move)).toEqual([
    'C:/tmp/o',
    '--require=C:/tmp/o\\x.js',
    'file:///C:/tmp/o/x',
    '"C:/tmp/o/a"',
  ]);
  for (const other of ['C:\\w\\my apple', 'D:\\w\\my app', 'my app', '/w/my app'])
    expect(move(other)).toBe(other);
  expect(mover('//server/share/app', 'C:/o')('\\\\server\\share\\app\\x')).toBe('C:/o\\x');
});
