import type { OxcError } from 'oxc-transform';
import { lineColumn, type LineColumn } from '../io/line-column.ts';

/**
 * The place of a syntax error.
 *
 * @param text of the file
 * @param problem of oxc, whose offsets count UTF-8 bytes
 */
export function syntaxPlace(text: string, problem: OxcError): LineColumn {
  const bytes = Buffer.from(text).subarray(0, problem.labels[0]?.start ?? 0);
  return lineColumn(text, bytes.toString().length);
}
