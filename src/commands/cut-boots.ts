import { TargetError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import { bootAll } from './boot-all.ts';
import { requestOfEntry, type BootFlags } from './boot-request.ts';
import type { GlobalFlags } from './flags.ts';
import { loadBoots, saveBoots } from './saved-boots.ts';

export interface CutBootsRequest {
  readonly root: string;
  readonly config: Config;
  readonly entries: readonly EntryConfig[];
  /** Null to take the last boots that were saved. */
  readonly boot: (BootFlags & { readonly signal: AbortSignal }) | null;
}

export interface CutBoots {
  /** By entry name; entries without a boot are not in it. */
  readonly traces: ReadonlyMap<string, BootTrace>;
  readonly notices: readonly Notice[];
}

/**
 * The boots that costs are taken from: fresh ones where they are asked for (runs the user's code), else the last saved.
 *
 * @throws TargetError where a boot that was asked for fails
 */
export async function cutBoots(host: Host, flags: GlobalFlags, request: CutBootsRequest): Promise<CutBoots> {
  const { root, config, entries, boot } = request;
  if (boot === null) return { traces: savedTraces(loadBoots(host, flags, root), entries), notices: [] };
  const { signal, ...bootFlags } = boot;
  const { boots } = await bootAll(host, flags, {
    requests: (context) => entries.map((entry) => requestOfEntry(entry, context)),
    context: { root, registrars: config.registrars, flags: { ...bootFlags, registrations: false }, signal },
  });
  const traces = boots.map(({ trace }) => trace);
  const notices = boots.flatMap((each) => each.notices);
  const failed = traces.find(({ failure }) => failure !== null);
  if (failed?.failure) {
    const { kind, message, hint } = failed.failure;
    throw new TargetError({ code: `boot-${kind}`, message: `'${failed.entry}': ${message}`, hint }, notices);
  }
  saveBoots(host, flags, root, traces);
  return { traces: new Map(traces.map((trace) => [trace.entry, trace])), notices };
}

/** A boot of the very entry, else of its file under another name. */
function savedTraces(
  saved: readonly BootTrace[],
  entries: readonly EntryConfig[],
): ReadonlyMap<string, BootTrace> {
  return new Map(
    entries.flatMap(({ name, file }) => {
      const trace = saved.find(({ entry }) => entry === name) ?? saved.find(({ main }) => main === file);
      return trace === undefined ? [] : [[name, trace] as const];
    }),
  );
}
