import { readFileSync, rmSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { createWhole, replaceWhole } from './write-whole.ts';

/**
 * Reads a text file with all its bytes: byte order mark, line ends.
 *
 * @param file absolute path
 * @throws UsageError `unreadable` where it cannot be read, or is no UTF-8: writing it again would spoil it
 */
export function readExactly(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw refused('unreadable', file, `cannot be read: ${codeOf(error)}`);
  }
  const text = bytes.toString('utf8');
  if (Buffer.from(text).equals(bytes)) return text;
  throw refused('unreadable', file, 'is not encoded as UTF-8');
}

/**
 * Writes a file as a whole or not at all, and only if nobody has changed it meanwhile.
 *
 * @param file absolute path, links resolved
 * @param before what it has to hold; null where it must not exist
 * @throws UsageError `changed-meanwhile` or `unwritable`
 */
export function replaceFile(file: string, before: string | null, after: string): void {
  try {
    if (before === null) return createWhole(file, after);
    if (readExactly(file) !== before) throw refused('changed-meanwhile', file, 'has been changed meanwhile');
    replaceWhole(file, after);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw refused('unwritable', file, `cannot be written: ${codeOf(error)}`);
  }
}

/** Removes a file that {@link replaceFile} made. */
export function removeFile(file: string): void {
  rmSync(file, { force: true });
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

function refused(code: string, file: string, problem: string): UsageError {
  return new UsageError({
    code,
    message: `${file} ${problem}`,
    hint: 'Nothing more was written. Check the file, then run the command again.',
    at: { file },
  });
}
