import { posix, relative, resolve } from 'node:path';
import type { SuggestRequest } from '../cuts/request.ts';
import { suggestCuts } from '../cuts/suggest.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { CutsReport } from '../model/cut.ts';
import type { Notice } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import { analyseEntries } from './analysis.ts';
import type { BootFlags } from './boot-request.ts';
import { cutBoots, type CutBoots } from './cut-boots.ts';
import { goalLeft, type CutGoal } from './cut-goal.ts';
import { cutsOfEntries, type AskableEntry } from './cuts-of-entries.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { nodeMajorOf } from './node-major.ts';
import { loadProject, type Project } from './project.ts';
import type { StartupCosts } from './startup-costs.ts';
import { findTargets } from './why-targets.ts';

export interface FindCutsOptions {
  readonly goal?: CutGoal;
  readonly evict?: readonly string[];
  /** Boots first, by these flags; without it the last saved boots are taken, where there are any. */
  readonly boot?: BootFlags & { readonly signal: AbortSignal };
  /** Goes by sizes, whatever boots are saved. */
  readonly withoutBoots?: true;
  /** Node binary to predict. */
  readonly node?: string;
}

/** One entry, with all that was asked of the core. */
export interface EntryCuts {
  readonly entry: EntryConfig;
  readonly request: SuggestRequest;
  readonly report: CutsReport;
  readonly costs: StartupCosts;
}

export interface FoundCuts {
  readonly project: Project;
  readonly root: string;
  readonly config: Config;
  /** One an entry, and one each for what is to be evicted. */
  readonly cuts: readonly EntryCuts[];
  readonly reports: readonly CutsReport[];
  readonly analysis: Analysis;
  readonly notices: readonly Notice[];
}

const NO_BOOTS: CutBoots = { traces: new Map(), notices: [] };

/**
 * Suggests which imports to take from the startup of each entry. Runs none of the analysed code unless a boot is asked
 * for.
 *
 * @throws UsageError where what is to be evicted matches nothing, or a goal cannot be judged; TargetError where a boot
 *   that was asked for fails
 */
export async function findCuts(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: FindCutsOptions,
): Promise<FoundCuts> {
  const project = await loadProject(host, flags, names);
  const { root, config, entries } = project;
  const notices = [...project.notices];
  return keepingNotices(notices, async () => {
    // Boots first and alone: parsing beside a measured child distorts it.
    const boots = options.withoutBoots
      ? NO_BOOTS
      : await cutBoots(host, flags, { root, config, entries, boot: options.boot ?? null });
    notices.push(...boots.notices);
    const analysis = await analyseEntries(host, flags, root, entries);
    notices.push(...analysis.notices);
    const evicts = (options.evict ?? []).map((query) => evictId(query, root, host, analysis));
    const nodeMajor = nodeMajorOf(options.node, host, root);
    const { traces } = boots;
    const cuts = await cutsOfEntries({ root, entries, analysis, traces, nodeMajor }, (each) =>
      cutsOf(each, evicts, options.goal),
    );
    return { project, root, config, cuts, reports: cuts.map(({ report }) => report), analysis, notices };
  });
}

/** Nothing is asked of an entry that does not load what is to go. */
function cutsOf(
  { entry, request, costs }: AskableEntry,
  evicts: readonly string[],
  goal: CutGoal | undefined,
): EntryCuts[] {
  const left = goal && { goal: goalLeft(goal, entry.name, costs) };
  const asked: SuggestRequest[] =
    evicts.length === 0 ? [{ ...request, ...left }] : evicts.map((evict) => ({ ...request, evict }));
  return asked.map((each) => ({ entry, request: each, report: suggestCuts(each), costs }));
}

/**
 * What is to be evicted, as the core takes it: an id, or a package's name.
 *
 * @throws UsageError where no entry's graph holds it
 */
function evictId(query: string, root: string, host: Host, { groups }: Analysis): string {
  const id = posix.normalize(relative(root, resolve(host.cwd, query)).replaceAll('\\', '/'));
  const ids = groups.flatMap(({ built }) => findTargets(built, query, id).ids);
  const [first] = ids;
  if (first === undefined) {
    throw new UsageError({
      code: 'no-such-module',
      message: `--evict ${query}: no module of these entries matches`,
      hint: 'Give a package name, or a path relative to the root; import-budget graph lists what startup holds.',
    });
  }
  return ids.length > 1 ? query : first;
}
