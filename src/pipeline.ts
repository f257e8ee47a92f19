import { posix } from 'node:path';
import { entryInArchive, entryRefused } from './entry-refused.ts';
import { TargetError, UsageError, withNotices } from './errors.ts';
import type { FactsCache } from './extract/facts-cache.ts';
import { buildGraph, type BuiltGraph, type Start } from './graph/build.ts';
import { startupSets, type StartupSets } from './graph/reach.ts';
import { isFile, realPath } from './io/files.ts';
import type { EntryConfig } from './model/config.ts';
import type { Notice } from './model/finding.ts';
import { bundleNotices, lenientNotices, missingNotices, startupIds } from './report/notices.ts';
import { ProjectSources } from './sources.ts';

export interface AnalyseRequest {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly entries: readonly EntryConfig[];
  readonly cache: FactsCache | undefined;
  /** Called with the number of modules read so far. */
  readonly onModule: (count: number) => void;
}

export interface AnalysedEntry {
  readonly name: string;
  /** Node number in the group's graph. */
  readonly node: number;
  readonly sets: StartupSets;
}

/** Entries with the same conditions and preloads share one graph. */
export interface AnalysedGroup {
  readonly built: BuiltGraph;
  readonly entries: readonly AnalysedEntry[];
}

export interface Analysis {
  readonly root: string;
  readonly groups: readonly AnalysedGroup[];
  readonly notices: readonly Notice[];
}

/**
 * Builds the startup graph of each entry: extract, resolve, follow. Runs none of the analysed code.
 *
 * @throws UsageError when an entry is missing, TargetError when one cannot be read or parsed, or holds no code; both
 *   with the notices of what was analysed before
 */
export async function analyse(request: AnalyseRequest): Promise<Analysis> {
  const { root, cache } = request;
  const groups: AnalysedGroup[] = [];
  const notices: Notice[] = [];
  for (const entries of inGroups(request.entries)) {
    const sources = new ProjectSources(root, entries[0]?.conditions ?? [], cache, request.onModule);
    try {
      const group = await analyseGroup(root, entries, sources, cache);
      groups.push(group);
      notices.push(...sources.allNotices, ...groupNotices(group));
    } catch (error) {
      throw withNotices(error, [...notices, ...sources.allNotices]);
    }
  }
  cache?.save();
  return { root, groups, notices };
}

async function analyseGroup(
  root: string,
  entries: readonly EntryConfig[],
  sources: ProjectSources,
  cache: FactsCache | undefined,
): Promise<AnalysedGroup> {
  const start = () => entries.map((entry) => startOf(root, entry, sources));
  const { starts, built } = await buildWith(sources, start, cache);
  const analysed = entries.map((entry, at) => analyseEntry(entry, starts[at] as Start, built, sources));
  return { built, entries: analysed };
}

function groupNotices({ built, entries }: AnalysedGroup): Notice[] {
  const startup = startupIds(
    built.graph,
    entries.map(({ sets }) => sets),
  );
  return [
    ...missingNotices(built.missing, startup),
    ...lenientNotices(built),
    ...entries.flatMap(({ name, sets }) => bundleNotices(built.graph, name, sets)),
  ];
}

/**
 * Tries with cached facts alone first: loading the parsers costs more than a small warm run. A second try starts
 * afresh, since the first one's notices are forgotten.
 */
async function buildWith(
  sources: ProjectSources,
  start: () => Start[],
  cache: FactsCache | undefined,
): Promise<{ starts: Start[]; built: BuiltGraph }> {
  if (cache !== undefined && !cache.isEmpty) {
    const starts = start();
    const built = buildGraph(starts, sources);
    if (!sources.isIncomplete) return { starts, built };
  }
  await sources.loadExtractor();
  const starts = start();
  return { starts, built: buildGraph(starts, sources) };
}

/** Preloads hang on the entry's module, which another entry may import: they need a graph of their own. */
function inGroups(entries: readonly EntryConfig[]): EntryConfig[][] {
  const groups = new Map<string, EntryConfig[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.conditions, entry.preloads]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()];
}

function startOf(root: string, entry: EntryConfig, sources: ProjectSources): Start {
  const path = posix.resolve(root, entry.file);
  if (!isFile(path)) {
    if (/\.zip\//i.test(entry.file)) throw entryInArchive(entry);
    throw new UsageError({
      code: 'entry-not-found',
      message: `entry '${entry.name}': there is no file ${entry.file}`,
      hint: 'Paths are relative to the root. If the program has to be built first, build it or name its source file.',
      at: { file: entry.file },
    });
  }
  const real = realPath(path);
  if (sources.aside(real) !== undefined) {
    throw new TargetError({
      code: 'nothing-analysed',
      message: `entry '${entry.name}': ${entry.file} is no JavaScript or TypeScript module`,
      hint: 'Name the file that Node is started with.',
      at: { file: entry.file },
    });
  }
  return { path: real, preloads: entry.preloads.flatMap((preload) => sources.preload(real, preload)) };
}

function analyseEntry(
  entry: EntryConfig,
  start: Start,
  built: BuiltGraph,
  sources: ProjectSources,
): AnalysedEntry {
  const id = sources.idOf(start.path);
  const problem = built.sources.find((module) => module.path === start.path)?.facts.problem;
  if (problem !== undefined) {
    throw new TargetError({
      code: 'entry-syntax-error',
      message: `entry '${entry.name}' cannot be parsed: ${problem.message}`,
      hint: 'Correct the syntax error; nothing can be said about its imports before.',
      at: { file: id, line: problem.line, column: problem.column },
    });
  }
  const refused = entryRefused(entry, id, sources.allNotices);
  if (refused !== undefined) throw refused;
  const node = built.graph.index.get(id) as number;
  return { name: entry.name, node, sets: startupSets(built.graph, node) };
}
