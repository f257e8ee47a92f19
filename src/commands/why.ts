import { posix, relative, resolve } from 'node:path';
import { EXIT, UsageError } from '../errors.ts';
import { readText } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { ImportEdge, ModuleGraph } from '../model/module-graph.ts';
import type { Report } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { assembleReport } from '../report/assemble.ts';
import { compareText } from '../report/order.ts';
import { explain, type LineOf } from '../report/why.ts';
import { compileModuleMatcher } from '../rules/module-matcher.ts';
import { analyseEntries } from './analysis.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';

/** `why`: every reason a module is on the startup path of each entry. Runs none of the analysed code. */
export async function runWhy(
  host: Host,
  flags: GlobalFlags,
  query: string,
  names: readonly string[],
): Promise<number> {
  const print = await prepareOutput(host, flags);
  const project = await loadProject(host, flags, names);
  const analysis = await analyseEntries(host, flags, project.root, project.entries);
  const report = assembleReport({
    command: 'why',
    version: flags.version,
    root: project.root,
    groups: toGroups(analysis),
    findings: [],
    notices: [...project.notices, ...analysis.notices],
  });
  await print({ ...report, why: answer(analysis, query, asId(query, project.root, host)) });
  return EXIT.clean;
}

function answer(analysis: Analysis, query: string, id: string): NonNullable<Report['why']> {
  const lineOf = lineReader(analysis.root);
  const matched = new Set<ImportEdge['to']>();
  const entries = analysis.groups.flatMap(({ built, entries: own }) => {
    const targets = match(built.graph, query, id);
    targets.forEach((target, at) => {
      const module = built.graph.modules[at];
      if (target && module) matched.add(module.id);
    });
    return own.map((entry) => explain(built.graph, entry, targets, lineOf));
  });
  if (matched.size === 0) throw noMatch(query, analysis);
  return { query, matched: [...matched].toSorted(compareText), entries };
}

/** The module of that very id or path where there is one, else all that the pattern matches. */
function match(graph: ModuleGraph, query: string, id: string): Uint8Array {
  const targets = new Uint8Array(graph.modules.length);
  const exact = graph.modules.findIndex((module) => module.id === query || module.id === id);
  if (exact !== -1) {
    targets[exact] = 1;
    return targets;
  }
  for (const { byName, byPath } of compileModuleMatcher([query]).matchGraph(graph)) {
    for (const module of [...byName, ...byPath]) targets[module] = 1;
  }
  return targets;
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
