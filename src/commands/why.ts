import { posix, relative, resolve } from 'node:path';
import { EXIT, UsageError } from '../errors.ts';
import { readText } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { Report } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { assembleReport } from '../report/assemble.ts';
import { compareText } from '../report/order.ts';
import { whyCost } from '../report/why-cost.ts';
import { explain, type LineOf, type WhyTargets } from '../report/why.ts';
import { analyseEntries } from './analysis.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { toGroups } from './groups.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';
import { loadBoots } from './saved-boots.ts';
import { findTargets } from './why-targets.ts';

/**
 * `why`: every reason a module is on the startup path of each entry, with what the last `boot` of it measured. Runs none
 * of the analysed code.
 */
export async function runWhy(
  host: Host,
  flags: GlobalFlags,
  query: string,
  names: readonly string[],
): Promise<number> {
  const print = await prepareOutput(host, flags);
  const { root, config, entries, notices: known } = await loadProject(host, flags, names);
  const analysis = await keepingNotices(known, () => analyseEntries(host, flags, root, entries));
  const notices = [...known, ...analysis.notices];
  await keepingNotices(notices, () => {
    const boots = loadBoots(host, flags, root);
    const why = answer(analysis, query, asId(query, root, host), boots);
    const groups = toGroups(analysis);
    const { version } = flags;
    const given = { command: 'why', version, root, config: config.file, groups, notices } as const;
    return print({ ...assembleReport({ ...given, findings: [] }), why });
  });
  return EXIT.clean;
}

function answer(
  analysis: Analysis,
  query: string,
  id: string,
  boots: readonly BootTrace[],
): NonNullable<Report['why']> {
  const lineOf = lineReader(analysis.root);
  const found = analysis.groups.map(({ built }) => findTargets(built, query, id));
  const loaded = found.flatMap(({ ids }) => ids);
  // What no entry loads may still be named: by imports of its types, or that only locate it.
  const matched = loaded.length > 0 ? loaded : found.flatMap(({ mentions }) => mentions.map(({ to }) => to));
  if (matched.length === 0) throw noMatch(query, analysis);
  const entries = analysis.groups.flatMap(({ built, entries: own }, at) =>
    own.map((entry) => {
      const file = (built.graph.modules[entry.node] as ModuleRecord).id;
      const cost = whyCost(boots, { name: entry.name, file }, loaded);
      const reasons = explain(built.graph, entry, found[at] as WhyTargets, lineOf);
      return cost === undefined ? reasons : { ...reasons, cost };
    }),
  );
  return { query, matched: [...new Set(matched)].toSorted(compareText), entries };
}

function asId(query: string, root: string, host: Host): string {
  return posix.normalize(relative(root, resolve(host.cwd, query)).replaceAll('\\', '/'));
}

function noMatch(query: string, analysis: Analysis): UsageError {
  const wanted = query.toLowerCase();
  const near = analysis.groups
    .flatMap(({ built }) => built.graph.modules.map((module) => module.package ?? module.id))
    .filter((name) => name.toLowerCase().includes(wanted));
  const some = [...new Set(near)].slice(0, 5);
  return new UsageError({
    code: 'no-such-module',
    message: `no module of these entries matches '${query}'`,
    hint:
      some.length > 0
        ? `Did you mean ${some.join(', ')}?`
        : 'Give a package name, a builtin, a path relative to the root, or a glob such as "src/ai/**". It may also simply not be imported.',
  });
}

/** Reads files once; a line is what stands at the edge's place, trimmed. */
function lineReader(root: string): LineOf {
  const files = new Map<string, string[] | null>();
  return (edge) => {
    let lines = files.get(edge.from);
    if (lines === undefined) {
      lines = readLines(resolve(root, edge.from));
      files.set(edge.from, lines);
    }
    return lines?.[edge.line - 1]?.trim() ?? null;
  };
}

function readLines(file: string): string[] | null {
  try {
    return readText(file)?.split('\n') ?? null;
  } catch {
    return null;
  }
}
