import { stronglyConnected } from '../graph/cycles.ts';
import { packageTotals } from '../graph/packages.ts';
import type { StartupSets } from '../graph/reach.ts';
import { setTotals } from '../graph/set-totals.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { ImportEdge, ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { SCHEMA_VERSION, type BudgetReport, type EntryReport, type Report } from '../model/report.ts';
import { mergeEdges, mergeModules } from './merge-graphs.ts';
import { sortFindings, sortNotices } from './order.ts';

/** One entry and the graph it was analysed in. */
export interface AssembleEntry {
  readonly name: string;
  readonly node: number;
  readonly sets: StartupSets;
  readonly budgets: readonly BudgetReport[];
}

export interface AssembleGroup {
  readonly graph: ModuleGraph;
  readonly unfollowed: readonly ImportEdge[];
  readonly entries: readonly AssembleEntry[];
}

export interface AssembleInput {
  readonly command: Report['command'];
  readonly version: string;
  readonly root: string;
  /** See {@link Report.config}. */
  readonly config: string | null;
  readonly groups: readonly AssembleGroup[];
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
}

const LARGEST_CYCLES = 5;

/** Makes the one Report of a command: the only place that merges graphs and sorts. */
export function assembleReport(input: AssembleInput): Report {
  const { command, version, root, config, groups } = input;
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'import-budget', version },
    command,
    root,
    config,
    entries: groups.flatMap(({ graph, entries }) => entries.map((entry) => entryReport(graph, entry))),
    modules: mergeModules(groups.map(({ graph }) => graph.modules)),
    // Groups that differ in conditions share most edges.
    edges: mergeEdges(groups.map(({ graph, unfollowed }) => [...graph.edges, ...unfollowed])),
    findings: sortFindings(input.findings),
    notices: sortNotices(input.notices),
  };
}

function entryReport(graph: ModuleGraph, entry: AssembleEntry): EntryReport {
  const { eager, conditional, lazy } = entry.sets;
  const evaluated = (nodes: readonly number[]) =>
    nodes.filter((node) => graph.modules[node]?.origin !== 'unresolved');
  const ids = (nodes: readonly number[]) => nodes.map((node) => (graph.modules[node] as ModuleRecord).id);
  return {
    name: entry.name,
    file: (graph.modules[entry.node] as ModuleRecord).id,
    startup: { eager: ids(evaluated(eager)), conditional: ids(evaluated(conditional)) },
    totals: {
      eager: setTotals(graph, eager),
      conditional: setTotals(graph, conditional),
      lazy: setTotals(graph, lazy),
    },
    packages: packageTotals(graph, entry.node).map(({ door, ...rest }) => ({
      ...rest,
      door: door === null ? null : (graph.edges[door] as ImportEdge),
    })),
    cycles: cycles(graph, entry.sets, ids),
    budgets: entry.budgets,
  };
}

function cycles(
  graph: ModuleGraph,
  sets: StartupSets,
  ids: (nodes: readonly number[]) => ModuleId[],
): EntryReport['cycles'] {
  const within = new Uint8Array(graph.modules.length);
  for (const node of sets.eager) within[node] = 1;
  for (const node of sets.conditional) within[node] = 1;
  const found = stronglyConnected(graph, 'conditional', within);
  return {
    count: found.length,
    modules: found.reduce((sum, cycle) => sum + cycle.length, 0),
    largest: found.slice(0, LARGEST_CYCLES).map(ids),
  };
}
