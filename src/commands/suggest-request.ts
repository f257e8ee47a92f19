import type { SuggestRequest } from '../cuts/request.ts';
import { firstParty } from '../graph/first-party.ts';
import { FolderCache } from '../io/folders.ts';
import type { EntryConfig } from '../model/config.ts';
import { CONDITIONAL, EAGER } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { AnalysedEntry, AnalysedGroup } from '../pipeline.ts';
import { TsconfigCache } from '../resolve/tsconfig.ts';
import { awaitingModules } from './awaiting-modules.ts';
import { cutHarm } from './cut-harm.ts';
import { usesReader } from './cut-uses.ts';
import { chooseCompiler } from './find-cycles.ts';
import { ModulePrograms } from './module-programs.ts';
import type { StartupCosts } from './startup-costs.ts';
import { symbolsReader } from './symbols.ts';

/** Makes what the core is asked, without a goal or a target. */
export type RequestMaker = (
  group: AnalysedGroup,
  entry: AnalysedEntry,
  config: EntryConfig,
  costs: StartupCosts,
) => SuggestRequest;

/**
 * Loads what it takes to read files: how imports are used, what modules do while they are evaluated. Files are read when
 * the core asks for them.
 *
 * @param root absolute real path, forward slashes
 */
export async function suggestRequests(root: string, nodeMajor: number): Promise<RequestMaker> {
  const { readProgram: read } = await import('../extract/program/read-program.ts');
  const { readFile } = await import('../extract/uses/read-file.ts');
  const { effectsOf } = await import('../hazards/effects.ts');
  const tsconfigs = new TsconfigCache(new FolderCache());
  return ({ built }, { node, name }, config, costs) => {
    const { graph, startup, ms, lexMs, causes } = costs;
    const compiler = chooseCompiler(config, root, tsconfigs);
    const ours = firstParty(graph, node);
    const isOurs = (id: ModuleId) => ours[graph.index.get(id) ?? -1] === 1;
    const files = new ModulePrograms({ root, built, compiler, tsconfigs, isOurs, read, readFile });
    const weakest = ms === null ? CONDITIONAL : EAGER;
    return {
      graph,
      entry: node,
      entryName: name,
      startup,
      ms,
      lexMs,
      usesOf: usesReader(graph, files, awaitingModules(graph, startup, files)),
      editable: (at) => ours[at] === 1,
      causes,
      harm: cutHarm({ graph, entry: node, startup, weakest, causes, ours, files, nodeMajor, effectsOf }),
      ...symbolsReader(graph, files),
    };
  };
}
