import { describe, expect, it } from 'vitest';
import { entriesTouchedBy, type TouchableGroup } from '../../../src/comparing/entries-touched.ts';
import type { ModuleGraph } from '../../../src/model/module-graph.ts';

const ids = [
  'src/api.js',
  'src/core.js',
  'src/lazy.js',
  'src/worker.js',
  'unresolved:src/gone',
  'packages/x/i.js',
];
const entry = (name: string, eager: number[], lazy: number[] = []) => ({
  name,
  sets: { eager, conditional: [], lazy },
});
const groups: TouchableGroup[] = [
  {
    built: { graph: { modules: ids.map((id) => ({ id })) } as unknown as ModuleGraph },
    entries: [entry('api', [0, 1], [2]), entry('worker', [3, 4]), entry('other', [5])],
  },
];
const touched = (...files: readonly string[]) => [
  ...entriesTouchedBy(new Set(files), { groups }, ['budget.config.ts']),
];

describe('entries that a change touches', () => {
  it('are those that load a changed file at startup or later', () => {
    expect(touched('src/core.js')).toEqual(['api']);
    expect(touched('src/lazy.js')).toEqual(['api']);
    expect(touched('src/nobody.js', 'README.md')).toEqual([]);
    expect(touched()).toEqual([]);
  });

  it('are those that miss a file which went', () => {
    expect(touched('src/gone.ts')).toEqual(['worker']);
    expect(touched('src/gone/index.js')).toEqual(['worker']);
  });

  it.each([
    'package.json',
    '../../package-lock.json',
    'pnpm-lock.yaml',
    'budget.config.ts',
    'tsconfig.base.json',
  ])('are all where %s changed', (file) => expect(touched(file)).toEqual(['api', 'worker', 'other']));

  it('are those below a nested package.json', () => {
    expect(touched('packages/x/package.json')).toEqual(['other']);
  });
});
