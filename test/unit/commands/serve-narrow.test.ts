import { describe, expect, it } from 'vitest';
import { narrowReport } from '../../../src/commands/serve-narrow.ts';
import type { CutsReport } from '../../../src/model/cut.ts';
import { sampleReport } from '../../support/sample-report.ts';

describe('a report of some entries', () => {
  it('holds no cuts of others', () => {
    const cuts = ['web', 'cli'].map((entry) => ({ entry }) as CutsReport);
    const narrowed = narrowReport({ ...sampleReport('check'), cuts }, (name) => name === 'cli');
    expect(narrowed.cuts).toEqual([{ entry: 'cli' }]);
  });

  it('has none where the whole one has none', () => {
    expect(narrowReport(sampleReport('check'), () => true)).not.toHaveProperty('cuts');
  });
});
