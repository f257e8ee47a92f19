import { expect, it } from 'vitest';
import { cleanEnvironment } from '../../../src/boot/clean-environment.ts';

const SECRETS = {
  NPM_TOKEN: 'a',
  AWS_SECRET_ACCESS_KEY: 'b',
  NODE_OPTIONS: '--require x',
  CI: '1',
  LC_: 'c',
};

it('keeps what a program needs to start, and nothing else', () => {
  const needed = { PATH: '/bin', HOME: '/h', LC_ALL: 'C', LANG: 'C', TMPDIR: '/t', TZ: 'UTC', TERM: 'dumb' };
  for (const platform of ['linux', 'darwin'] as const)
    expect(cleanEnvironment({ ...SECRETS, ...needed }, platform)).toEqual(needed);
});

it('knows what Windows needs, however it is written', () => {
  const needed = {
    Path: 'C:\\bin',
    SystemRoot: 'C:\\Windows',
    ComSpec: 'cmd',
    PATHEXT: '.EXE',
    AppData: 'x',
  };
  expect(cleanEnvironment({ ...SECRETS, ...needed, shell: 'bash' }, 'win32')).toEqual(needed);
});

it('takes other spellings for other variables elsewhere', () => {
  expect(cleanEnvironment({ Path: 'x', systemroot: 'y', SystemRoot: 'z' }, 'linux')).toEqual({});
});
