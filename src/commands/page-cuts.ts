import { suggestCuts } from '../cuts/suggest.ts';
import { knownError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { Report } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { cutsOfEntries } from './cuts-of-entries.ts';
import { nodeMajorOf } from './node-major.ts';

export interface PageCutsRequest {
  readonly root: string;
  readonly entries: readonly EntryConfig[];
  /** Boots that were just made; entries whose boot failed are left out. */
  readonly traces: readonly BootTrace[];
  /** Of all entries, as the report has it; null where it could not be had. */
  readonly analysis: Analysis | null;
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
  { root, entries, traces, analysis, node }: PageCutsRequest,
): Promise<Pick<Report, 'cuts'>> {
  const broken = new Set(traces.filter(({ failure }) => failure !== null).map(({ entry }) => entry));
  const asked = entries.filter(({ name }) => !broken.has(name));
  if (asked.length === 0 || analysis === null) return {};
  try {
    const nodeMajor = nodeMajorOf(node, host, root);
    const byEntry = new Map(traces.map((trace) => [trace.entry, trace]));
    const given = { root, entries: asked, analysis, traces: byEntry, nodeMajor };
    return { cuts: await cutsOfEntries(given, ({ request }) => [suggestCuts(request)]) };
  } catch (error) {
    knownError(error);
    return {};
  }
}
