import type { ModuleFormat } from '../../model/module-graph.ts';
import { moduleKey } from './module-key.ts';
import type { Cost } from './traced-module.ts';

/** What is known so far about one module; filled in while events are read. */
export interface ModuleRow extends Record<Cost, number> {
  readonly key: string;
  format: ModuleFormat | null;
  /** Number of the event that first showed it being loaded; -1 before. */
  seenAt: number;
  /** It was really loaded: not just looked for. */
  loaded: boolean;
  /** A translator made an ES module, or the ES side of a CommonJS one, of it. */
  translated: boolean;
  compiled: boolean;
  /** Number of the event of its first evaluation; -1 before. */
  begunAt: number;
  /** Evaluations begun and ended (by an exception too). */
  begun: number;
  ended: number;
  /** The last evaluation, or loading itself, ended by an exception. */
  threw: boolean;
  /** Its loading ended well, whether or not an evaluation was seen. */
  settled: boolean;
  /** Reading it goes on asynchronously. */
  readPaused: boolean;
  /** Root of a require(): its body has no events of its own. */
  bodiless: boolean;
  /** Top-level await made its evaluation overlap with others'. */
  shared: boolean;
  /** Time that is evaluation if it turns out that nothing tells it from reading or compiling. */
  unsplitReadMs: number;
  unsplitCompileMs: number;
  importer: ModuleRow | null;
  /** What was running when it was loaded on nobody's account. */
  runningThen: ModuleRow | null;
  /** What was being evaluated when CommonJS began to load it: null for nothing, undefined where that was not seen. */
  during: ModuleRow | null | undefined;
  /** Who first had the ES module loader resolve it: null for Node itself, undefined where nobody did. */
  resolvedFor: ModuleRow | null | undefined;
  /** Number of the ES evaluation it began under; 0 for none. */
  root: number;
  /** Number of the last ES evaluation that was asked for it; 0 for none. */
  ownRoot: number;
  /** ES imports, in source order. */
  readonly links: ModuleRow[];
  /** Everyone who asked for it. */
  readonly importers: Set<ModuleRow>;
  /** Place in order of first load: event of the group it belongs to, then place in the group. */
  groupAt: number;
  groupPlace: number;
}

function emptyRow(key: string): ModuleRow {
  return {
    key,
    format: null,
    seenAt: -1,
    loaded: false,
    translated: false,
    compiled: false,
    begunAt: -1,
    begun: 0,
    ended: 0,
    threw: false,
    settled: false,
    readPaused: false,
    bodiless: false,
    shared: false,
    resolveMs: 0,
    readMs: 0,
    lexMs: 0,
    compileMs: 0,
    linkMs: 0,
    selfMs: 0,
    unsplitReadMs: 0,
    unsplitCompileMs: 0,
    importer: null,
    runningThen: null,
    during: undefined,
    resolvedFor: undefined,
    root: 0,
    ownRoot: 0,
    links: [],
    importers: new Set(),
    groupAt: -1,
    groupPlace: 0,
  };
}

/** The modules of one account, by key and by the numbers that a trace gives their names. */
export class ModuleTable {
  readonly rows = new Map<string, ModuleRow>();

  /** Finds or makes the module with a key. */
  byKey(key: string): ModuleRow {
    let row = this.rows.get(key);
    if (row === undefined) this.rows.set(key, (row = emptyRow(key)));
    return row;
  }

  /** The module of a CommonJS request for a builtin, with or without `node:`. */
  builtin(name: string): ModuleRow {
    return this.byKey(name.startsWith('node:') ? name : `node:${name}`);
  }

  /** The module with a key, if it has begun to load. */
  seen(key: string): ModuleRow | null {
    const row = this.rows.get(key);
    return row !== undefined && row.seenAt >= 0 ? row : null;
  }
}

/** Names of one trace file by their numbers; keys of modules are made once. */
export class TraceNames {
  private readonly strings: readonly (string | null)[];
  private readonly keys: (string | undefined)[] = [];

  constructor(strings: readonly (string | null)[]) {
    this.strings = strings;
  }

  text(id: number): string {
    return this.strings[id] ?? '';
  }

  /** Key of the module called so; empty for number 0. */
  key(id: number): string {
    return (this.keys[id] ??= moduleKey(this.text(id)));
  }
}

/** Notes that one module asks for another. */
export function addImporter(row: ModuleRow, importer: ModuleRow | null): void {
  if (importer !== null && importer !== row) row.importers.add(importer);
}

/** Notes that a module is about to be loaded: on somebody's account, or while something else was running. */
export function adopt(row: ModuleRow, parent: ModuleRow | null, running: ModuleRow | null): void {
  addImporter(row, parent);
  if (row.begun > 0 || row.settled) return;
  if (parent !== row) row.importer ??= parent;
  if (running !== row && row.during === undefined) row.during = running;
  if (running !== row) row.runningThen ??= running;
}

export function see(row: ModuleRow, at: number): void {
  if (row.seenAt < 0) row.seenAt = at;
}

/** Its body starts. */
export function begin(row: ModuleRow, at: number, root: number): void {
  row.loaded = true;
  see(row, at);
  if (row.begunAt < 0) {
    row.begunAt = at;
    row.root = root;
  }
  row.begun++;
  row.threw = false;
}

export function end(row: ModuleRow, threw: boolean): void {
  if (row.ended < row.begun) row.ended++;
  row.threw = threw;
}
