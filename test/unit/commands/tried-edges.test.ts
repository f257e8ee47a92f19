import { expect, test } from 'vitest';
import { triedSteps, untriedIds } from '../../../src/commands/tried-edges.ts';
import type { CutAction, CutCandidate, CutEdit } from '../../../src/model/cut.ts';
import { SAMPLE_CUTS } from '../../support/sample-cuts.ts';

const [SAMPLE] = SAMPLE_CUTS[0]!.candidates;
const [EDGE] = SAMPLE!.edges;
const [A, B, C] = [1, 2, 3].map((line) => ({ ...EDGE!, line }));

function edit(action: CutAction, ...edges: CutEdit['edges']): CutEdit {
  return { action, edges, deferability: 'mechanical', shape: null };
}

function cut(...edits: CutEdit[]): CutCandidate {
  return { ...SAMPLE!, edits, edges: edits.flatMap(({ edges }) => edges) };
}

test('each edit of a group is tried as what it is', () => {
  const definedIn = [{ name: 'paint', module: EDGE!.to }];
  const group = cut({ ...edit('move-leaf', A!), definedIn }, edit('defer', B!), edit('lexing', C!));
  expect(triedSteps([group])).toEqual([
    { how: 'lazy', edges: [B] },
    { how: 'move-leaf', edges: [A], definedIn },
    { how: 'lexing', edges: [C] },
  ]);
});

test('an import of several cuts is in the step that takes the most from startup', () => {
  const steps = triedSteps([
    cut(edit('past-barrel', A!)),
    cut(edit('registry', A!, B!)),
    cut(edit('unused', C!)),
  ]);
  expect(steps).toEqual([
    { how: 'lazy', edges: [A, B] },
    { how: 'lazy', edges: [C] },
  ]);
});

test('cuts with imports that no boot could try are named', () => {
  const [one, other] = [
    { ...cut(edit('defer', A!)), id: 'one' },
    { ...cut(edit('defer', B!, C!)), id: 'other' },
  ];
  expect(untriedIds([one, other], [{ edge: C! }])).toEqual(['other']);
});
