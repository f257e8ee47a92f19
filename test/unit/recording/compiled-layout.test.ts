import { expect, test } from 'vitest';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { compiledCandidates, layoutsOf } from '../../../src/recording/compiled-layout.ts';

function candidates(pairs: Record<string, string>, source: string): readonly string[] {
  const known = Object.entries(pairs).map(([compiled, from]) => ({
    compiled: compiled as ModuleId,
    source: from as ModuleId,
  }));
  return compiledCandidates(source as ModuleId, layoutsOf(known));
}

test.each([
  [{ 'dist/main.js': 'src/main.ts' }, 'src/a/b.ts', ['dist/a/b.js']],
  [{ 'dist/a/b.js': 'src/a/b.tsx' }, 'src/c.tsx', ['dist/c.js']],
  [{ 'dist/main.cjs': 'src/main.ts' }, 'src/a.ts', ['dist/a.cjs']],
  [{ 'dist/main.mjs': 'src/main.mts' }, 'src/a.cts', ['dist/a.cjs']],
  [{ 'main.js': 'main.ts' }, 'lib/a.ts', ['lib/a.js']],
  [{ 'out/src/main.js': 'src/main.ts' }, 'src/a.ts', ['out/src/a.js']],
  [
    { 'one/dist/a.js': 'one/src/a.ts', 'two/dist/a.js': 'two/src/a.ts', 'two/dist/b.js': 'two/src/b.ts' },
    'two/src/c.ts',
    ['two/dist/c.js'],
  ],
  [{ 'dist/bundle.js': 'src/main.ts' }, 'src/a.ts', []],
  [{ 'dist/main.js': 'src/main.ts' }, 'test/a.ts', []],
])('%j: %s', (pairs, source, expected) => {
  expect(candidates(pairs as unknown as Record<string, string>, source)).toEqual(expected);
});
