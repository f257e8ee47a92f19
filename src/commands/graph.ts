import { EXIT } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { assembleReport } from '../report/assemble.ts';
import { analyseEntries } from './analysis.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';
import { toGroups } from './groups.ts';

/**
 * `graph`: the startup graph of each entry. Runs none of the analysed code.
 *
 * @param options `top`: how many packages to show for each entry
 */
export async function runGraph(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: { readonly top?: number },
): Promise<number> {
  const print = await prepareOutput(host, flags, options);
  const { root, config, entries, notices: known } = await loadProject(host, flags, names);
  const analysis = await keepingNotices(known, () => analyseEntries(host, flags, root, entries));
  const notices = [...known, ...analysis.notices];
  const report = assembleReport({
    command: 'graph',
    version: flags.version,
    root,
    config: config.file,
    groups: toGroups(analysis),
    findings: [],
    notices,
  });
  await keepingNotices(notices, () => print(report));
  return EXIT.clean;
}
