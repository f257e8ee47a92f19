import process from 'node:process';
import { graphReport } from '../commands/graph.ts';
import { processHost } from '../io/host.ts';
import type { Report } from '../model/report.ts';
import { silentHost, toFlags, type ProjectOptions } from './options.ts';

/**
 * The startup graph of each entry.
 *
 * @throws UsageError, TargetError where there is nothing to analyse, or an entry cannot be
 */
export function analyzeProject(options: ProjectOptions, version: string): Promise<Report> {
  return graphReport(
    silentHost(processHost(process), options),
    toFlags(options, version),
    options.entries ?? [],
  );
}
