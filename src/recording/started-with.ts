import { delimiter, dirname } from 'node:path';

/**
 * The command with the wanted Node binary: in place of a first word `node`, and first on the PATH for whatever else
 * looks for one (`npx`, scripts with a hashbang).
 *
 * @param env of the command; its PATH is changed where a binary is wanted
 */
export function startedWith(
  { command, node }: { readonly command: readonly string[]; readonly node: string | undefined },
  env: NodeJS.ProcessEnv,
): readonly string[] {
  if (node === undefined) return command;
  const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[path] = [dirname(node), env[path]].filter((part) => part !== undefined).join(delimiter);
  const [program, ...rest] = command;
  return program === 'node' ? [node, ...rest] : command;
}
