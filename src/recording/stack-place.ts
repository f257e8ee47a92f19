import { moduleKey } from '../boot/trace/module-key.ts';

/** A place in a file, as a stack tells it. */
export interface StackPlace {
  /** Absolute path. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

const FRAME = /^\s+at (?:.*\()?(?:async )?((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^()]*?):(\d+):(\d+)\)?$/;
/** Syntax errors and failed links begin with the place itself. */
const HEAD = /^((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^\n]*?):(\d+)$/;
/** A missing ES module leaves no frame of the program's. */
const IMPORTED_FROM = / imported from ((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])\S.*)$/m;

/**
 * Where an error was thrown: the first line of its stack that names a file.
 *
 * @param ignored absolute path of a file that does not count
 * @returns null where the stack names none
 */
export function placeInStack(stack: string, ignored: string): StackPlace | null {
  const lines = stack.split('\n');
  const head = HEAD.exec(lines[0] ?? '');
  if (head !== null) return { file: moduleKey(head[1]!), line: Number(head[2]) };
  const from = IMPORTED_FROM.exec(stack);
  if (from !== null) return { file: moduleKey(from[1]!.trim()) };
  for (const text of lines) {
    const frame = FRAME.exec(text);
    if (frame === null) continue;
    const file = moduleKey(frame[1]!);
    if (file !== ignored) return { file, line: Number(frame[2]), column: Number(frame[3]) };
  }
  return null;
}
