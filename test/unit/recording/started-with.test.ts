import { delimiter } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startedWith } from '../../../src/recording/started-with.ts';

const NODE = '/opt/n24/bin/node';

describe('startedWith', () => {
  it('without a wanted binary nothing changes', () => {
    const env = { PATH: '/bin' };
    const command = ['node', 'x.js'];
    expect(startedWith({ command, node: undefined }, env)).toBe(command);
    expect(env).toEqual({ PATH: '/bin' });
  });

  it('it takes the place of a first word node, and comes first on the PATH', () => {
    const env = { PATH: '/bin' };
    expect(startedWith({ command: ['node', 'node', 'x.js'], node: NODE }, env)).toEqual([
      NODE,
      'node',
      'x.js',
    ]);
    expect(env.PATH).toBe(`/opt/n24/bin${delimiter}/bin`);
  });

  it('other programs find it on the PATH', () => {
    const env = { Path: '/bin' };
    expect(startedWith({ command: ['npx', 'nest'], node: NODE }, env)).toEqual(['npx', 'nest']);
    expect(env).toEqual({ Path: `/opt/n24/bin${delimiter}/bin` });
  });

  it('an environment without PATH gets one', () => {
    const env: NodeJS.ProcessEnv = {};
    startedWith({ command: ['/usr/bin/node'], node: NODE }, env);
    expect(env).toEqual({ PATH: '/opt/n24/bin' });
  });
});
