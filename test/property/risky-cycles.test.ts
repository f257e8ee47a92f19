import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseCycles, riskyCycles } from '../../src/hazards/analyse-cycles.ts';
import { smallProject } from '../support/cycles-in.ts';

const MODULES = 6;
const ref = fc.record({ to: fc.nat(MODULES - 1), how: fc.constantFrom('now', 'later', 'lazy') });
const files = fc
  .array(fc.array(ref, { maxLength: 3 }), { minLength: MODULES, maxLength: MODULES })
  .map((modules) => Object.fromEntries(modules.map((refs, at) => [`m${at}.mjs`, textOf(refs)])));

function textOf(refs: readonly { readonly to: number; readonly how: string }[]): string {
  const lines = refs.map(({ to, how }, at) =>
    how === 'lazy'
      ? `export const l${at} = () => import('./m${to}.mjs');`
      : `import { value as i${at} } from './m${to}.mjs';`,
  );
  const uses = refs.flatMap(({ how }, at) =>
    how === 'lazy' ? [] : [how === 'now' ? `i${at}` : `() => i${at}`],
  );
  return [...lines, `export const value = [${uses.join(', ')}];`].join('\n');
}

describe('cycles that are risky', () => {
  it('are those that the whole analysis does not call harmless', () => {
    let [some, harmless] = [0, 0];
    fc.assert(
      fc.property(files, fc.constantFrom<'esm' | 'tsc'>('esm', 'tsc'), (texts, emit) => {
        const project = smallProject(texts, emit);
        const request = { ...project, entries: [{ name: 'main', node: 0 }], nodeMajor: 24 };
        const told = analyseCycles(request).cycles;
        const expected = told.filter(({ does }) => does !== 'harmless');
        const found = riskyCycles(request).map((members) =>
          members.map((node) => project.graph.modules[node]!.id).toSorted(),
        );
        some += expected.length;
        harmless += told.length - expected.length;
        expect(found.toSorted()).toEqual(expected.map(({ members }) => members.toSorted()).toSorted());
      }),
      { numRuns: 300 },
    );
    expect(Math.min(some, harmless)).toBeGreaterThan(10);
  });
});
