import type { ExportNeeds } from '../cuts/request.ts';
import { stronglyConnected } from '../graph/cycles.ts';
import { toDigraph } from '../graph/digraph.ts';

export type Exports = ReadonlyMap<string, ExportNeeds>;

/** What a file exports as it is written. */
export interface WrittenExports {
  /** By name. */
  readonly own: Exports;
  /** `export * from`, in source order, as far as it leads to a file. */
  readonly stars: readonly Star[];
}

interface Star {
  readonly specifier: string;
  /** Node of the file whose names are passed on. */
  readonly target: number;
}

/** A name that is passed on: by which of the file's stars, counted from 0. */
type Passed = Map<string, number>;

/**
 * Finds all that a file exports: what it writes itself, then what the first `export *` that has a name passes on.
 * Files that pass on each other's names have them all; there, the way to where a name is written is a shortest one, so
 * that nobody who follows it goes around. Each file is read once, whoever asks.
 *
 * @param read what a node's file exports as it is written
 * @returns the exports of a node, by name
 */
export function exportsThrough(read: (node: number) => WrittenExports): (node: number) => Exports {
  const known = new Map<number, Exports>();
  return (node) => {
    if (!known.has(node)) {
      const files = filesBehind(node, read, known);
      for (const circle of circlesOf(files)) resolve(circle, files, known);
    }
    return known.get(node)!;
  };
}

/** Files that a file passes on and nobody asked about yet, itself included; each behind those that it passes on. */
function filesBehind(
  start: number,
  read: (node: number) => WrittenExports,
  known: ReadonlyMap<number, Exports>,
): Map<number, WrittenExports> {
  const texts = new Map([[start, read(start)]]);
  const files = new Map<number, WrittenExports>();
  const path = [{ node: start, next: 0 }];
  for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
    const star = texts.get(at.node)!.stars[at.next++];
    if (star === undefined) {
      files.set(at.node, texts.get(at.node)!);
      path.pop();
    } else if (!known.has(star.target) && !texts.has(star.target)) {
      texts.set(star.target, read(star.target));
      path.push({ node: star.target, next: 0 });
    }
  }
  return files;
}

/** The files in groups that pass on each other's names, behind all groups that they pass on. */
function circlesOf(files: ReadonlyMap<number, WrittenExports>): number[][] {
  const nodes = [...files.keys()];
  const placeOf = new Map(nodes.map((node, place) => [node, place]));
  const from: number[] = [];
  const to: number[] = [];
  for (const [node, { stars }] of files)
    for (const { target } of stars)
      if (placeOf.has(target)) {
        from.push(placeOf.get(node)!);
        to.push(placeOf.get(target)!);
      }
  const circles = new Map<number, number[]>();
  // The last of a circle to be finished is where the search came in: only then all that it passes on is finished.
  for (const places of stronglyConnected(toDigraph(nodes.length, from, to).digraph, 'eager'))
    for (const place of places) circles.set(place, place === places.at(-1) ? places : []);
  return nodes.map((node, place) => circles.get(place)?.map((each) => nodes[each]!) ?? [node]);
}

/** Lets names go from file to file, each file by file until nobody gets a new one. */
function resolve(
  circle: readonly number[],
  files: ReadonlyMap<number, WrittenExports>,
  known: Map<number, Exports>,
): void {
  const passed = new Map<number, Passed>(circle.map((node) => [node, new Map()]));
  const importers = new Map<number, { node: number; star: number }[]>();
  for (const node of circle)
    for (const [star, { target }] of files.get(node)!.stars.entries()) {
      const list = importers.get(target);
      if (list === undefined) importers.set(target, [{ node, star }]);
      else list.push({ node, star });
    }
  let fresh = new Map<number, Iterable<string>>();
  for (const target of importers.keys())
    fresh.set(target, (known.get(target) ?? files.get(target)!.own).keys());
  while (fresh.size > 0) fresh = oneStep(fresh, importers, files, passed);
  for (const node of circle) known.set(node, withPassed(files.get(node)!, passed.get(node)!));
}

/** What is new to a file becomes new to all that pass it on. */
function oneStep(
  fresh: ReadonlyMap<number, Iterable<string>>,
  importers: ReadonlyMap<number, readonly { node: number; star: number }[]>,
  files: ReadonlyMap<number, WrittenExports>,
  passed: ReadonlyMap<number, Passed>,
): Map<number, Iterable<string>> {
  const found = new Map<number, Passed>();
  for (const [target, names] of fresh) {
    const list = [...names];
    for (const { node, star } of importers.get(target) ?? []) {
      const mine = found.get(node) ?? new Map<string, number>();
      found.set(node, mine);
      for (const name of list) {
        if (name === 'default' || files.get(node)!.own.has(name) || passed.get(node)!.has(name)) continue;
        if (star < (mine.get(name) ?? Infinity)) mine.set(name, star);
      }
    }
  }
  for (const [node, mine] of found) for (const [name, star] of mine) passed.get(node)!.set(name, star);
  return new Map([...found].filter(([, mine]) => mine.size > 0).map(([node, mine]) => [node, mine.keys()]));
}

function withPassed({ own, stars }: WrittenExports, passed: Passed): Exports {
  const all = new Map(own);
  for (const [name, star] of passed) {
    const { specifier } = stars[star]!;
    all.set(name, { specifiers: [specifier], passedOn: { specifier, name } });
  }
  return all;
}
