import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { createWhole, replaceWhole } from './write-whole.ts';

/** The disk, or this user's share of it, is used up. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Reads a text file without its byte order mark.
 *
 * @param file absolute path
 * @returns null where there is no regular file (a folder, pipe or device counts as none: reading it could block)
 * @throws UsageError `unreadable` where the file exists but may not be read
 */
export function readText(file: string): string | null {
  if (!isFile(file)) return null;
  try {
    const text = readFileSync(file, 'utf8');
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  } catch (error) {
    throw refused('unreadable', 'read', file, error);
  }
}

/** Whether a regular file is at this absolute path, links followed. */
export function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    // A folder on the way may not be entered, or links form a loop.
    return false;
  }
}

/** Whether anything, a broken link included, is at this absolute path. */
export function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The absolute path with all links resolved; the path itself where nothing is there. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Names of the real folders (no links) inside an absolute path, sorted; empty where it cannot be listed. */
export function foldersIn(folder: string): readonly string[] {
  try {
    const found = readdirSync(folder, { withFileTypes: true }).filter((item) => item.isDirectory());
    return found.map((item) => item.name).toSorted();
  } catch {
    return [];
  }
}

/**
 * Writes a text file, as a whole or not at all.
 *
 * @param file absolute path
 * @param mode `create` never touches what exists, a link included
 * @throws UsageError `unwritable`
 */
export function writeText(file: string, text: string, mode: 'create' | 'replace'): void {
  try {
    if (mode === 'create') createWhole(file, text);
    else replaceWhole(file, text);
  } catch (error) {
    throw refused('unwritable', 'written', file, error);
  }
}

function refused(code: string, verb: string, file: string, error: unknown): UsageError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return new UsageError({
    code,
    message: `${file} cannot be ${verb}: ${reason}`,
    hint: FULL.has(reason)
      ? 'Make room there, or name another place; then run the command again.'
      : 'Check that the path is right and its permissions allow it.',
    at: { file },
  });
}
