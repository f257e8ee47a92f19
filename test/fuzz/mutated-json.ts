import * as fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const ODD: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  1e308,
  -1e308,
  2 ** 53,
  '',
  ' ',
  'a',
  '0',
  '__proto__',
  'constructor',
  '\0\x1B[2J‮\n',
  'x'.repeat(5e3),
  '../../..',
  '/',
  'node:fs',
  'node_modules/x/y.js',
  [],
  {},
  [null],
  [[]],
  { a: 1 },
];

interface Change {
  /** Which value of the document, as a share of all. */
  readonly at: number;
  readonly kind: 'replace' | 'remove' | 'empty' | 'twice' | 'swap' | 'rename';
  readonly value: Json;
}

/**
 * Documents of a corpus with values replaced by odd ones, taken away, doubled and exchanged for each other.
 *
 * @param corpus plain JSON values; none of them is changed
 */
export function mutatedJson(corpus: readonly unknown[]): fc.Arbitrary<unknown> {
  const change: fc.Arbitrary<Change> = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    kind: fc.constantFrom('replace', 'replace', 'remove', 'remove', 'empty', 'twice', 'swap', 'rename'),
    value: fc.oneof(
      fc.constantFrom(...ODD),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: 'binary' }),
    ),
  });
  return fc
    .tuple(fc.nat(corpus.length - 1), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([base, changes]) => {
      const document = { whole: structuredClone(corpus[base]) as Json };
      for (const one of changes) apply(document, one);
      return document.whole ?? null;
    });
}

/** A place in a document: what holds a value, and the key it is held by. */
interface Held {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

function apply(document: { whole: Json }, { at, kind, value }: Change): void {
  const places = placesIn(document);
  const index = Math.floor(at * places.length);
  const place = places[index];
  if (place === undefined) return;
  const { holder, key } = place;
  const held = (holder as Record<string | number, Json>)[key] as Json;
  const set = (to: Json) =>
    void Object.defineProperty(holder, key, {
      value: to,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  if (kind === 'replace') set(structuredClone(value));
  else if (kind === 'empty')
    set(Array.isArray(held) ? [] : typeof held === 'string' ? '' : typeof held === 'number' ? 0 : {});
  else if (kind === 'twice' && Array.isArray(held)) set([...held, ...structuredClone(held)]);
  else if (kind === 'swap') {
    const other = places[(index * 7 + 3) % places.length] as Held;
    set(structuredClone((other.holder as Record<string | number, Json>)[other.key] as Json));
  } else if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else {
    delete holder[key];
    if (kind === 'rename') holder[typeof value === 'string' ? value : 'other'] = held;
  }
}

function placesIn(document: { whole: Json }): Held[] {
  const found: Held[] = [];
  const visit = (holder: Held['holder']): void => {
    for (const key of Object.keys(holder)) {
      found.push({ holder, key });
      const value = (holder as Record<string, Json>)[key];
      if (typeof value === 'object' && value !== null) visit(value);
    }
  };
  visit(document);
  return found;
}
