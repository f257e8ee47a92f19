import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import type { Host } from '../io/host.ts';
import type { CyclesReport } from '../model/cycles.ts';
import type { CycleHazardFinding } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import { assembleReport } from '../report/assemble.ts';
import { findArrivals } from '../rules/arrivals.ts';
import { findHazards } from '../rules/cycle-hazard.ts';
import { analyseEntries } from './analysis.ts';
import type { BootFlags } from './boot-request.ts';
import type { Compiler } from './emit.ts';
import { exitCodeOfReport } from './exit-code.ts';
import { cyclesFinder } from './find-cycles.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { keepingNotices } from './keeping-notices.ts';
import { nodeMajorOf } from './node-major.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';

export interface CyclesOptions extends Pick<BootFlags, 'node' | 'timeout'> {
  readonly top?: number;
  readonly emit?: Compiler;
  readonly prove?: true;
  readonly proveAll?: true;
}

/**
 * `cycles`: import cycles by what they do. Runs none of the analysed code unless `--prove` asks to load members.
 *
 * @returns 1 where something is certain to break at boot, else 0
 */
export async function runCycles(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: CyclesOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags, options);
  const { root, config, entries, notices: known } = await loadProject(host, flags, names);
  const nodeMajor = nodeMajorOf(options.node, host, root);
  const abort = new AbortController();
  const proves = options.prove === true || options.proveAll === true;
  const release = proves ? guardInterrupts((name) => abort.abort(name)) : () => undefined;
  try {
    const analysis = await keepingNotices(known, () => analyseEntries(host, flags, root, entries));
    const asked = { analysis, entries, nodeMajor, compiler: options.emit };
    const find = await cyclesFinder(host, flags);
    const { report, notices: found } = find(asked);
    const cycles = proves
      ? await (
          await import('./prove-cycles.ts')
        ).proveCycles(host, {
          root,
          entries,
          report,
          options,
          quiet: flags.quiet === true,
          signal: abort.signal,
        })
      : report;
    const notices = [...known, ...analysis.notices, ...found];
    const findings = findingsOf(analysis, cycles);
    const common = { version: flags.version, root, config: config.file, findings, notices };
    const whole = { ...assembleReport({ command: 'cycles', ...common, groups: toGroups(analysis) }), cycles };
    await keepingNotices(notices, () => print(whole));
    return abort.signal.aborted ? exitCodeOf(abort.signal.reason as NodeJS.Signals) : exitCodeOfReport(whole);
  } finally {
    release();
  }
}

/** What is certain to break at boot, for formats that list findings and for the exit code. */
function findingsOf({ groups }: Analysis, cycles: CyclesReport): CycleHazardFinding[] {
  return groups.flatMap(({ built: { graph }, entries }) =>
    entries.flatMap(({ name, node }) => {
      const entry = { name, node, file: graph.modules[node]!.id };
      const context = { graph, entry, arrivals: findArrivals(graph, node) };
      return findHazards({ type: 'cycle-hazard', level: 'error' }, context, cycles);
    }),
  );
}
