import { existsSync } from 'node:fs';

/** What to do about an error of the system, by its code. */
const REMEDIES: Readonly<Record<string, string>> = {
  EACCES:
    'it may not be executed. Make it executable (chmod +x), or start it with its interpreter: node FILE.',
  EPERM: 'the system does not permit it.',
  ENOEXEC: 'the system cannot execute a file of that kind. Start it with its interpreter: node FILE.',
  E2BIG: 'its arguments and environment are too long for the system. Shorten them.',
  EAGAIN: 'no more processes are allowed. Raise the limit (ulimit -u), or end some.',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n).',
  ENFILE: 'too many files are open on this machine.',
  ENOMEM: 'there is not enough memory.',
};

/**
 * Why a command was not started and what to do, in words.
 *
 * @param error what the system said
 */
export function startProblem(command: readonly string[], cwd: string, error: NodeJS.ErrnoException): string {
  const [name = ''] = command;
  if (name === '') return 'There is no command to start.';
  if (!existsSync(cwd)) return `The folder to start in does not exist: ${cwd}`;
  const { code = '' } = error;
  if (code === 'ENOENT') return `\`${name}\` was not started: ${notFound(name)}`;
  const remedy = REMEDIES[code];
  return `\`${name}\` was not started: ${remedy === undefined ? error.message : `${remedy} (${code})`}`;
}

function notFound(name: string): string {
  if (!/[\\/]/.test(name))
    return `there is no such program on PATH. Write \`npx ${name}\` for one from node_modules, or its path.`;
  return 'there is no such file, or the interpreter that its first line names does not exist.';
}
