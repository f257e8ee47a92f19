import { expect, it } from 'vitest';
import { keepingRule, type Gain } from '../../../src/commands/fix-gain.ts';
import type { CutCandidate } from '../../../src/model/cut.ts';
import { toId } from '../../support/graph-of.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'node_modules/a/heavy.js': 'a',
  'node_modules/b/index.js': 'b',
};
const ids = [...Object.keys(PACKAGES), 'src/own.js'].map(toId);
const cut = { edges: ids.map((to) => ({ to })) } as unknown as CutCandidate;
const gain: Gain = { entry: 'cli', modules: ids, bytes: 1, modulesBefore: 9, modulesAfter: 6, arrived: [] };

it('the rule that keeps a win names a package only where nothing of it is left', () => {
  const rule = keepingRule([cut], [gain], (id) => PACKAGES[id] ?? null, new Set(['a', null]));
  expect(rule).toMatchObject({ entries: ['cli'], modules: ['b', 'node_modules/a/heavy.js', 'src/own.js'] });
});
