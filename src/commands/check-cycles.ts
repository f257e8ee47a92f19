import type { Host } from '../io/host.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Analysis } from '../pipeline.ts';
import type { CheckOptions } from './check-options.ts';
import { cyclesFinder, type FoundCycles } from './find-cycles.ts';
import type { GlobalFlags } from './flags.ts';
import { nodeMajorOf } from './node-major.ts';

export interface CyclesReaderRequest {
  readonly root: string;
  readonly config: Pick<Config, 'rules'>;
  readonly entries: readonly EntryConfig[];
  readonly options: Pick<CheckOptions, 'node'>;
}

/**
 * Loads what it takes to look at cycles.
 *
 * @returns null where no rule asks for it
 */
export async function cyclesReader(
  host: Host,
  flags: GlobalFlags,
  { root, config, entries, options }: CyclesReaderRequest,
): Promise<((analysis: Analysis) => FoundCycles) | null> {
  if (!config.rules.some(({ type }) => type === 'cycle-hazard')) return null;
  const nodeMajor = nodeMajorOf(options.node, host, root);
  const find = await cyclesFinder(host, flags);
  return (analysis) => find({ analysis, entries, nodeMajor, compiler: undefined });
}
