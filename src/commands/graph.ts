import { EXIT } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { assembleReport } from '../report/assemble.ts';
import { analyseEntries } from './analysis.ts';
import type { GlobalFlags } from './flags.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';
import { toGroups } from './groups.ts';

/** `graph`: the startup graph of each entry. Runs none of the analysed code. */
export async function runGraph(host: Host, flags: GlobalFlags, names: readonly string[]): Promise<number> {
  const print = await prepareOutput(host, flags);
  const project = await loadProject(host, flags, names);
  const analysis = await analyseEntries(host, flags, project.root, project.entries);
  await print(
    assembleReport({
      command: 'graph',
      version: flags.version,
      root: project.root,
      groups: toGroups(analysis),
      findings: [],
      notices: [...project.notices, ...analysis.notices],
    }),
  );
  return EXIT.clean;
}
