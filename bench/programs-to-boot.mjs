// What the benchmarks of boots are given on the command line: `-- COMMAND`, or names of programs in a folder.
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

const DEFAULT_NAMES = ['eslint', 'firebase-tools', 'nestjs-cli'];

/**
 * @param positionals FOLDER and names. FOLDER holds programs.json ([{name, dir, entry, args}]) and apps/DIR with the
 *   installed programs
 * @returns [{name, root, command}], the command's first word being this Node
 */
export function programsToBoot([folder, ...names]) {
  const base = realpathSync(folder);
  const programs = JSON.parse(readFileSync(join(base, 'programs.json'), 'utf8'));
  return (names.length > 0 ? names : DEFAULT_NAMES).map((name) => {
    const program = programs.find((one) => one.name === name);
    if (program === undefined)
      throw new Error(`there is no program ${name} in ${join(base, 'programs.json')}`);
    const command = [process.execPath, ...(program.nodeArgs ?? []), program.entry, ...(program.args ?? [])];
    return { name, root: join(base, 'apps', program.dir), command };
  });
}
