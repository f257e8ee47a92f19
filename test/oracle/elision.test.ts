import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractFacts } from '../../src/extract/extract.ts';
import { survivorsOf, type CompileChoice } from '../support/typescript-survivors.ts';
import { programText } from '../support/random-typescript.ts';
import { SNIPPETS } from '../support/elision-snippets.ts';

const CHOICES: readonly CompileChoice[] = [false, true].flatMap((verbatim) =>
  [false, true].map((metadata) => ({ verbatim, metadata, jsx: 'automatic', module: 'esnext' }) as const),
);

/** What our extraction says is left, as a list of specifiers in source order. */
function kept(file: string, text: string, { verbatim, metadata, jsx, module }: CompileChoice): string[] {
  const { imports, problem } = extractFacts({
    extension: file.endsWith('x') ? '.tsx' : '.ts',
    text,
    options: {
      verbatim,
      decoratorMetadata: metadata,
      jsxImportSource: jsx === 'automatic' ? 'react' : null,
      jsxClassic: jsx === 'classic',
    },
    checkSyntax: true,
  });
  expect(problem).toBeUndefined();
  const kinds = module === 'esnext' ? ['import', 're-export'] : ['import-equals', 'import', 're-export'];
  return imports
    .filter(({ kind, timing }) => kinds.includes(kind) && timing !== 'erased')
    .map(({ specifier }) => specifier);
}

describe('TypeScript agrees on which imports are left', () => {
  const files = Object.fromEntries(
    SNIPPETS.map((text, at) => [`s${at}.${text.includes('/>') ? 'tsx' : 'ts'}`, text]),
  );

  it.each(CHOICES)('of each written snippet (%o)', (choice) => {
    const expected = survivorsOf(files, choice);
    for (const [name, text] of Object.entries(files)) {
      expect(kept(name, text, choice), text).toEqual(expected.get(name));
    }
  });

  it('with classic JSX', () => {
    const choice = { verbatim: false, metadata: false, jsx: 'classic', module: 'esnext' } as const;
    const texts = {
      'used.tsx': `import * as React from './m0'; import { A } from './m1'; import { B } from './m2'; export const x = <A b={1 as B} />;`,
      'unused.tsx': `import * as React from './m0'; import { A } from './m1'; export let a: A;`,
      'intrinsic.tsx': `import React from './m0'; export const x = <i />;`,
    };
    const expected = survivorsOf(texts, choice);
    for (const [name, text] of Object.entries(texts))
      expect(kept(name, text, choice), text).toEqual(expected.get(name));
  });

  it('of import … = require', () => {
    const choice = { verbatim: false, metadata: true, jsx: 'automatic', module: 'commonjs' } as const;
    const texts = {
      'value.ts': `import m = require('./m0'); export const x = m.A;`,
      'type.ts': `import m = require('./m0'); export let x: m.A;`,
      'unused.ts': `import m = require('./m0'); export {};`,
      'exported.ts': `export import m = require('./m0');`,
      'marked.ts': `import type m = require('./m0'); export let x: m.A;`,
      'assigned.ts': `import m = require('./m0'); export = m;`,
      'listed.ts': `import m = require('./m0'); export { m };`,
      'dollar.ts': `import $m = require('./m0'); export const x = $m.A;`,
      'typeof.ts': `import m = require('./m0'); export let x: typeof m.A;`,
      'alias.ts': `import m = require('./m0'); import T = m.A; export const x = T;`,
      'alias-type.ts': `import m = require('./m0'); import T = m.A; export let x: T;`,
      'same-name.ts': `import m = require('./m0'); export let x: m.A; export const y = { m: 1 }.m;`,
      'heritage.ts': `import m = require('./m0'); import n = require('./m1'); export class X extends m.A implements n.A { n = 1 }`,
    };
    const expected = survivorsOf(texts, choice);
    for (const [name, text] of Object.entries(texts))
      expect(kept(name, text, choice), text).toEqual(expected.get(name));
  });

  it('of generated files', () => {
    fc.assert(
      fc.property(programText, fc.constantFrom(...CHOICES), (text, choice) => {
        // JSX goes through the parser, all else through the lexer.
        const name = text.includes('/>') ? 'random.tsx' : 'random.ts';
        expect(kept(name, text, choice)).toEqual(survivorsOf({ [name]: text }, choice).get(name));
      }),
      { numRuns: 150 },
    );
  });
});
