import { posix } from 'node:path';
import { childEnvironment } from '../boot/child-environment.ts';
import { measureMemory } from '../boot/memory.ts';
import type { MemoryJob } from '../boot/memory-protocol.ts';
import { childCodeFolder } from '../boot/preload.ts';
import { sourceOfCompiled } from '../boot/source-maps.ts';
import type { BootTrace, ModuleVisit } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { Analysis, AnalysedEntry, AnalysedGroup } from '../pipeline.ts';
import type { Startup } from '../model/startup.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { redactOutput } from '../recording/redact.ts';

export interface JoinRequest {
  readonly root: string;
  /** In the order of `requests`. */
  readonly traces: readonly BootTrace[];
  readonly requests: readonly BootRequest[];
  readonly entries: readonly EntryConfig[];
  /** Null where the graph could not be had. */
  readonly analysis: Analysis | null;
  readonly withMemory: boolean;
}

/** A boot joined with the graph of its entry. */
export interface JoinedBoot {
  readonly trace: BootTrace;
  /** Null where there is no graph, or nothing was seen of the boot. */
  readonly startup: Startup | null;
}

/** Joins boots with the graphs of their entries: where the two disagree, and what dependencies keep in memory. */
export async function joinBoots(request: JoinRequest): Promise<JoinedBoot[]> {
  const joined: JoinedBoot[] = [];
  for (const [at, trace] of request.traces.entries()) {
    const found = findEntry(request.analysis, request.entries, trace.entry);
    const startup = found === undefined ? null : startupOf(trace, found, request.root);
    const boot = request.requests[at] as BootRequest;
    // A trace that was joined before has been asked already.
    const measured = trace.memory ?? null;
    const memory = measured ?? (request.withMemory ? await memoryOf(trace, found?.group, boot) : null);
    joined.push({ trace: { ...trace, ...evidence(startup), memory }, startup });
  }
  return joined;
}

function evidence(startup: Startup | null): Pick<BootTrace, 'drift' | 'startup'> {
  if (startup === null) return { drift: null, startup: null };
  const { drift, modules } = startup;
  return { drift, startup: modules.map(({ id, evidence, timing }) => ({ id, evidence, timing })) };
}

interface Found {
  readonly group: AnalysedGroup;
  readonly entry: AnalysedEntry;
}

function findEntry(
  analysis: Analysis | null,
  entries: readonly EntryConfig[],
  name: string,
): Found | undefined {
  if (!entries.some((entry) => entry.name === name)) return undefined;
  for (const group of analysis?.groups ?? []) {
    const entry = group.entries.find((each) => each.name === name);
    if (entry !== undefined) return { group, entry };
  }
  return undefined;
}

function startupOf(trace: BootTrace, { group, entry }: Found, root: string): Startup | null {
  if (trace.modules.length === 0) return null;
  const compiled = sourceOfCompiled(
    trace.modules.map(({ id }) => id),
    root,
  );
  return reconcile({ built: group.built, ...entry }, trace, compiled);
}

/** Imports of packages by the program's own modules, in order of first load. */
async function memoryOf(
  trace: BootTrace,
  group: AnalysedGroup | undefined,
  boot: BootRequest,
): Promise<BootTrace['memory']> {
  const { root, env, ownEnv, node, timeoutMs, signal } = boot;
  const dependencies = jobsOf(trace.modules, group?.built.graph.edges ?? [], root);
  const costs = await measureMemory({
    node: node ?? process.execPath,
    root,
    dependencies,
    env: childEnvironment(env, ownEnv, { platform: process.platform, compileCache: null }),
    timeoutMs,
    code: childCodeFolder(),
    signal,
  });
  return costs.map((cost) => ({
    ...cost,
    ...(cost.problem !== undefined && { problem: redactOutput(cost.problem, boot) }),
  }));
}

function jobsOf(visits: readonly ModuleVisit[], edges: readonly ImportEdge[], root: string): MemoryJob[] {
  const own = new Set(visits.filter(({ origin }) => origin === 'project').map(({ id }) => id));
  const written = new Map(edges.map((edge) => [`${edge.from}\n${edge.to}`, edge]));
  return visits.flatMap(({ id, origin, importer, format }) => {
    if (origin !== 'package' || importer === null || !own.has(importer)) return [];
    const edge = written.get(`${importer}\n${id}`);
    const how =
      edge === undefined
        ? format === 'esm'
        : edge.kind === 'import' || edge.kind === 're-export' || edge.kind === 'dynamic-import';
    return [
      {
        specifier: edge?.specifier ?? posix.resolve(root, id),
        importer: posix.resolve(root, importer),
        how: how ? ('import' as const) : ('require' as const),
      },
    ];
  });
}
