import { EXIT } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { Report } from '../model/report.ts';
import { analyseEntries } from './analysis.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';
import { startupReport } from './startup-report.ts';

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
  const report = await graphReport(host, flags, names);
  await keepingNotices(report.notices, () => print(report));
  return EXIT.clean;
}

/**
 * The startup graph of each entry. Runs none of the analysed code.
 *
 * @param names entries of the config, or files; empty for all there are
 * @throws UsageError, TargetError where there is nothing to analyse, or an entry cannot be
 */
export async function graphReport(host: Host, flags: GlobalFlags, names: readonly string[]): Promise<Report> {
  const { root, config, entries, notices } = await loadProject(host, flags, names);
  const analysis = await keepingNotices(notices, () => analyseEntries(host, flags, root, entries));
  return startupReport({ root, config: config.file, notices, version: flags.version }, analysis);
}
