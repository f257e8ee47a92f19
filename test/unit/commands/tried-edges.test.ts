import { expect, test } from 'vitest';
import { triedEdges } from '../../../src/commands/tried-edges.ts';
import type { CutCandidate, ImportUses } from '../../../src/model/cut.ts';
import { SAMPLE_CUTS } from '../../support/sample-cuts.ts';

const [SAMPLE] = SAMPLE_CUTS[0]!.candidates;
const [EDGE] = SAMPLE!.edges;
const EDGES = [1, 2, 3].map((line) => ({ ...EDGE!, line }));

function uses(deferability: ImportUses['deferability']): ImportUses {
  const { specifier, line } = EDGE!;
  const rest = { difficulty: 1, reasons: [], action: 'defer', shape: null, callSites: [] } as const;
  return { specifier, line, deferability, ...rest };
}

function tried(...candidates: Partial<CutCandidate>[]) {
  const found = triedEdges(
    candidates.map((each) => ({ ...SAMPLE!, ...each })),
    {
      graph: { edges: EDGES } as never,
      usesOf: (number) => [uses('mechanical'), uses('blocked'), null][number]!,
    },
  );
  return [found.edges.map(({ line }) => line), found.untried];
}

test('a group with the name of an edit that moves code: what can be deferred is tried', () => {
  expect(tried({ id: 'mixed', action: 'move-leaf', edges: EDGES })).toEqual([[1], ['mixed']]);
});

test('a cut that moves code alone is not tried, and said', () => {
  expect(
    tried({ id: 'moves', action: 'past-barrel', edges: [EDGES[0]!] }, { edges: [EDGES[2]!, EDGES[1]!] }),
  ).toEqual([[2, 3], ['moves']]);
});
