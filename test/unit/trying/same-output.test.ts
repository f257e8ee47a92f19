import { expect, it } from 'vitest';
import { isSameOutput, type Output } from '../../../src/trying/same-output.ts';

const out = (...texts: string[]): Output[] => texts.map((stdout) => ({ stdout, stderr: '', isWhole: true }));
const cut = (text: string): Output[] => [{ stdout: text, stderr: '', isWhole: false }];

it('is the same where every boot prints what the base prints', () => {
  expect(isSameOutput(out('a', 'a'), out('a'))).toBe(true);
  expect(isSameOutput(out('a', 'a'), out('a', 'b'))).toBe(false);
  expect(isSameOutput(out('a'), [{ stdout: 'a', stderr: 'warning', isWhole: true }])).toBe(false);
});

it('numbers count only where the base prints the same ones each time', () => {
  expect(isSameOutput(out('took 12.5 ms', 'took 13 ms'), out('took 9 ms'))).toBe(true);
  expect(isSameOutput(out('took 12 ms', 'took 13 ms'), out('failed after 9 ms'))).toBe(false);
  expect(isSameOutput(out('port 80', 'port 80'), out('port 81'))).toBe(false);
});

it('boots that we end may be at different points', () => {
  expect(isSameOutput(cut('a\nb\n'), cut('a\n'))).toBe(true);
  expect(isSameOutput(cut('a\n'), cut('a\nb\n'))).toBe(true);
  expect(isSameOutput(cut('a\nb\n'), cut('b\n'))).toBe(false);
});

it('what a boot that ended by itself did not print is missing', () => {
  expect(isSameOutput(out('a\nb\n'), out('a\n'))).toBe(false);
  expect(isSameOutput(cut('a\nb\n'), out('a\n'))).toBe(false);
  expect(isSameOutput(cut('a\n'), out('a\nb\n'))).toBe(true);
  expect(isSameOutput(out('a\nb\n'), cut('a\n'))).toBe(true);
  expect(isSameOutput(out('a\n'), cut('a\nb\n'))).toBe(false);
});
