import { posix } from 'node:path';
import type { readProgram } from '../extract/program/read-program.ts';
import { analyseCycles } from '../hazards/analyse-cycles.ts';
import { mergeCycles } from '../hazards/merge-cycles.ts';
import { findWanted } from '../hazards/wanted.ts';
import { FolderCache } from '../io/folders.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { EntryConfig } from '../model/config.ts';
import type { CyclesReport } from '../model/cycles.ts';
import type { Notice } from '../model/finding.ts';
import type { AnalysedEntry, AnalysedGroup, Analysis } from '../pipeline.ts';
import { TsconfigCache } from '../resolve/tsconfig.ts';
import { compilerOf, type Compiler } from './emit.ts';
import type { GlobalFlags } from './flags.ts';
import { readPrograms } from './read-programs.ts';

export interface FindCyclesRequest {
  readonly analysis: Analysis;
  readonly entries: readonly EntryConfig[];
  readonly nodeMajor: number;
  /** What compiles TypeScript; undefined to go by each entry's command. */
  readonly compiler: Compiler | undefined;
}

export interface FoundCycles {
  readonly report: CyclesReport;
  readonly notices: readonly Notice[];
}

/** Looks at the cycles of all analysed entries. Reads files again where a hazard is possible; executes nothing. */
export type FindCycles = (request: FindCyclesRequest) => FoundCycles;

/** Loads what it takes. */
export async function cyclesFinder(host: Host, flags: GlobalFlags): Promise<FindCycles> {
  const { readProgram: read } = await import('../extract/program/read-program.ts');
  return (request) => {
    const progress = startProgress(host, flags.quiet === true);
    try {
      return findCycles(request, read, (count) => progress.step(count, 'modules of cycles'));
    } finally {
      progress.end();
    }
  };
}

/**
 * See {@link FindCycles}.
 *
 * @param onModule called with the number of modules read so far
 */
export function findCycles(
  { analysis, entries, nodeMajor, compiler }: FindCyclesRequest,
  read: typeof readProgram,
  onModule: (count: number) => void,
): FoundCycles {
  const { root } = analysis;
  const tsconfigs = new TsconfigCache(new FolderCache());
  const reports: CyclesReport[] = [];
  const notices: Notice[] = [];
  for (const group of analysis.groups) {
    for (const [used, own] of byCompiler(group, entries, { root, tsconfigs, compiler })) {
      const { built } = group;
      const nodes = own.map(({ node }) => node);
      const wanted = findWanted(built.graph, nodes);
      const found = readPrograms({ root, built, wanted, compiler: used, tsconfigs, read, onModule });
      notices.push(...found.notices);
      const { programs } = found;
      reports.push(analyseCycles({ graph: built.graph, wanted, programs, entries: own, nodeMajor }));
    }
  }
  return { report: mergeCycles(reports, nodeMajor), notices };
}

interface Choosing extends Pick<FindCyclesRequest, 'compiler'> {
  readonly root: string;
  readonly tsconfigs: TsconfigCache;
}

/** The entries of a group by what compiles them. */
function byCompiler(
  group: AnalysedGroup,
  configs: readonly EntryConfig[],
  { root, tsconfigs, compiler }: Choosing,
): Map<Compiler, AnalysedEntry[]> {
  const found = new Map<Compiler, AnalysedEntry[]>();
  for (const entry of group.entries) {
    const config = configs.find(({ name }) => name === entry.name);
    const used = compiler ?? (config === undefined ? 'tsc' : chooseCompiler(config, root, tsconfigs));
    found.set(used, [...(found.get(used) ?? []), entry]);
  }
  return found;
}

/** What compiles the TypeScript of an entry: see `compilerOf`. */
export function chooseCompiler(config: EntryConfig, root: string, tsconfigs: TsconfigCache): Compiler {
  const isTypeScript = /\.[cm]?tsx?$/i.test(config.file);
  const compiled = isTypeScript && tsconfigs.projectOf(posix.resolve(root, config.file)).module !== undefined;
  return compilerOf(config, compiled);
}
