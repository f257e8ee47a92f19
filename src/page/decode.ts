import type { ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { unpackPaths } from '../reporters/html/path-table.ts';
import {
  FORMATS,
  ORIGINS,
  TIME_UNIT_MS,
  type Payload,
  type PayloadBoot,
  type PayloadEdges,
  type PayloadEntry,
} from '../reporters/html/payload-format.ts';
import { unpackNumbers, unpackRuns, unzigzag } from '../reporters/html/vlq.ts';

/** What a page knows; modules are named by their numbers. */
export interface PageData {
  /** By number, which is the order of their ids. */
  readonly modules: readonly ModuleRecord[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly imports: Imports;
  readonly entries: readonly EntryData[];
}

/** Imports in the order of their importers, in source order within one. */
export interface Imports {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly line: Uint32Array;
  /** 0 eager, 1 conditional, 2 lazy. */
  readonly timing: Uint8Array;
}

export interface EntryData {
  readonly name: string;
  readonly file: number | null;
  /** The module to begin with; null where none stands out. */
  readonly focus: number | null;
  /** By module: places in `REACHED`. */
  readonly reached: readonly number[];
  /** By module: places in `EVIDENCE`; null where nothing was booted. */
  readonly evidence: readonly number[] | null;
  readonly boot: BootData | null;
  readonly before: BootData | null;
}

/** Visits in load order; times are ms. */
export interface BootData {
  readonly modules: Uint32Array;
  /** Place of the first importer among the visits; -1 for none. */
  readonly importer: Int32Array;
  /** Exclusive times, in the order of `PHASE_FIELDS`. */
  readonly times: readonly Float64Array[];
  readonly retainedMs: Float64Array;
  readonly retainedModules: Uint32Array;
  /** Places in `OUTCOMES`. */
  readonly outcomes: readonly number[];
  /** Imports that were seen but are no startup imports by the sources. */
  readonly seen: readonly (readonly [from: number, to: number])[];
  readonly outsideMs: readonly [node: number, loader: number, after: number];
}

/** Reads what `packReport` wrote. */
export function decodePayload(payload: Payload): PageData {
  const modules = decodeModules(payload);
  return {
    modules,
    numberOf: new Map(modules.map(({ id }, number) => [id, number])),
    imports: decodeImports(payload.edges),
    entries: payload.entries.map(decodeEntry),
  };
}

function decodeModules({ paths, packages, packageOf, origins, formats, bytes }: Payload): ModuleRecord[] {
  const [owner, origin, format] = [unpackRuns(packageOf), unpackRuns(origins), unpackRuns(formats)];
  const size = unpackNumbers(bytes);
  return unpackPaths(paths).map((path, number) => ({
    id: path as ModuleId,
    origin: ORIGINS[origin[number]!]!,
    package: owner[number] ? packages[owner[number] - 1]! : null,
    format: FORMATS[format[number]!]!,
    bytes: size[number]!,
  }));
}

function decodeImports(edges: PayloadEdges): Imports {
  const [counts, tos, ats] = [edges.counts, edges.to, edges.at].map(unpackNumbers) as [
    number[],
    number[],
    number[],
  ];
  const [from, to, line] = [0, 0, 0].map(() => new Uint32Array(tos.length)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const timing = new Uint8Array(tos.length);
  let edge = 0;
  for (const [importer, count] of counts.entries()) {
    let [lastTo, lastLine] = [importer, 0];
    for (const end = edge + count; edge < end; edge++) {
      lastTo += unzigzag(tos[edge]!);
      lastLine += unzigzag(Math.floor(ats[edge]! / 4));
      from[edge] = importer;
      to[edge] = lastTo;
      line[edge] = lastLine;
      timing[edge] = ats[edge]! % 4;
    }
  }
  return { from, to, line, timing };
}

function decodeEntry({ name, file, focus, reached, evidence, boot, before }: PayloadEntry): EntryData {
  return {
    name,
    file,
    focus,
    reached: unpackRuns(reached),
    evidence: evidence === null ? null : unpackRuns(evidence),
    boot: boot && decodeBoot(boot),
    before: before && decodeBoot(before),
  };
}

function decodeBoot(boot: PayloadBoot): BootData {
  const steps = unpackNumbers(boot.modules);
  const modules = new Uint32Array(steps.length);
  let last = 0;
  for (const [place, step] of steps.entries()) modules[place] = last += unzigzag(step);
  const times = (text: string) => Float64Array.from(unpackNumbers(text), (units) => units * TIME_UNIT_MS);
  const seen = unpackNumbers(boot.seen);
  return {
    modules,
    importer: Int32Array.from(unpackNumbers(boot.importers), (back, place) =>
      back === 0 ? -1 : place - back,
    ),
    times: boot.times.map(times),
    retainedMs: times(boot.retained),
    retainedModules: Uint32Array.from(unpackNumbers(boot.retainedModules)),
    outcomes: unpackRuns(boot.outcomes),
    seen: Array.from({ length: seen.length / 2 }, (_, pair) => [seen[2 * pair]!, seen[2 * pair + 1]!]),
    outsideMs: boot.outside.map((units) => units * TIME_UNIT_MS) as [number, number, number],
  };
}
