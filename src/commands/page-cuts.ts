import { suggestCuts } from '../cuts/suggest.ts';
import { knownError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { CutsReport } from '../model/cut.ts';
import type { Report } from '../model/report.ts';
import { analyseEntries } from './analysis.ts';
import type { GlobalFlags } from './flags.ts';
import { nodeMajorOf } from './node-major.ts';
import { startupCosts } from './startup-costs.ts';
import { suggestRequests } from './suggest-request.ts';

export interface PageCutsRequest {
  readonly root: string;
  readonly entries: readonly EntryConfig[];
  /** Boots that were just made; entries whose boot failed are left out. */
  readonly traces: readonly BootTrace[];
  /** Node binary to predict; ours where none is given. */
  readonly node?: string | undefined;
}

/**
 * What a page says about cuts, worked out from boots that were made for something else. Runs none of the analysed code.
 *
 * @returns nothing where every boot failed, or the imports cannot be had: what was booted is reported all the same
 */
export async function pageCuts(
  host: Host,
  flags: GlobalFlags,
  { root, entries, traces, node }: PageCutsRequest,
): Promise<Pick<Report, 'cuts'>> {
  const broken = new Set(traces.filter(({ failure }) => failure !== null).map(({ entry }) => entry));
  const asked = entries.filter(({ name }) => !broken.has(name));
  if (asked.length === 0) return {};
  try {
    return { cuts: await suggested(host, flags, { root, entries: asked, traces, node }) };
  } catch (error) {
    knownError(error);
    return {};
  }
}

async function suggested(
  host: Host,
  flags: GlobalFlags,
  { root, entries, traces, node }: PageCutsRequest,
): Promise<CutsReport[]> {
  const analysis = await analyseEntries(host, flags, root, entries);
  const maker = await suggestRequests(root, nodeMajorOf(node, host, root));
  const cuts: CutsReport[] = [];
  for (const group of analysis.groups) {
    for (const entry of group.entries) {
      const config = entries.find(({ name }) => name === entry.name)!;
      const trace = traces.find((each) => each.entry === entry.name);
      const costs = await startupCosts({ analysis, entries, group, entry, trace });
      cuts.push(suggestCuts(maker(group, entry, config, costs)));
    }
  }
  return cuts;
}
