import { describe, expect, it } from 'vitest';
import type { RequiredRule } from '../../../src/model/config.ts';
import { chainOf, findingsOf } from './run-rule.ts';

function requires(...modules: string[]): RequiredRule {
  return { type: 'required', level: 'error', modules };
}

describe('required', () => {
  it('is content with what loads for certain', () => {
    const graph = 'main -> on/a.ts -> on/b.ts, main -> @tracer/lib, main -> node:fs';
    const projectFiles = ['on/a.ts', 'on/b.ts'];
    expect(findingsOf(requires('on/*.ts', 'tracer', 'fs'), graph, { projectFiles })).toEqual([]);
  });

  it('finds each file that does not, and says how it is reached', () => {
    const graph = 'main ~> x -> on/lazy.ts, main ?> on/maybe.ts, other -> on/else.ts';
    const projectFiles = ['on/lazy.ts', 'on/maybe.ts', 'on/else.ts', 'on/new.ts'];
    const findings = findingsOf({ ...requires('on/*.ts'), reason: 'wired' }, graph, { projectFiles });
    expect(findings.map((it) => [it.module, it.reached, it.level, chainOf(it)])).toEqual([
      ['on/else.ts', 'not', 'error', ''],
      ['on/lazy.ts', 'lazy', 'error', 'main > x > on/lazy.ts'],
      ['on/maybe.ts', 'conditional', 'warning', 'main > on/maybe.ts'],
      ['on/new.ts', 'not', 'error', ''],
    ]);
    expect(findings[0]).toMatchObject({
      rule: 'required',
      entry: 'web',
      pattern: 'on/*.ts',
      reason: 'wired',
    });
  });

  it('does not raise the level of a conditional module', () => {
    const [finding] = findingsOf({ ...requires('on/a.ts'), level: 'info' }, 'main ?> on/a.ts');
    expect(finding?.level).toBe('info');
  });

  it('counts type-only imports and references as not reached', () => {
    const findings = findingsOf(requires('on/*.ts'), 'main :> on/a.ts, main .> on/b.ts');
    expect(findings.map(({ reached }) => reached)).toEqual(['not', 'not']);
  });

  it('finds a pattern that matches no file', () => {
    const findings = findingsOf(requires('onn/*.ts', 'tracer'), 'main', { projectFiles: ['on/a.ts'] });
    expect(findings.map((it) => [it.pattern, it.module, it.reached])).toEqual([
      ['onn/*.ts', null, 'not'],
      ['tracer', null, 'not'],
    ]);
  });

  it('finds a pattern whose every match is taken away', () => {
    const findings = findingsOf(requires('on/*.ts', '!on/a.ts'), 'main', { projectFiles: ['on/a.ts'] });
    expect(findings).toMatchObject([{ pattern: 'on/*.ts', module: null }]);
  });

  it('passes over declarations and what is taken out', () => {
    const projectFiles = ['on/a.ts', 'on/a.d.ts', 'on/b.d.mts', 'on/a.test.ts'];
    const findings = findingsOf(requires('on/*.*ts', '!**/*.test.ts'), 'main', { projectFiles });
    expect(findings.map(({ module }) => module)).toEqual(['on/a.ts']);
  });

  it('reports a file once when several patterns match it', () => {
    const findings = findingsOf(requires('on/*.ts', 'on/a.ts'), 'main', { projectFiles: ['on/a.ts'] });
    expect(findings).toMatchObject([{ pattern: 'on/*.ts', module: 'on/a.ts' }]);
  });

  it('wants one module of a package, and reports the nearest', () => {
    const graph = 'main ~> a -> @tracer/far, main ~> @tracer/near, main -> @logger, main ~> @logger/lazy';
    const findings = findingsOf(requires('tracer', 'logger'), graph);
    expect(findings).toMatchObject([{ module: 'node_modules/tracer/near.js', reached: 'lazy' }]);
  });
});
