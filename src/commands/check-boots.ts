import { renameRegistrations, renameTrace } from '../comparing/rename-trace.ts';
import type { LaidOutSide } from '../comparing/sides.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { ColdLoad, LateLoad } from '../model/loads.ts';
import type { Notice } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import type { Observed } from '../rules/rule.ts';
import { bootAll } from './boot-all.ts';
import { requestOfEntry } from './boot-request.ts';
import { coldLoads, lateLoads, type BootedEntry } from './check-loads.ts';
import type { CheckOptions } from './check-options.ts';
import type { GlobalFlags } from './flags.ts';
import { joinBoots, type JoinedBoot } from './join-boots.ts';

export interface CheckBootsRequest {
  readonly root: string;
  readonly config: Config;
  readonly entries: readonly EntryConfig[];
  readonly analysis: Analysis;
  readonly options: CheckOptions;
  readonly signal: AbortSignal;
  /** When boots and loads must be over, by the host's clock in ms. */
  readonly until: number;
  /** Ids that modules are to have instead of those below `root`; see `LaidOutSide`. */
  readonly rename?: LaidOutSide['rename'];
}

/** What boots showed, for the rules and for the report. */
export interface CheckBoots {
  readonly traces: readonly BootTrace[];
  /** By entry name; entries whose boot failed are not in it. */
  readonly observed: ReadonlyMap<string, Observed>;
  readonly coldLoads: readonly ColdLoad[] | null;
  readonly lateLoads: readonly LateLoad[] | null;
  readonly notices: readonly Notice[];
  /** Entries that there was no time for. */
  readonly left: readonly string[];
}

/** Boots every entry, one after the other, and loads what the rules want to see loaded. */
export async function checkBoots(
  host: Host,
  flags: GlobalFlags,
  asked: CheckBootsRequest,
): Promise<CheckBoots> {
  const { root, config, entries, analysis, options, signal, until, rename = (id) => id } = asked;
  const { requests, boots } = await bootAll(host, flags, {
    requests: (context) => entries.map((entry) => requestOfEntry(entry, context)),
    context: { root, registrars: config.registrars, flags: options, signal },
    totalMs: until - host.nowMs(),
  });
  const traces = boots.map(({ trace }) => renameTrace(trace, rename));
  const joined = await joinBoots({
    root,
    traces,
    requests,
    entries,
    analysis,
    withMemory: options.memory === true,
  });
  const started = booted(joined, requests, analysis);
  const leftMs = () => until - host.nowMs();
  const cold = await coldLoads(config.rules, started, leftMs);
  const late = await lateLoads(config.rules, started, leftMs);
  return {
    traces: joined.map(({ trace }) => trace),
    observed: observedOf(joined),
    coldLoads: cold,
    lateLoads:
      late &&
      late.map((load) => ({ ...load, registrations: renameRegistrations(load.registrations, rename) })),
    notices: boots.flatMap(({ notices }) => notices),
    left: entries.slice(boots.length).map(({ name }) => name),
  };
}

/** A boot that failed shows nothing that a rule could rest on. */
function observedOf(joined: readonly JoinedBoot[]): Map<string, Observed> {
  return new Map(
    joined.flatMap(({ trace, startup }) =>
      startup === null || trace.failure !== null ? [] : [[trace.entry, { trace, startup }]],
    ),
  );
}

function booted(
  joined: readonly JoinedBoot[],
  requests: readonly BootRequest[],
  { groups }: Analysis,
): BootedEntry[] {
  return joined.flatMap(({ trace }, at) => {
    if (trace.failure !== null) return [];
    const request = requests[at] as BootRequest;
    return groups.flatMap((group) =>
      group.entries
        .filter(({ name }) => name === request.entry)
        .map((entry) => ({ request, trace, group, entry })),
    );
  });
}
