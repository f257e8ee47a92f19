import { describe, expect, it } from 'vitest';
import { tuneForShortRun } from '../../../src/io/short-run.ts';

function flagsOn(v8: string): string[] {
  const flags: string[] = [];
  expect(tuneForShortRun(v8, (flag) => flags.push(flag))).toBe(flags.length > 0);
  return flags;
}

describe('tuneForShortRun', () => {
  it('Node 20 has the flag', () => {
    expect(flagsOn('11.3.244.8-node.38')).toEqual(['--interrupt-budget=600000']);
  });

  it('engines without the flag would complain about it on stderr', () => {
    expect(flagsOn('12.4.254.21-node.33')).toEqual([]); // Node 22
    expect(flagsOn('13.6.233.17-node.37')).toEqual([]); // Node 24
    expect(flagsOn('14.6.202.33-node.12')).toEqual([]); // Node 26
    expect(flagsOn('')).toEqual([]);
  });
});
