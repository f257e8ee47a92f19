import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';

/**
 * The Node executable that a flag or the config names, from the present folder or the root.
 *
 * @throws UsageError where there is none
 */
export function nodeBinary(given: string, host: Host, root: string): string {
  const found = [resolve(host.cwd, given), resolve(root, given)].find(isFile);
  if (found !== undefined) return found;
  throw new UsageError({
    code: 'node-not-found',
    message: `there is no Node binary ${given}`,
    hint: 'Give --node the path of a Node executable.',
    at: { file: given },
  });
}
