import { renameRegistrations, renameTrace } from '../comparing/rename-trace.ts';
import type { LaidOutSide } from '../comparing/sides.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { ColdLoad, LateLoad } from '../model/loads.ts';
import type { Notice } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import type { RecordedBoot } from '../recording/record-boot.ts';
import type { Observed } from '../rules/rule.ts';
import { bootAll, type OnEntryRun } from './boot-all.ts';
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
  /** What is taken as it was; absent where there is nothing. */
  readonly kept?: KeptBoots;
  readonly onRun?: OnEntryRun;
}

/** Boots of entries that nothing has touched since, and what was loaded for the rules beside them. */
export interface KeptBoots {
  readonly boots: ReadonlyMap<string, RecordedBoot>;
  readonly coldLoads: readonly ColdLoad[];
  readonly lateLoads: readonly LateLoad[];
}

/** What boots showed, for the rules and for the report. */
export interface CheckBoots {
  readonly traces: readonly BootTrace[];
  /** By entry name; entries whose boot failed are not in it. */
  readonly observed: ReadonlyMap<string, Observed>;
  readonly coldLoads: readonly ColdLoad[] | null;
  readonly lateLoads: readonly LateLoad[] | null;
  readonly notices: readonly Notice[];
  /** Each boot by entry, joined, with its own notices: what a later check may keep. */
  readonly recorded: ReadonlyMap<string, RecordedBoot>;
  /** Entries that there was no time for. */
  readonly left: readonly string[];
}

/** Boots every entry, one after the other, and loads what the rules want to see loaded. */
export async function checkBoots(
  host: Host,
  flags: GlobalFlags,
  asked: CheckBootsRequest,
): Promise<CheckBoots> {
  const { root, config, entries, analysis, options, signal, until, kept, rename = (id) => id } = asked;
  const { requests, boots } = await bootAll(host, flags, {
    requests: (context) => entries.map((entry) => requestOfEntry(entry, context)),
    context: { root, registrars: config.registrars, flags: options, signal },
    totalMs: until - host.nowMs(),
    ...(kept && { kept: kept.boots }),
    ...(asked.onRun && { onRun: asked.onRun }),
  });
  const traces = boots.map(({ trace }) => renameTrace(trace, rename));
  const withMemory = options.memory === true;
  const joined = await joinBoots({ root, traces, requests, entries, analysis, withMemory });
  const isKept = ({ entry }: { readonly entry: string }) => kept?.boots.has(entry) === true;
  const started = booted(joined, requests, analysis).filter(({ trace }) => !isKept(trace));
  const leftMs = () => until - host.nowMs();
  const cold = await coldLoads(config.rules, started, leftMs);
  const late = await lateLoads(config.rules, started, leftMs);
  const renamed = (load: LateLoad): LateLoad => ({
    ...load,
    registrations: renameRegistrations(load.registrations, rename),
  });
  return {
    traces: joined.map(({ trace }) => trace),
    observed: observedOf(joined),
    coldLoads: cold && [...(kept?.coldLoads ?? []).filter(isKept), ...cold],
    lateLoads: late && [...(kept?.lateLoads ?? []).filter(isKept), ...late.map(renamed)],
    notices: boots.flatMap(({ notices }) => notices),
    recorded: new Map(
      joined.map(({ trace }, at) => [trace.entry, { trace, notices: boots[at]?.notices ?? [] }]),
    ),
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
