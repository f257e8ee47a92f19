import { describe, expect, it } from 'vitest';
import type { ForbiddenRule } from '../../../src/model/config.ts';
import { chainOf, findingsOf } from './run-rule.ts';

function forbid(...modules: string[]): ForbiddenRule {
  return { type: 'forbidden', level: 'error', modules };
}

describe('forbidden', () => {
  it('finds an eager module by the shortest chain', () => {
    const findings = findingsOf(
      { ...forbid('zod'), reason: 'slow', fix: 'defer it' },
      'main -> a -> b -> @zod, a -> @zod',
    );
    expect(findings).toMatchObject([
      {
        rule: 'forbidden',
        level: 'error',
        entry: 'web',
        reason: 'slow',
        fix: 'defer it',
        pattern: 'zod',
        module: 'node_modules/zod/index.js',
        package: 'zod',
        certain: true,
        others: 0,
      },
    ]);
    expect(findings.map(chainOf)).toEqual(['main > a > node_modules/zod/index.js']);
  });

  it.each(['~>', ':>', '.>'])('leaves out what only a %s edge reaches', (arrow) => {
    expect(findingsOf(forbid('zod'), `main ${arrow} @zod, main -> a ${arrow} @zod`)).toEqual([]);
  });

  it('is not certain where every chain has a conditional edge', () => {
    const [finding] = findingsOf(forbid('zod'), 'main -> a ?> b -> @zod');
    expect(finding).toMatchObject({ certain: false, module: 'node_modules/zod/index.js' });
  });

  it('prefers a longer eager chain to a shorter conditional one', () => {
    const [finding] = findingsOf(forbid('zod'), 'main ?> @zod, main -> a -> b -> @zod');
    expect(finding?.certain).toBe(true);
    expect(chainOf(finding!)).toBe('main > a > b > node_modules/zod/index.js');
  });

  it('prefers an eager module of the package to a nearer conditional one', () => {
    const [finding, ...more] = findingsOf(forbid('zod'), 'main ?> @zod/near, main -> a -> b -> @zod/far');
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ module: 'node_modules/zod/far.js', certain: true, others: 1 });
  });

  it('makes one finding of a package and counts the others', () => {
    const findings = findingsOf(forbid('zod'), 'main -> @zod -> @zod/a -> @zod/b, main ~> @zod/lazy');
    expect(findings).toMatchObject([{ module: 'node_modules/zod/index.js', others: 2 }]);
  });

  it('makes one finding of each package and each first-party module', () => {
    const findings = findingsOf(
      forbid('@aws/*', 'ai/**', 'fs'),
      'main -> @@aws+s3 -> @@aws+core, main -> ai/a -> ai/b, main -> node:fs -> node:fs/promises',
    );
    expect(findings.map(({ pattern, module }) => `${pattern}: ${module}`)).toEqual([
      '@aws/*: node_modules/@aws/s3/index.js',
      '@aws/*: node_modules/@aws/core/index.js',
      'ai/**: ai/a',
      'ai/**: ai/b',
      'fs: node:fs',
      'fs: node:fs/promises',
    ]);
  });

  it('gives a module to the first pattern that matches it', () => {
    const findings = findingsOf(forbid('zod/parse', 'zod'), 'main -> @zod/parse -> @zod');
    expect(findings.map(({ pattern, module }) => [pattern, module])).toEqual([
      ['zod/parse', 'node_modules/zod/parse.js'],
      ['zod', 'node_modules/zod/index.js'],
    ]);
  });

  it('never blames the entry itself', () => {
    expect(findingsOf(forbid('./**'), 'main -> a').map(({ module }) => module)).toEqual(['a']);
  });

  it('finds a package that is not installed, unless the import is optional', () => {
    const found = findingsOf(forbid('zod', 'pg'), 'main -> unresolved:zod, main ?> unresolved:pg');
    expect(found.map(({ module }) => module)).toEqual(['unresolved:zod']);
  });

  it('is content when a pattern matches nothing', () => {
    expect(findingsOf(forbid('zod'), 'main -> a')).toEqual([]);
  });
});
