import { existsSync } from 'node:fs';
import { win32 } from 'node:path';

export interface WindowsCommand {
  readonly file: string;
  readonly args: readonly string[];
  /** The arguments are quoted already: Node must hand them on as they are. */
  readonly verbatim: boolean;
}

/**
 * How a command is started on Windows, where `npx` and `npm` are batch files that only cmd.exe can run.
 *
 * The rules: programs (.exe, .com) are started directly; all else goes to `cmd.exe /d /s /c "…"`, each argument quoted
 * for the C runtime and then with `^` before every character that cmd.exe acts on. The shims that npm puts into
 * node_modules/.bin hand their arguments to cmd.exe once more, so these are escaped twice. See
 * https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments.
 *
 * @param exists whether there is a file; tests give their own
 * @returns null where the command is not found
 */
export function windowsCommand(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  exists: (path: string) => boolean = existsSync,
): WindowsCommand | null {
  const [name = '', ...args] = command;
  const file = find(name, cwd, env, exists);
  if (file === undefined) return null;
  if (/\.(exe|com)$/i.test(file)) return { file, args, verbatim: false };
  const times = /node_modules[\\/]\.bin[\\/][^\\/]+\.cmd$/i.test(file) ? 2 : 1;
  const line = [forCmd(win32.normalize(file)), ...args.map((text) => forCmd(quoted(text), times))].join(' ');
  const shell = valueOf(env, 'COMSPEC') ?? 'cmd.exe';
  return { file: shell, args: ['/d', '/s', '/c', `"${line}"`], verbatim: true };
}

/** Looks like cmd.exe: the working directory first, then PATH, with every extension of PATHEXT. */
function find(
  name: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  exists: (path: string) => boolean,
): string | undefined {
  const extensions = (valueOf(env, 'PATHEXT') || '.COM;.EXE;.BAT;.CMD').split(';').filter(Boolean);
  const hasExtension = extensions.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()));
  const names = [...(hasExtension ? [name] : []), ...extensions.map((extension) => name + extension)];
  const isPath = /[\\/]/.test(name);
  const folders = isPath ? [''] : ['', ...(valueOf(env, 'PATH') ?? '').split(';').filter(Boolean)];
  const paths = folders.flatMap((folder) => names.map((leaf) => win32.resolve(cwd, unquoted(folder), leaf)));
  return name === '' ? undefined : paths.find(exists);
}

function unquoted(folder: string): string {
  return folder.replaceAll('"', '');
}

/** Names of variables differ by more than case. */
function valueOf(env: NodeJS.ProcessEnv, name: string): string | undefined {
  return Object.entries(env).find(([key]) => key.toUpperCase() === name)?.[1];
}

/** For the C runtime: backslashes count only before a quote, where each is doubled. */
function quoted(argument: string): string {
  return `"${argument.replaceAll(/(\\*)"/g, String.raw`$1$1\"`).replace(/(\\*)$/, '$1$1')}"`;
}

function forCmd(text: string, times = 1): string {
  const escaped = text.replaceAll(/[()[\]%!^"`<>&|;, *?]/g, '^$&');
  return times > 1 ? forCmd(escaped, times - 1) : escaped;
}
