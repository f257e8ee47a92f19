import { expect, test } from 'vitest';
import { cutsToTry } from '../../../src/commands/cuts-to-try.ts';
import type { EntryCuts } from '../../../src/commands/find-cuts.ts';
import { SAMPLE_CUTS } from '../../support/sample-cuts.ts';

const [REPORT] = SAMPLE_CUTS;
const [DEFER, BARREL] = REPORT!.candidates;

test('a plan is tried edit by edit; an import that is named is put off, whatever the plan does with it', () => {
  const report = { ...REPORT!, plan: { ...REPORT!.plan, cuts: [DEFER!.id, BARREL!.id] } };
  const request = { graph: { edges: [...DEFER!.edges, ...BARREL!.edges] }, usesOf: () => null };
  const given = [{ report, request } as unknown as EntryCuts];
  const { definedIn } = BARREL!;
  expect(cutsToTry(['plan'], given)[0]).toMatchObject({
    candidates: [DEFER, BARREL],
    steps: [
      { how: 'lazy', edges: DEFER!.edges },
      { how: 'past-barrel', edges: BARREL!.edges, definedIn },
    ],
  });
  const [named] = cutsToTry(['plan', 'src/log.ts>./index.ts'], given);
  expect(named?.steps.map(({ how }) => how)).toEqual(['lazy', 'lazy']);
});

test('an empty plan is nothing to try', () => {
  const report = { ...REPORT!, plan: { ...REPORT!.plan, cuts: [] } };
  const request = { graph: { edges: [] }, usesOf: () => null };
  expect(() => cutsToTry(['plan'], [{ report, request } as unknown as EntryCuts])).toThrow('holds no cut');
});
