import { expect, it } from 'vitest';
import { isSameOutput, type Output } from '../../../src/trying/same-output.ts';

const out = (...texts: string[]): Output[] => texts.map((stdout) => ({ stdout, stderr: '' }));

it('is the same where every boot prints what the base prints', () => {
  expect(isSameOutput(out('a', 'a'), out('a'), false)).toBe(true);
  expect(isSameOutput(out('a', 'a'), out('a', 'b'), false)).toBe(false);
  expect(isSameOutput(out('a'), [{ stdout: 'a', stderr: 'warning' }], false)).toBe(false);
});

it('numbers count only where the base prints the same ones each time', () => {
  expect(isSameOutput(out('took 12.5 ms', 'took 13 ms'), out('took 9 ms'), false)).toBe(true);
  expect(isSameOutput(out('took 12 ms', 'took 13 ms'), out('failed after 9 ms'), false)).toBe(false);
  expect(isSameOutput(out('port 80', 'port 80'), out('port 81'), false)).toBe(false);
});

it('boots that we end may be at different points', () => {
  expect(isSameOutput(out('a\nb\n'), out('a\n'), true)).toBe(true);
  expect(isSameOutput(out('a\n'), out('a\nb\n'), true)).toBe(true);
  expect(isSameOutput(out('a\nb\n'), out('b\n'), true)).toBe(false);
});
