import { expect, test } from 'vitest';
import { cutsToTry } from '../../../src/commands/cuts-to-try.ts';
import type { EntryCuts } from '../../../src/commands/find-cuts.ts';
import { SAMPLE_CUTS } from '../../support/sample-cuts.ts';

const [REPORT] = SAMPLE_CUTS;
const [DEFER, BARREL] = REPORT!.candidates;

test('what boots cannot try of a plan is said beside what they can', () => {
  const report = { ...REPORT!, plan: { ...REPORT!.plan, cuts: [DEFER!.id, BARREL!.id] } };
  const request = { graph: { edges: [...DEFER!.edges, ...BARREL!.edges] }, usesOf: () => null };
  const [chosen] = cutsToTry(['plan'], [{ report, request } as unknown as EntryCuts]);
  expect(chosen).toMatchObject({ ids: report.plan.cuts, untried: [BARREL!.id], edges: DEFER!.edges });
});
