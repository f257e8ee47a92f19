import { basename, isAbsolute, resolve } from 'node:path';
import { isFile, realPath } from '../io/files.ts';

/** Options of Node that take the next word as their value. */
const WITH_VALUE =
  /^(-r|-C|--require|--import|--loader|--experimental-loader|--conditions|--env-file|--input-type)$/;

/**
 * The command of an entry with another script in place of its own: what is preloaded and which runner compiles it
 * stays the same, its arguments go. Where the command does not name the script (`npm start`), Node alone is started.
 *
 * @param mains absolute paths of what may be its main script: the source, the compiled file
 * @param cwd absolute path that words of the command are relative to
 */
export function commandWithScript(
  command: readonly string[],
  mains: readonly string[],
  cwd: string,
  script: string,
): readonly string[] {
  const known = new Set(mains.map(realPath));
  const at = command.findIndex((word) => known.has(fileOf(word, cwd)));
  if (at > 0) return [...command.slice(0, at), script];
  const [program = ''] = command;
  if (at < 0 && /^node(\.exe)?$/i.test(basename(program)))
    return [program, ...flagsOf(command.slice(1)), script];
  return ['node', script];
}

function fileOf(word: string, cwd: string): string {
  const path = isAbsolute(word) ? word : resolve(cwd, word);
  const found = [path, ...['.js', '.cjs', '.mjs', '/index.js'].map((end) => path + end)].find(isFile);
  return found === undefined ? '' : realPath(found);
}

/** The words before the script. */
function flagsOf(words: readonly string[]): string[] {
  const flags: string[] = [];
  for (let at = 0; at < words.length && words[at]!.startsWith('-') && words[at] !== '--'; at++) {
    flags.push(words[at]!);
    if (WITH_VALUE.test(words[at]!)) flags.push(words[++at] ?? '');
  }
  return flags;
}
