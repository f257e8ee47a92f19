const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE_OF = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));
/** Set in all digits of a number but its last. */
const MORE = 32;

/**
 * Writes whole numbers as text, five bits a character: small ones take one. The digits are those of source maps
 * (ECMA-426, base64 VLQ), but numbers have no sign: see {@link zigzag}.
 *
 * @param values 0 to 2^53 - 1 each
 */
export function packNumbers(values: Iterable<number>): string {
  let text = '';
  for (const value of values) {
    let left = value;
    while (left >= MORE) {
      text += DIGITS[MORE + (left % MORE)];
      left = Math.floor(left / MORE);
    }
    text += DIGITS[left];
  }
  return text;
}

/** Reads what {@link packNumbers} wrote. */
export function unpackNumbers(text: string): number[] {
  const values: number[] = [];
  let value = 0;
  let weight = 1;
  for (let at = 0; at < text.length; at++) {
    const digit = VALUE_OF.get(text.charCodeAt(at)) ?? 0;
    value += (digit % MORE) * weight;
    weight *= MORE;
    if (digit >= MORE) continue;
    values.push(value);
    value = 0;
    weight = 1;
  }
  return values;
}

/** Makes small numbers of either sign small numbers without one: 0, -1, 1, -2 become 0, 1, 2, 3. */
export function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** Undoes {@link zigzag}. */
export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** Writes codes that mostly repeat: pairs of a code and how often it comes in a row. */
export function packRuns(codes: Iterable<number>): string {
  const runs: number[] = [];
  for (const code of codes) {
    if (runs.length > 0 && runs.at(-2) === code) runs[runs.length - 1]! += 1;
    else runs.push(code, 1);
  }
  return packNumbers(runs);
}

/** Reads what {@link packRuns} wrote. */
export function unpackRuns(text: string): number[] {
  const runs = unpackNumbers(text);
  const codes: number[] = [];
  for (let at = 0; at < runs.length; at += 2)
    for (let times = runs[at + 1]!; times > 0; times--) codes.push(runs[at]!);
  return codes;
}
