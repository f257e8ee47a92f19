import { expect, test } from 'vitest';
import { suggestCuts } from '../../../src/cuts/suggest.ts';
import { suggestCase } from '../../support/suggest-case.ts';

test('an import that alone holds much is the plan', () => {
  const report = suggestCuts(
    suggestCase({ graph: 'main -> a -> @zod, main -> b', ms: { '@zod': 80, a: 3 } }),
  );
  console.log(JSON.stringify(report, null, 1));
  expect(report.plan.cuts).toEqual(['defer:main>a']);
});
