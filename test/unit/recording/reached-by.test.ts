import { expect, it } from 'vitest';
import type { BootRun } from '../../../src/model/boot.ts';
import { reachedBy, type EndedRun } from '../../../src/recording/reached-by.ts';

const ended = (moment: EndedRun['moment'], run: Partial<BootRun> = {}): EndedRun => ({
  run: { kind: 'plain', outcome: 'ready', ...run },
  moment,
});
const auto = { name: 'auto', endsAtExit: true };

it('says which of the moments that auto stands for came', () => {
  expect(reachedBy([ended({ name: 'listen', port: 3000 })], auto)).toBe('listen:3000');
  expect(reachedBy([ended({ name: 'idle', port: 0 })], auto)).toBe('idle');
  expect(reachedBy([ended(null)], auto)).toBe('exit');
});

it('keeps what the user wrote where the process tells less', () => {
  const mark = { name: 'mark:ready', endsAtExit: false };
  expect(reachedBy([ended({ name: 'mark', port: 0 })], mark)).toBe('mark:ready');
  expect(reachedBy([ended(null)], { name: 'http://localhost/', endsAtExit: false })).toBe(
    'http://localhost/',
  );
});

it('is of the last run that came that far, bare ones left out', () => {
  const runs = [
    ended({ name: 'listen', port: 1 }),
    ended({ name: 'listen', port: 2 }),
    ended(null, { kind: 'bare' }),
    ended(null, { outcome: 'timed-out' }),
  ];
  expect(reachedBy(runs, auto)).toBe('listen:2');
  expect(reachedBy(runs.slice(2), auto)).toBeNull();
});
