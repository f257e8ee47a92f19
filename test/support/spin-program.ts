import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SpinOptions {
  readonly modules: number;
  readonly seed: number;
  /** Adds rings of three modules that import each other. */
  readonly cycles?: boolean;
  /** The entry imports a module that waits at its top level. */
  readonly topLevelAwait?: boolean;
}

export interface SpinModule {
  /** Name of the file; all lie in one folder. */
  readonly file: string;
  /** How long its own top level spins. */
  readonly selfMs: number;
  /** Who must be seen to import it first; null for the entry. */
  readonly importer: string | null;
}

/** What is true of a generated program, found by walking what was generated, without running it. */
export interface SpinTruth {
  readonly entry: string;
  /** In the order their top levels start. */
  readonly modules: readonly SpinModule[];
}

interface Spec {
  readonly file: string;
  readonly isEsm: boolean;
  readonly selfMs: number;
  readonly hashbang: boolean;
  readonly imports: Spec[];
  readonly awaits: boolean;
}

/**
 * Writes a program of ES and CommonJS modules that import each other in every direction, each of which spins for a
 * known time, half of it before its imports.
 *
 * @param folder made where it is missing
 */
export function writeSpinProgram(folder: string, options: SpinOptions): SpinTruth {
  const entry = specify(options);
  mkdirSync(folder, { recursive: true });
  for (const spec of allFrom(entry)) writeFileSync(join(folder, spec.file), textOf(spec));
  return { entry: entry.file, modules: evaluate(entry) };
}

type Random = () => number;

function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}

/** The entry of a random program. Imports lead to later modules only, but for the rings. */
function specify({ modules, seed, cycles, topLevelAwait }: SpinOptions): Spec {
  const random = randomOf(seed);
  const specs = Array.from({ length: modules }, (_, at) =>
    spec(`m${at}`, at === 0 || random() < 0.45, random),
  );
  for (let at = 1; at < specs.length; at++) {
    const near = Math.max(0, at - 12);
    addImport(specs, near + Math.floor(random() * (at - near)), at);
    if (random() < 0.3) addImport(specs, Math.floor(random() * at), at);
  }
  const entry = specs[0] as Spec;
  if (cycles === true) {
    for (const isEsm of [true, false]) {
      const importer = specs[Math.floor(random() * specs.length)] as Spec;
      importer.imports.push(ring(isEsm, random));
    }
  }
  if (topLevelAwait === true) {
    entry.imports.splice(1, 0, { ...spec('waits', true, random), awaits: true });
  }
  return entry;
}

function spec(name: string, isEsm: boolean, random: Random): Spec {
  const selfMs = Number((random() * (random() < 0.5 ? 0.5 : 4)).toFixed(3));
  return {
    file: `${name}.${isEsm ? 'mjs' : 'cjs'}`,
    isEsm,
    selfMs,
    hashbang: random() < 0.2,
    imports: [],
    awaits: false,
  };
}

function addImport(specs: readonly Spec[], from: number, to: number): void {
  const { imports } = specs[from] as Spec;
  const imported = specs[to] as Spec;
  if (!imports.includes(imported)) imports.push(imported);
}

function ring(isEsm: boolean, random: Random): Spec {
  const specs = [0, 1, 2].map((at) => spec(`ring${at}`, isEsm, random));
  specs.forEach((each, at) => each.imports.push(specs[(at + 1) % 3] as Spec));
  return specs[0] as Spec;
}

function allFrom(entry: Spec): Set<Spec> {
  const all = new Set([entry]);
  for (const { imports } of all) for (const imported of imports) all.add(imported);
  return all;
}

function textOf({ isEsm, hashbang, selfMs, imports, awaits }: Spec): string {
  const spin = `{ const t = performance.now(); while (performance.now() - t < ${selfMs / 2}) {} }`;
  const lines = imports.map(({ file }) => (isEsm ? `import './${file}';` : `require('./${file}');`));
  return [
    ...(hashbang ? ['#!/usr/bin/env node'] : []),
    ...(isEsm ? [] : [`'use strict';`]),
    spin,
    ...lines,
    ...(awaits ? ['await new Promise((done) => setTimeout(done, 20));'] : []),
    `${spin} ${isEsm ? 'export default 1;' : 'module.exports = {};'} // the last line is a comment`,
  ].join('\n');
}

/** Plays the program as the specification and Node's CommonJS loader do: imports before the body, requires inside it. */
function evaluate(entry: Spec): SpinModule[] {
  const started: SpinModule[] = [];
  const reached = new Set<Spec>();
  const importers = new Map<Spec, Spec>();
  const reach = (module: Spec, importer: Spec | null): boolean => {
    if (reached.has(module)) return false;
    reached.add(module);
    if (importer !== null) importers.set(module, importer);
    return true;
  };
  const start = (module: Spec) =>
    started.push({
      file: module.file,
      selfMs: module.selfMs,
      importer: importers.get(module)?.file ?? null,
    });
  const visit = (module: Spec) => {
    if (!module.isEsm) start(module);
    for (const imported of module.imports) if (reach(imported, module)) visit(imported);
    if (module.isEsm) start(module);
  };
  reach(entry, null);
  visit(entry);
  return started;
}
