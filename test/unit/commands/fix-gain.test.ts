import { expect, it } from 'vitest';
import { keepingRules, type Gain } from '../../../src/commands/fix-gain.ts';
import type { CutCandidate } from '../../../src/model/cut.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { toId } from '../../support/graph-of.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'node_modules/a/heavy.js': 'a',
  'node_modules/b/index.js': 'b',
};
const ids = [...Object.keys(PACKAGES), 'src/own.js'].map(toId);
const cut = { edges: ids.map((to) => ({ to })) } as unknown as CutCandidate;
const gain: Gain = { entry: 'cli', modules: ids, bytes: 1, modulesBefore: 9, modulesAfter: 6, arrived: [] };

it('the rule that keeps a win names a package only where nothing of it is left', () => {
  const rules = keepingRules([cut], [gain], (id) => PACKAGES[id] ?? null, new Set(['a', null]));
  expect(rules).toMatchObject([
    { entries: ['cli'], modules: ['b', 'node_modules/a/heavy.js', 'src/own.js'] },
  ]);
});

it('an entry is held to what it lost itself', () => {
  const [first, ...others] = ids;
  const won = [
    { ...gain, modules: [first!] },
    { ...gain, entry: 'server', modules: [...others, first!] },
    { ...gain, entry: 'worker', modules: [first!] },
    { ...gain, entry: 'untouched', modules: [] },
  ];
  const rules = keepingRules([cut], won, () => null, new Set());
  expect(rules.map(({ entries, modules }) => [entries, modules])).toEqual([
    [['cli', 'worker'], [first]],
    [['server'], ids],
  ]);
});

it('a path is written so that it means no package', () => {
  const own = ['@app/a.js', 'b.js'].map((id) => id as ModuleId);
  const both = { edges: own.map((to) => ({ to })) } as unknown as CutCandidate;
  const rules = keepingRules([both], [{ ...gain, modules: own }], () => null, new Set());
  expect(rules[0]?.modules).toEqual(['./@app/a.js', './b.js']);
});
