import { describe, expect, it } from 'vitest';
import { toGraph } from '../../../src/graph/compact.ts';
import type { ImportEdge, ModuleRecord } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { compileModuleMatcher } from '../../../src/rules/module-matcher.ts';
import { toRecord } from '../../support/graph-of.ts';

function file(id: string, more: Partial<ModuleRecord> = {}): ModuleRecord {
  return { ...toRecord(id), ...more };
}

function inPackage(id: string, name: string): ModuleRecord {
  return file(id, { origin: 'package', package: name });
}

const MODULES: ModuleRecord[] = [
  file('server.ts'),
  file('src/ai/model.ts'),
  file('src/ai/.hidden/x.ts'),
  file('src/aid.ts'),
  file('app/[id]/page.ts'),
  file('../shared/log.ts'),
  file('packages/core/src/index.ts', { package: '@acme/core' }),
  file('stripe/local.ts'),
  inPackage('node_modules/stripe/index.js', 'stripe'),
  inPackage('node_modules/stripe-event/index.js', 'stripe-event'),
  inPackage('node_modules/@aws-sdk/client-s3/dist/index.js', '@aws-sdk/client-s3'),
  inPackage('node_modules/@aws-sdk/core/index.js', '@aws-sdk/core'),
  inPackage('node_modules/lodash/index.js', 'lodash'),
  inPackage('node_modules/lodash/fp.js', 'lodash'),
  inPackage('node_modules/lodash/fp/map.js', 'lodash'),
  inPackage('node_modules/.pnpm/lodash@4.0.0/node_modules/lodash/fp/add.js', 'lodash'),
  inPackage('node_modules/lodash/node_modules/lodash/fp/old.js', 'lodash'),
  inPackage('node_modules/firebase/lib/esm/app.js', 'firebase'),
  file('node:fs'),
  file('node:fs/promises'),
  file('node:child_process'),
  file('unresolved:missing/sub'),
  file('unresolved:src/./gone'),
];

const EDGES: ImportEdge[] = [
  {
    from: 'server.ts' as ModuleId,
    to: 'node_modules/firebase/lib/esm/app.js' as ModuleId,
    specifier: 'firebase/app',
    line: 1,
    column: 1,
    kind: 'import',
    timing: 'eager',
  },
];

const graph = toGraph(MODULES, EDGES);

function matched(...patterns: string[]): string[] {
  return compileModuleMatcher(patterns)
    .matchGraph(graph)
    .flatMap(({ byName, byPath }) => [...byName, ...byPath].toSorted((a, b) => a - b))
    .map((module) => graph.modules[module]!.id);
}

describe('module patterns', () => {
  it.each([
    ['stripe', ['node_modules/stripe/index.js']],
    ['stripe*', ['node_modules/stripe/index.js', 'node_modules/stripe-event/index.js']],
    ['@aws-sdk/core', ['node_modules/@aws-sdk/core/index.js']],
    ['@aws-sdk/*', ['node_modules/@aws-sdk/client-s3/dist/index.js', 'node_modules/@aws-sdk/core/index.js']],
    ['@aws-sdk', ['node_modules/@aws-sdk/client-s3/dist/index.js', 'node_modules/@aws-sdk/core/index.js']],
    ['@aws-sdk/**', ['node_modules/@aws-sdk/client-s3/dist/index.js', 'node_modules/@aws-sdk/core/index.js']],
    ['@aws-sdk/*/dist', ['node_modules/@aws-sdk/client-s3/dist/index.js']],
    ['@acme/core', ['packages/core/src/index.ts']],
    ['missing', ['unresolved:missing/sub']],
  ])('%s means packages by name', (pattern, expected) => {
    expect(matched(pattern)).toEqual(expected);
  });

  it('lodash/fp means a file or folder in the package, in any layout of node_modules', () => {
    expect(matched('lodash/fp')).toEqual([
      'node_modules/lodash/fp.js',
      'node_modules/lodash/fp/map.js',
      'node_modules/.pnpm/lodash@4.0.0/node_modules/lodash/fp/add.js',
      'node_modules/lodash/node_modules/lodash/fp/old.js',
    ]);
  });

  it('firebase/app means what is imported by that name, wherever the package keeps it', () => {
    expect(matched('firebase/app')).toEqual(['node_modules/firebase/lib/esm/app.js']);
  });

  it.each([
    ['child_process', ['node:child_process']],
    ['node:child_process', ['node:child_process']],
    ['fs', ['node:fs', 'node:fs/promises']],
    ['fs/promises', ['node:fs/promises']],
    ['node:fs/*', ['node:fs/promises']],
  ])('%s means builtins', (pattern, expected) => {
    expect(matched(pattern)).toEqual(expected);
  });

  it.each([
    ['src/ai/**', ['src/ai/model.ts', 'src/ai/.hidden/x.ts']],
    ['src/ai/*', ['src/ai/model.ts']],
    ['src/ai', ['src/ai/model.ts', 'src/ai/.hidden/x.ts']],
    ['src/ai/', ['src/ai/model.ts', 'src/ai/.hidden/x.ts']],
    ['src/aid.ts', ['src/aid.ts']],
    ['server.ts', ['server.ts']],
    ['./server.ts', ['server.ts']],
    ['./stripe', ['stripe/local.ts']],
    ['../shared/**', ['../shared/log.ts']],
    ['app/[id]/page.ts', ['app/[id]/page.ts']],
    ['**/index.js', []],
    ['node_modules/stripe*/index.js', ['node_modules/stripe/index.js', 'node_modules/stripe-event/index.js']],
  ])('%s means files by path', (pattern, expected) => {
    expect(matched(pattern)).toEqual(expected);
  });

  it('takes away what a pattern with ! matches, wherever it stands', () => {
    expect(matched('!src/ai/.hidden/**', 'src/ai/**')).toEqual(['src/ai/model.ts']);
    expect(matched('lodash', '!lodash/fp')).toEqual(['node_modules/lodash/index.js']);
  });

  it('matches nothing by an empty pattern or by ! alone', () => {
    expect(matched('')).toEqual([]);
    expect(matched('!stripe')).toEqual([]);
  });

  it('matches plain files by path', () => {
    const files = ['src/a.ts', 'src/b.ts', 'src/deep/c.ts', 'a.ts'];
    const matches = compileModuleMatcher(['src/*.ts', 'a.ts', '!src/b.ts', 'lodash']).matchFiles(files);
    expect(matches).toEqual([
      { pattern: 'src/*.ts', files: ['src/a.ts'] },
      { pattern: 'a.ts', files: ['a.ts'] },
      { pattern: 'lodash', files: [] },
    ]);
  });
});
