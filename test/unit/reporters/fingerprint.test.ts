import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import { fingerprints } from '../../../src/reporters/fingerprint.ts';
import { gateReport } from '../../support/sample-gate.ts';

const { findings } = gateReport();

it('is unique, and 32 hexadecimal digits', () => {
  const marks = fingerprints([...findings, ...findings]);
  expect(new Set(marks).size).toBe(2 * findings.length);
  for (const mark of marks) expect(mark).toMatch(/^[\da-f]{32}$/);
});

/** Another commit: lines moved, a longer chain, other figures, other words. */
function later(finding: Finding): Finding {
  const moved = (edge: ImportEdge) => ({
    ...edge,
    line: edge.line + 7,
    column: 9,
    timing: 'conditional' as const,
  });
  const chain = [...finding.chain.map(moved), ...finding.chain];
  const figures = Object.fromEntries(
    Object.entries(finding).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'number' ? value + 1 : value,
    ]),
  );
  const edge = 'edge' in finding && finding.edge !== null ? { edge: moved(finding.edge) } : {};
  return {
    ...figures,
    ...edge,
    chain,
    level: 'info',
    reason: 'another',
    fix: 'another',
    preExisting: true,
  } as unknown as Finding;
}

it.each(findings.map((finding) => [finding.rule, finding] as const))(
  'of %s stays from commit to commit',
  (_, finding) => {
    expect(fingerprints([later(finding)])).toEqual(fingerprints([finding]));
  },
);

describe.each(findings.map((finding) => [finding.rule, finding] as const))('of %s', (_, finding) => {
  it('is another one in another entry, and about another thing', () => {
    const [mark] = fingerprints([finding]);
    expect(fingerprints([{ ...finding, entry: 'other' }])).not.toContain(mark);
    for (const key of [
      'module',
      'pattern',
      'metric',
      'registration',
      'exception',
      'name',
      'specifier',
      'root',
    ]) {
      if (key in finding)
        expect(fingerprints([{ ...finding, [key]: 'other' } as Finding]), key).not.toContain(mark);
    }
  });
});
