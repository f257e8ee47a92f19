import { expect, test } from 'vitest';
import { exportTargets } from '../../../src/entries/export-targets.ts';

test.each([
  ['a string', './a.js', ['. ./a.js both']],
  ['conditions', { import: './a.mjs', require: './a.cjs' }, ['. ./a.mjs import', '. ./a.cjs require']],
  ['types are not for Node', { types: './a.d.ts', default: './a.js' }, ['. ./a.js both']],
  [
    'the first condition that matches',
    { browser: './b.js', node: './n.js', default: './d.js' },
    ['. ./n.js both'],
  ],
  ['module-sync', { 'module-sync': './s.js', import: './a.mjs', default: './d.js' }, ['. ./s.js both']],
  [
    'subpaths, nested',
    { '.': { node: { import: './a.mjs' }, default: './d.js' }, './sub': './s.js', './x/*': './x/*.js' },
    ['. ./a.mjs import', '. ./d.js require', './sub ./s.js both'],
  ],
  [
    'null closes',
    { '.': './a.js', './private': null, './p': { node: null, default: './p.js' } },
    ['. ./a.js both'],
  ],
  ['nested without a match goes on', { node: { bun: './b.js' }, default: './d.js' }, ['. ./d.js both']],
  ['an array falls back', [{ bun: './b.js' }, 'not-relative', './a.js'], ['. ./a.js both']],
  ['nonsense', 5, []],
  ['nothing', undefined, []],
])('%s', (_, exports, expected) => {
  expect(exportTargets(exports).map(({ subpath, target, by }) => `${subpath} ${target} ${by}`)).toEqual(
    expected,
  );
});
