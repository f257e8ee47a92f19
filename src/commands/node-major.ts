import { execFileSync } from 'node:child_process';
import { UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { nodeBinary } from './node-binary.ts';

/**
 * Major version of the Node that is asked for; ours where none is.
 *
 * @throws UsageError where it cannot be started
 */
export function nodeMajorOf(given: string | undefined, host: Host, root: string): number {
  if (given === undefined) return majorOf(process.versions.node);
  const binary = nodeBinary(given, host, root);
  try {
    const said = execFileSync(binary, ['-p', 'process.versions.node'], { encoding: 'utf8', timeout: 10_000 });
    return majorOf(said.trim());
  } catch {
    throw new UsageError({
      code: 'node-not-found',
      message: `${given} does not tell its version`,
      hint: 'Give --node the path of a Node executable.',
      at: { file: given },
    });
  }
}

function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}
