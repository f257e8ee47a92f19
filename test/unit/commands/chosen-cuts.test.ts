import { expect, test } from 'vitest';
import { chosenCuts } from '../../../src/commands/chosen-cuts.ts';
import { TargetError } from '../../../src/errors.ts';
import { SAMPLE_CUTS } from '../../support/sample-cuts.ts';
import { HAZARD_SAMPLE } from '../../support/sample-cycles.ts';

const [SAMPLE] = SAMPLE_CUTS;
const [CUT] = SAMPLE!.candidates;

function refusalOf(change: object): string {
  const cut = { ...CUT!, id: 'defer:a.ts>b.ts', safety: 'blocked' as const, ...change };
  try {
    chosenCuts([cut.id], [{ ...SAMPLE!, candidates: [cut] }]);
  } catch (error) {
    if (error instanceof TargetError) return error.detail.message;
  }
  throw new Error('It was not refused');
}

const REASON = { code: 'sync-caller', at: { file: 'a.ts', line: 3 }, detail: 'run' } as const;

test('a cut that breaks startup is refused for that, not for what is said about how to write it', () => {
  const unmasks = [{ ...HAZARD_SAMPLE, confidence: 'certain' as const }];
  const message = refusalOf({ unmasks, reasons: [REASON] });
  expect(message).toContain('startup would break: ');
  expect(message).not.toContain('sync-caller');
});

test('one that cannot be written is refused with its reasons', () => {
  const message = refusalOf({ deferability: 'blocked', reasons: [{ ...REASON, code: 'heritage' }] });
  expect(message).toBe('defer:a.ts>b.ts is not written:\n  a.ts:3 heritage: run');
});
