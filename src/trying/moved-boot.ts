import { isAbsolute, resolve } from 'node:path';
import { exists, realPath } from '../io/files.ts';
import type { BootRequest } from '../recording/boot-request.ts';

/**
 * The boot of a project, in a copy of it: folder, words of the command and variables that lie in the one lead into the
 * other.
 *
 * @param root of the copy, absolute real path
 */
export function movedBoot(boot: BootRequest, root: string): BootRequest {
  const move = mover(boot.root, root);
  const cwd = move(boot.cwd);
  const staysOutside = cwd === boot.cwd;
  const word = (text: string): string => {
    const moved = move(text);
    if (moved !== text || !(staysOutside || isAbsolute(text))) return moved;
    const path = resolve(boot.cwd, text);
    return exists(path) ? moveOr(text, realPath(path), move) : text;
  };
  return {
    ...boot,
    root,
    cwd: staysOutside ? move(realPath(boot.cwd)) : cwd,
    command: boot.command.map(word),
    env: mapValues(boot.env, move),
    ownEnv: mapValues(boot.ownEnv, move) as Record<string, string>,
  };
}

const WINDOWS = /^(?:[a-z]:[\\/]|\\\\|\/\/)/i;

/**
 * Replaces a folder's path by another's wherever a text holds it as the beginning of a path. A path of Windows is met in
 * any case, and with either slash.
 */
export function mover(from: string, to: string): (text: string) => string {
  const escaped = from.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const isWindows = WINDOWS.test(from);
  const path = isWindows ? escaped.replaceAll(/\/|\\\\/g, '[\\\\/]') : escaped;
  const before = isWindows ? '[\\s"\'`=:;,(\\[<]|:///' : '[\\s"\'`=:;,(\\[<]|://';
  const pattern = new RegExp(`(?<=^|${before})${path}(?=$|[/\\\\\\s"'\`:;,)\\]>])`, isWindows ? 'gi' : 'g');
  return (text) => text.replaceAll(pattern, () => to);
}

function moveOr(text: string, path: string, move: (path: string) => string): string {
  const moved = move(path);
  return moved === path ? text : moved;
}

function mapValues(values: NodeJS.ProcessEnv, map: (text: string) => string): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === undefined ? value : map(value)]),
  );
}
