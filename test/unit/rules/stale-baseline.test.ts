import { describe, expect, it } from 'vitest';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { findArrivals } from '../../../src/rules/arrivals.ts';
import { staleBaseline } from '../../../src/rules/stale-baseline.ts';
import { findingWords } from '../../../src/reporters/wording.ts';
import { graphOf } from '../../support/graph-of.ts';

const NONE: ReadonlySet<string> = new Set();

describe('stale-baseline', () => {
  it('counts all names that startup no longer holds', () => {
    const graph = graphOf('a -> b');
    const left = Array.from({ length: 60 }, (_, at) => `gone${at}` as ModuleId);
    const entries = new Map([
      ['web', { modules: new Set(['b' as ModuleId, ...left]), packages: NONE, registrations: NONE }],
    ]);
    const context = {
      graph,
      entry: { name: 'web', file: 'a', node: 0 },
      arrivals: findArrivals(graph, 0),
      excused: new Set<ModuleId>(),
      observed: null,
    };
    const [finding] = staleBaseline({ file: 'base', entries }, context);
    expect(finding?.lines).toEqual(left);
    expect(findingWords(finding!).what).toBe(
      'startup no longer holds 60 names of base: gone0, gone1, gone2, …',
    );
  });
});
