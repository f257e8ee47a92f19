import * as fc from 'fast-check';
import { renderCommonJs } from './random-commonjs.ts';
import { renderEsm } from './random-esm.ts';
import type { Files } from './programs-of.ts';

/** `mixed`: ES modules that import CommonJS ones. `tsc`: TypeScript compiled to CommonJS. `awaiting`: top-level await. */
export type Flavour = 'esm' | 'cjs' | 'mixed' | 'tsc' | 'awaiting';
export type Kind = 'const' | 'let' | 'var' | 'class' | 'function' | 'default';

/** Numbers choose: whatever they are, there is something for them, so that any part can go when a case shrinks. */
export interface Link {
  readonly to: number;
  readonly form: number;
  readonly at: number;
}

/** What a module does with a name that a link gives it, or with one of its own. */
export interface Use {
  readonly form: number;
  readonly link: number;
  readonly name: number;
  readonly at: number;
}

interface Shape {
  readonly format: number;
  readonly style: number;
  readonly kinds: readonly Kind[];
  readonly links: readonly Link[];
  readonly uses: readonly Use[];
}

export interface Export {
  readonly name: string;
  readonly kind: Kind;
}

/** A module to be written, and what it may know of the others. */
export interface Draft extends Shape {
  readonly index: number;
  readonly commonJs: boolean;
  readonly own: readonly Export[];
  readonly file: string;
  /** As others write it. */
  readonly specifier: string;
}

export interface RandomProject {
  readonly entry: string;
  /** As they are written; TypeScript is not compiled. */
  readonly files: Files;
}

const number = fc.nat(23);
const link = fc.record({ to: number, form: number, at: number });
const use = fc.record({ form: number, link: number, name: number, at: number });
const kind = fc.constantFrom<Kind>(
  'const',
  'let',
  'var',
  'class',
  'class',
  'function',
  'function',
  'default',
);
const shape = fc.record({
  format: number,
  style: number,
  kinds: fc.array(kind, { minLength: 1, maxLength: 4 }),
  links: fc.array(link, { minLength: 1, maxLength: 4 }),
  uses: fc.array(use, { maxLength: 5 }),
});

/** Small projects with many cycles, whose first module is the entry. */
export function randomCycles(flavour: Flavour): fc.Arbitrary<RandomProject> {
  return fc.array(shape, { minLength: 2, maxLength: 6 }).map((shapes) => {
    const drafts = shapes.map((each, index) => toDraft(each, index, flavour));
    const files = drafts.map((draft) => [
      draft.file,
      draft.commonJs ? renderCommonJs(draft, drafts) : renderEsm(draft, drafts, flavour === 'awaiting'),
    ]);
    return { entry: drafts[0]!.file, files: Object.fromEntries(files) as Files };
  });
}

function toDraft(shape: Shape, index: number, flavour: Flavour): Draft {
  const commonJs = flavour === 'cjs' || (flavour === 'mixed' && shape.format % 2 === 1);
  const name = `m${index}`;
  const file = `${name}${flavour === 'tsc' ? '.ts' : commonJs ? '.cjs' : '.mjs'}`;
  return {
    ...shape,
    index,
    commonJs,
    own: ownExports(shape.kinds, index, commonJs),
    file,
    specifier: `./${flavour === 'tsc' ? name : file}`,
  };
}

/** One default export at most; CommonJS has none. */
function ownExports(kinds: readonly Kind[], index: number, commonJs: boolean): Export[] {
  let hasDefault = commonJs;
  return kinds.map((kind, at) => {
    if (kind !== 'default' || hasDefault)
      return { name: `x${index}_${at}`, kind: kind === 'default' ? 'const' : kind };
    hasDefault = true;
    return { name: 'default', kind };
  });
}
