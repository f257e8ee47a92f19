import { describe, expect, it } from 'vitest';
import { childEnvironment } from '../../../src/boot/child-environment.ts';

const cold = { platform: 'linux', compileCache: null } as const;

describe('childEnvironment', () => {
  it('hands on what it does not know, and adds nothing', () => {
    const base = { PATH: '/bin', NODE_ENV: 'test', EMPTY: '', GONE: undefined };
    expect(childEnvironment(base, {}, cold)).toEqual({ PATH: '/bin', NODE_ENV: 'test', EMPTY: '' });
    expect(base).toHaveProperty('GONE');
  });

  it('leaves out what would distort a cold boot', () => {
    const base = {
      NODE_COMPILE_CACHE: '/cache',
      NODE_V8_COVERAGE: '/coverage',
      NODE_CHANNEL_FD: '3',
      NODE_CHANNEL_SERIALIZATION_MODE: 'json',
      NODE_UNIQUE_ID: '1',
    };
    expect(childEnvironment(base, {}, cold)).toEqual({});
  });

  it('turns the compile cache on where that is asked for', () => {
    const options = { ...cold, compileCache: '/own' };
    expect(childEnvironment({ NODE_COMPILE_CACHE: '/cache' }, {}, options)).toEqual({
      NODE_COMPILE_CACHE: '/own',
    });
  });

  it("lets the entry's own values win", () => {
    const own = { NODE_COMPILE_CACHE: '/entry', PORT: '1' };
    expect(childEnvironment({ PORT: '2' }, own, { ...cold, compileCache: '/own' })).toEqual(own);
  });

  it('knows that on Windows names differ by more than case', () => {
    const base = { Path: 'C:\\bin', node_v8_coverage: 'x' };
    expect(childEnvironment(base, { PATH: 'D:\\bin' }, { ...cold, platform: 'win32' })).toEqual({
      PATH: 'D:\\bin',
    });
    expect(childEnvironment(base, { PATH: 'D:\\bin' }, cold)).toEqual({ ...base, PATH: 'D:\\bin' });
  });
});
