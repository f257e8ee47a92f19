import { expect, it } from 'vitest';
import { compareBoots, type VerifyBoot } from '../../../src/commands/fix-verify.ts';
import type { Output } from '../../../src/trying/same-output.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';

function booted(outputs: readonly Partial<Output>[], how: { code?: string } = {}): VerifyBoot {
  const { code = 'exited 0' } = how;
  const told = outputs.map((output) => ({ stdout: '', stderr: '', isWhole: true, code, ...output }));
  return { trace: SAMPLE_BOOT, told };
}

it.each([
  ['a line that is gone', ['a\nb'], ['a'], /line 2 of stdout on:\n {2}before: b\n {2}after: {2}nothing$/],
  ['a line break that is gone', ['a\n'], ['a'], /line 2 of stdout on:\n {2}before: \n {2}after: {2}nothing$/],
  ['a line more', ['a'], ['a\nb'], /line 2 of stdout on:\n {2}before: nothing\n {2}after: {2}b$/],
  [
    'another line in the second run',
    ['a', 'a'],
    ['a', 'b'],
    /line 1 of stdout on:\n {2}before: a\n {2}after: {2}b$/,
  ],
])('shows %s', (_, before, after, message) => {
  const [old, now] = [before, after].map((texts) => booted(texts.map((stdout) => ({ stdout }))));
  expect(() => compareBoots([old!], [now!])).toThrow(message);
});

it('names the stream that differs', () => {
  const [old, now] = [booted([{ stderr: 'a' }]), booted([{ stderr: 'b' }])];
  expect(() => compareBoots([old], [now])).toThrow(/line 1 of stderr on/);
});

it('names the end that differs', () => {
  const now = booted([{}], { code: 'exited 1' });
  expect(() => compareBoots([booted([{}])], [now])).toThrow(/: exited 0, and now exited 1$/);
});

it('lets a boot that is ended by us come further', () => {
  const [old, now] = [
    booted([{ stdout: 'a', isWhole: false }]),
    booted([{ stdout: 'a\nb', isWhole: false }]),
  ];
  expect(compareBoots([old], [now])).toHaveLength(1);
});
