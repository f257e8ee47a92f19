import { describe, expect, it } from 'vitest';
import { HAZARD_SAMPLE, SAMPLE_CYCLES } from '../../support/sample-cycles.ts';
import { hazardWords, orderWords, repairWords } from '../../../src/reporters/hazard-words.ts';
import { renderMarkdown } from '../../../src/reporters/markdown.ts';
import { renderTerminal } from '../../../src/reporters/terminal.ts';
import { sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 100, verbose: false };

describe('a hazard in words', () => {
  it('says who reads what too early, and where', () => {
    expect(hazardWords(HAZARD_SAMPLE)).toBe(
      'src/model.ts:4 reads LIMIT before src/store.ts has set it (ReferenceError) (and in 1 line more)',
    );
  });

  it('says when it is not certain', () => {
    expect(hazardWords({ ...HAZARD_SAMPLE, confidence: 'likely', lines: [4] })).toContain(
      'src/model.ts:4 probably reads LIMIT',
    );
  });

  it('says who is evaluated first, and why', () => {
    expect(orderWords(HAZARD_SAMPLE)).toBe(
      'src/model.ts comes first: src/store.ts imports it in line 2, and waits',
    );
    expect(orderWords({ ...HAZARD_SAMPLE, chain: HAZARD_SAMPLE.chain.slice(2) })).toBe(
      'src/store.ts comes later in the order of evaluation',
    );
    expect(orderWords({ ...HAZARD_SAMPLE, chain: [] })).toBeNull();
  });
});

describe('a repair in words', () => {
  it.each(SAMPLE_CYCLES.cycles[0]!.repairs.map((repair) => [repair.kind, repair] as const))(
    '%s',
    (kind, repair) => {
      const words = repairWords(repair);
      expect(words).toMatch(/src\//);
      if (kind === 'past-barrel')
        expect(words).toBe(
          'in src/model.ts:1 import LIMIT from src/limit.ts, where it is defined, instead of src/store.ts',
        );
    },
  );
});

describe('cycles on a page', () => {
  const lines = renderTerminal(sampleReport('cycles'), PLAIN);

  it('come by what they do, worst first', () => {
    const titles = lines.split('\n').filter((line) => /^(Breaks|May|Masked|Harmless)/.test(line));
    expect(titles.map((line) => line.split('  ')[0])).toEqual([
      'Breaks now',
      'May break now',
      'Breaks later',
      'Masked',
      'Harmless',
    ]);
    expect(lines).toContain('5 import cycles: 1 breaks now');
  });

  it('say who comes first, in which order all are evaluated, and what Node said', () => {
    expect(lines).toContain('Entered   src/cli.ts:1 imports src/store.ts first (entry cli)');
    expect(lines).toContain('Order     1 src/model.ts  2 src/store.ts');
    expect(lines).toContain('(by the order alone)');
  });

  it('name the import to cut', () => {
    expect(lines).toContain("src/store.ts:2 './model.ts' (nothing of it is used");
  });

  it('fit the width', () => {
    expect(lines.split('\n').filter((line) => line.length > PLAIN.width)).toEqual([]);
  });

  it('are folded in markdown', () => {
    const text = renderMarkdown(sampleReport('cycles'), PLAIN);
    expect(text).toContain('<summary>Breaks now: 1 import cycle');
    expect(text).toContain('<summary>Harmless: 1 import cycle');
  });
});
