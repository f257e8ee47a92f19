import { UsageError } from '../errors.ts';
import { removeFile, replaceFile } from '../io/replace-file.ts';
import type { FileChange } from './fix-changes.ts';

/** What writing needs of the disk; tests give their own. */
export interface FileWriter {
  readonly replace: (path: string, before: string | null, after: string) => void;
  readonly remove: (path: string) => void;
}

const DISK: FileWriter = { replace: replaceFile, remove: removeFile };

/**
 * Writes all changes, each file as a whole, or none. No signal comes between two files: nothing is waited for.
 *
 * @returns what puts everything back
 * @throws UsageError of the file that could not be written, the others being as before; `half-written` with the names of
 *   those that could not be put back
 */
export function writeAll(changes: readonly FileChange[], disk: FileWriter = DISK): () => void {
  const written: FileChange[] = [];
  const undo = (cause?: unknown): void => {
    const stay = written.filter((change) => !putBack(change, disk));
    if (stay.length > 0) throw halfWritten(stay, changes, cause);
  };
  try {
    for (const change of changes) {
      disk.replace(change.path, change.before, change.after);
      written.push(change);
    }
    return () => undo();
  } catch (error) {
    undo(error);
    throw error;
  }
}

/** One that cannot be put back does not keep the others as they were written. */
function putBack({ path, before, after }: FileChange, disk: FileWriter): boolean {
  try {
    if (before === null) disk.remove(path);
    else disk.replace(path, after, before);
    return true;
  } catch {
    return false;
  }
}

function halfWritten(stay: readonly FileChange[], all: readonly FileChange[], cause: unknown): UsageError {
  const names = (list: readonly FileChange[]) => list.map(({ file }) => file).join(', ');
  const others = all.filter((each) => !stay.includes(each));
  const why = cause instanceof Error ? `${cause.message}; and w` : 'W';
  return new UsageError({
    code: 'half-written',
    message: `${why}hat was written could not be taken back: ${names(stay)}${others.length > 0 ? `. As before: ${names(others)}` : ''}`,
    hint: 'Each file is whole. Take those back by your version control (git checkout -- FILE), or run the command again when they can be written.',
    at: { file: stay[0]!.file },
  });
}
