import type { SuggestRequest } from '../cuts/request.ts';
import type { BootTrace } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { Analysis } from '../pipeline.ts';
import { startupCosts, type StartupCosts } from './startup-costs.ts';
import { suggestRequests } from './suggest-request.ts';

export interface CutsOfEntries {
  readonly root: string;
  /** Those to ask about; the analysis may hold more. */
  readonly entries: readonly EntryConfig[];
  readonly analysis: Analysis;
  /** By entry. */
  readonly traces: ReadonlyMap<string, BootTrace>;
  /** Of the Node that is predicted. */
  readonly nodeMajor: number;
}

/** An entry, and what the core can be asked about it, without a goal or a target. */
export interface AskableEntry {
  readonly entry: EntryConfig;
  readonly request: SuggestRequest;
  readonly costs: StartupCosts;
}

/**
 * Asks about the cuts of entries, one after the other. Reads files when the core asks for them; runs nothing.
 *
 * @param ask may ask the core any number of times
 * @returns all answers, in the order of the analysis
 */
export async function cutsOfEntries<T>(
  { root, entries, analysis, traces, nodeMajor }: CutsOfEntries,
  ask: (entry: AskableEntry) => readonly T[],
): Promise<T[]> {
  const maker = await suggestRequests(root, nodeMajor);
  const answers: T[] = [];
  for (const group of analysis.groups) {
    for (const analysed of group.entries) {
      const entry = entries.find(({ name }) => name === analysed.name);
      if (entry === undefined) continue;
      const trace = traces.get(entry.name);
      const costs = await startupCosts({ analysis, entries, group, entry: analysed, trace });
      answers.push(...ask({ entry, costs, request: maker(group, analysed, entry, costs) }));
    }
  }
  return answers;
}
