import * as fc from 'fast-check';

/** What stands where nobody expects it: brackets without end, odd spaces, halves of characters, words that mean much. */
const PIECES = [
  ...'( ) [ ] { } < > ` ${ " \' / // /* */ # @ ! ? . ?. ... , ; : = => == += ** \\ ~ ^ % & | 0 1 .5 0x 1n 1e999'.split(
    ' ',
  ),
  ...'\0 \u0001 \u007f \u0085 \u00a0 \u200b \u2028 \u2029 \u202e \ufeff \ud800 \udfff \u{1F600} \r \r\n \n \t \v \f'.split(
    ' ',
  ),
  ...'import export from require import( import.meta default as type typeof async await yield function class static'.split(
    ' ',
  ),
  ...'extends super new this let const var using enum namespace declare module abstract accessor get set of in'.split(
    ' ',
  ),
  ...'return throw try catch finally if else for while do switch case break continue with delete void instanceof'.split(
    ' ',
  ),
  ...'__proto__ constructor prototype undefined null true false NaN exports module.exports __esModule eval arguments'.split(
    ' ',
  ),
  "'./a'",
  '"b"',
  "'node:fs'",
  "with { type: 'json' }",
  '<!--',
  '-->',
  '#!',
  '/x/v',
  '<A>',
  '</A>',
  '<></>',
  'a?.[0]',
  'import x from "y";',
  'export * from "z";',
  'require("w")',
  'import("v")',
  'import u = require("t");',
  '@d() class D {}',
];

type Edit =
  | LineEdit
  | WordEdit
  | { readonly kind: 'drop' | 'twice' | 'swap'; readonly at: number; readonly count: number }
  | { readonly kind: 'piece'; readonly at: number; readonly piece: string; readonly times: number }
  | { readonly kind: 'splice'; readonly at: number; readonly other: number; readonly count: number }
  | { readonly kind: 'byte'; readonly at: number; readonly byte: number }
  | { readonly kind: 'cut'; readonly at: number };

/**
 * Texts of a corpus with tokens and bytes dropped, doubled, swapped, put in and taken from each other.
 *
 * @param corpus at least one text
 * @param pieces what is put in beside the usual
 */
export function mutatedText(corpus: readonly string[], pieces: readonly string[] = []): fc.Arbitrary<string> {
  // A share of the text, so that one figure fits every text.
  const at = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const count = fc.nat(12);
  const piece = fc.constantFrom(...PIECES, ...pieces);
  const times = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 1, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: 100, max: 30_000 }) },
  );
  const other = fc.nat(corpus.length - 1);
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ kind: fc.constantFrom('drop' as const, 'twice' as const, 'swap' as const), at, count }),
    fc.record({ kind: fc.constant('piece' as const), at, piece, times }),
    fc.record({ kind: fc.constant('splice' as const), at, other, count }),
    fc.record({ kind: fc.constant('byte' as const), at, byte: fc.nat(255) }),
    // What these make often still parses, and gets further than to the parser.
    ...[1, 2, 3].map(() =>
      fc.oneof(
        fc.record({ kind: fc.constant('word' as const), at, other, from: at }),
        fc.record({ kind: fc.constant('line' as const), at, other, from: at }),
      ),
    ),
    fc.record({ kind: fc.constant('cut' as const), at }),
  );
  return fc
    .tuple(fc.nat(corpus.length - 1), fc.array(edit, { minLength: 1, maxLength: 6 }))
    .map(([base, edits]) => edits.reduce((text, one) => edited(text, one, corpus), corpus[base] ?? ''));
}

function edited(text: string, edit: Edit, corpus: readonly string[]): string {
  if (edit.kind === 'cut') return text.slice(0, Math.floor(edit.at * text.length));
  if (edit.kind === 'byte') {
    const bytes = Buffer.from(text);
    if (bytes.length > 0) bytes[Math.floor(edit.at * bytes.length)] = edit.byte;
    return bytes.toString();
  }
  if (edit.kind === 'line') return withLine(text, corpus[edit.other] ?? '', edit);
  const tokens = tokensOf(text);
  if (edit.kind === 'word') return withWord(tokens, tokensOf(corpus[edit.other] ?? ''), edit);
  const at = Math.floor(edit.at * tokens.length);
  if (edit.kind === 'piece') tokens.splice(at, 0, edit.piece.repeat(edit.times));
  else if (edit.kind === 'splice') tokens.splice(at, 0, ...takenFrom(corpus[edit.other] ?? '', edit));
  else {
    const taken = tokens.splice(at, edit.count + 1);
    if (edit.kind === 'twice') tokens.splice(at, 0, ...taken, ...taken);
    if (edit.kind === 'swap') tokens.splice(Math.floor(at / 2), 0, ...taken);
  }
  return tokens.join('');
}

interface Taken<Kind> {
  readonly kind: Kind;
  readonly at: number;
  readonly other: number;
  readonly from: number;
}

type LineEdit = Taken<'line'>;
type WordEdit = Taken<'word'>;

/** A line of another text between two lines. */
function withLine(text: string, other: string, { at, from }: LineEdit): string {
  const [lines, others] = [text.split('\n'), other.split('\n')];
  lines.splice(Math.floor(at * lines.length), 0, others[Math.floor(from * others.length)] ?? '');
  return lines.join('\n');
}

/** A name, number or keyword in the place of another. */
function withWord(tokens: readonly string[], others: readonly string[], { at, from }: WordEdit): string {
  const [places, words] = [tokens, others].map((all) =>
    all.flatMap((token, index) => (/^[\w$]/.test(token) ? [index] : [])),
  ) as [number[], number[]];
  const place = places[Math.floor(at * places.length)];
  const word = others[words[Math.floor(from * words.length)] ?? -1] ?? 'a';
  return tokens.map((token, index) => (index === place ? word : token)).join('');
}

function takenFrom(text: string, { at, count }: { readonly at: number; readonly count: number }): string[] {
  const tokens = tokensOf(text);
  return tokens.slice(Math.floor(at * tokens.length)).slice(0, count + 1);
}

function tokensOf(text: string): string[] {
  return text.match(/\s+|[\w$]+|[^\s\w$]/gu) ?? [];
}
