import type { BootTrace } from '../../model/boot.ts';
import type { EdgeTiming, ImportEdge, ModuleRecord } from '../../model/module-graph.ts';
import type { EntryReport, Report } from '../../model/report.ts';
import { entryNames } from './entry-names.ts';
import { packPaths } from './path-table.ts';
import { packBoot, type KnownModules } from './payload-boot.ts';
import {
  EVIDENCE,
  FORMATS,
  ORIGINS,
  REACHED,
  type Payload,
  type PayloadEdges,
  type PayloadEntry,
} from './payload-format.ts';
import { packNumbers, packRuns, zigzag } from './vlq.ts';

const TIMING_CODE: Partial<Record<EdgeTiming, number>> = { eager: 0, conditional: 1, lazy: 2 };

type Loading = Pick<ImportEdge, 'from' | 'to' | 'line' | 'timing'>;

/** Packs the modules, imports and boots of a report. Imports that load nothing are left out. */
export function packReport(report: Report): Payload {
  const modules = allModules(report);
  const numberOf = new Map<string, number>(modules.map(({ id }, number) => [id, number]));
  const packages = [...new Set(modules.flatMap((module) => module.package ?? []))];
  const placeOf = new Map(packages.map((name, place) => [name, place + 1]));
  const edges = groupEdges(report.edges, numberOf, modules.length);
  const known = { numberOf, isImport: startupImports(edges, numberOf) };
  const names = entryNames(report);
  return {
    paths: packPaths(modules.map(({ id }) => id)),
    packages,
    packageOf: packRuns(modules.map((module) => placeOf.get(module.package ?? '') ?? 0)),
    origins: packRuns(modules.map(({ origin }) => ORIGINS.indexOf(origin))),
    formats: packRuns(modules.map(({ format }) => FORMATS.indexOf(format))),
    bytes: packNumbers(modules.map((module) => module.bytes)),
    edges: packEdges(edges, numberOf),
    entries: names.map((name) => packEntry(name, report, known)),
  };
}

/** Those of the graph and those that only boots know, by id. */
function allModules({ modules, boots = [], compare }: Report): ModuleRecord[] {
  const known = new Map<string, ModuleRecord>(modules.map((module) => [module.id, module]));
  const before = compare?.boots ?? [];
  for (const boot of [...boots, ...before])
    for (const visit of boot.modules) if (!known.has(visit.id)) known.set(visit.id, visit);
  return [...known.values()].toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function groupEdges(
  edges: readonly ImportEdge[],
  numberOf: ReadonlyMap<string, number>,
  modules: number,
): readonly (readonly Loading[])[] {
  const groups = Array.from({ length: modules }, (): Loading[] => []);
  for (const edge of edges) {
    const from = numberOf.get(edge.from);
    if (from === undefined || !numberOf.has(edge.to) || TIMING_CODE[edge.timing] === undefined) continue;
    groups[from]!.push(edge);
  }
  return groups;
}

function packEdges(
  groups: readonly (readonly Loading[])[],
  numberOf: ReadonlyMap<string, number>,
): PayloadEdges {
  const [to, at]: [number[], number[]] = [[], []];
  for (const [importer, group] of groups.entries()) {
    let [lastTo, lastLine] = [importer, 0];
    for (const edge of group) {
      const imported = numberOf.get(edge.to)!;
      to.push(zigzag(imported - lastTo));
      at.push(4 * zigzag(edge.line - lastLine) + TIMING_CODE[edge.timing]!);
      [lastTo, lastLine] = [imported, edge.line];
    }
  }
  return {
    counts: packNumbers(groups.map(({ length }) => length)),
    to: packNumbers(to),
    at: packNumbers(at),
  };
}

function startupImports(
  groups: readonly (readonly Loading[])[],
  numberOf: ReadonlyMap<string, number>,
): KnownModules['isImport'] {
  const imported = groups.map(
    (group) => new Set(group.filter(({ timing }) => timing !== 'lazy').map(({ to }) => numberOf.get(to)!)),
  );
  return (from, to) => imported[from]!.has(to);
}

function packEntry(name: string, report: Report, known: KnownModules): PayloadEntry {
  const entry = report.entries.find((each) => each.name === name);
  const boot = report.boots?.find((trace) => trace.entry === name);
  const before = report.compare?.boots?.find((trace) => trace.entry === name);
  const file = entry?.file ?? boot?.main ?? boot?.modules[0]?.id;
  return {
    name,
    file: numberIn(file, known),
    focus: numberIn(focusOf(name, report), known),
    reached: packRuns(reachedCodes(entry, known)),
    evidence: boot ? packRuns(evidenceCodes(boot, known)) : null,
    boot: boot && boot.modules.length > 0 ? packBoot(boot, known) : null,
    before: before && before.modules.length > 0 ? packBoot(before, known) : null,
  };
}

function numberIn(id: string | undefined, { numberOf }: KnownModules): number | null {
  return id === undefined ? null : (numberOf.get(id) ?? null);
}

/** What was asked about, or what the worst finding is about. */
function focusOf(name: string, { why, findings, compare }: Report): string | undefined {
  const asked = why?.entries.some(({ entry }) => entry === name) ? why.matched[0] : undefined;
  const finding = findings.find(({ entry, chain }) => entry === name && chain.length > 0);
  const arrived = compare?.entries.find((entry) => entry.name === name)?.arrived[0]?.modules[0];
  return asked ?? finding?.chain.at(-1)?.to ?? arrived;
}

function reachedCodes(entry: EntryReport | undefined, { numberOf }: KnownModules): Uint8Array {
  const codes = new Uint8Array(numberOf.size);
  const mark = (ids: readonly string[], code: (typeof REACHED)[number]) => {
    for (const id of ids) {
      const number = numberOf.get(id);
      if (number !== undefined) codes[number] = REACHED.indexOf(code);
    }
  };
  mark(entry?.startup.conditional ?? [], 'conditional');
  mark(entry?.startup.eager ?? [], 'eager');
  return codes;
}

function evidenceCodes(boot: BootTrace, { numberOf }: KnownModules): Uint8Array {
  const codes = new Uint8Array(numberOf.size);
  const mark = (id: string, code: (typeof EVIDENCE)[number]) => {
    const number = numberOf.get(id);
    if (number !== undefined) codes[number] = EVIDENCE.indexOf(code);
  };
  for (const { id } of boot.modules) mark(id, 'runtime');
  for (const { id, evidence } of boot.startup ?? []) mark(id, evidence);
  return codes;
}
