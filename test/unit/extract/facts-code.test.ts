import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFacts, encodeFacts, type EncodedFacts } from '../../../src/extract/facts-code.ts';
import type { FileFacts } from '../../../src/model/facts.ts';
import { TIMINGS, type ImportKind } from '../../../src/model/module-graph.ts';

/** Named one by one: a kind that is missing from the code would come back as another. */
const KINDS: Record<ImportKind, true> = {
  import: true,
  'import-equals': true,
  're-export': true,
  'dynamic-import': true,
  require: true,
  'create-require': true,
  'module-require': true,
  'require-resolve': true,
  worker: true,
  url: true,
  preload: true,
};
const kind = fc.constantFrom(...(Object.keys(KINDS) as ImportKind[]));
const place = { line: fc.nat(), column: fc.nat() };
const present = fc.constant(true as const);
const facts: fc.Arbitrary<FileFacts> = fc.record(
  {
    imports: fc.array(
      fc.record(
        {
          specifier: fc.string({ unit: 'binary' }),
          ...place,
          kind,
          timing: fc.constantFrom(...TIMINGS),
          optional: present,
          pattern: present,
        },
        { requiredKeys: ['specifier', 'line', 'column', 'kind', 'timing'] },
      ),
    ),
    computed: fc.array(fc.record({ ...place, kind })),
    moduleSyntax: fc.boolean(),
    problem: fc.record({ message: fc.string(), ...place }),
    partial: present,
  },
  { requiredKeys: ['imports', 'computed', 'moduleSyntax'] },
);

describe('encoded facts', () => {
  it('come back as they were, through JSON', () => {
    fc.assert(
      fc.property(facts, (original) => {
        const stored = JSON.parse(JSON.stringify(encodeFacts(original))) as EncodedFacts;
        expect(decodeFacts(stored)).toEqual(original);
      }),
    );
  });

  it.each([[null], [[]], [[0]], [[0, ['a', 1, 1, 9999, 0], []]], [[0, 'text', []]]])(
    'are refused when they are %j',
    (data) => {
      expect(() => decodeFacts(data as unknown as EncodedFacts)).toThrow();
    },
  );
});
