import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { decodeFacts, encodeFacts, type EncodedFacts } from './facts-code.ts';
import { makeFolder } from '../io/make-folder.ts';
import { replaceWhole, sweepDrafts } from '../io/write-whole.ts';
import type { FileFacts } from '../model/facts.ts';

/** How a file looked when its facts were taken: unchanged time and size mean unchanged text. */
export interface Stamp {
  readonly modifiedMs: number;
  readonly bytes: number;
}

type Row = [modifiedMs: number, bytes: number, contentHash: string, facts: EncodedFacts];

interface Stored {
  readonly version: string;
  readonly rows: Record<string, Row>;
}

/**
 * Facts of files on disk between runs, one JSON file per analysed root, outside the project. A file whose time changed
 * but whose content did not (a fresh checkout) is recognised by its hash. A cache that cannot be read or written only
 * costs time.
 */
export class FactsCache {
  private readonly file: string;
  private readonly version: string;
  private readonly rows: Map<string, Row>;
  private changed = false;

  /**
   * @param folder where caches are kept
   * @param root analysed root, absolute
   * @param version of this tool and its parsers: another one starts afresh
   */
  constructor(folder: string, root: string, version: string) {
    this.file = join(folder, `${fileName(root)}.json`);
    this.version = version;
    this.rows = readRows(this.file, version);
  }

  get isEmpty(): boolean {
    return this.rows.size === 0;
  }

  /**
   * @param key path and compile options
   * @param text reads the file; called only on doubt
   */
  find(key: string, stamp: Stamp, text: () => string): FileFacts | undefined {
    const row = this.rows.get(key);
    if (row === undefined || row[1] !== stamp.bytes) return undefined;
    if (row[0] !== stamp.modifiedMs) {
      if (row[2] !== hash(text())) return undefined;
      row[0] = stamp.modifiedMs;
      this.changed = true;
    }
    try {
      return decodeFacts(row[3]);
    } catch {
      // Not what this version writes: take the facts anew.
      this.rows.delete(key);
      return undefined;
    }
  }

  keep(key: string, stamp: Stamp, text: string, facts: FileFacts): void {
    this.rows.set(key, [stamp.modifiedMs, stamp.bytes, hash(text), encodeFacts(facts)]);
    this.changed = true;
  }

  /** Writes what was learnt, so that two runs at once never see half a file. Takes away what killed runs left. */
  save(): void {
    if (!this.changed) return void sweepDrafts(dirname(this.file));
    try {
      makeFolder(dirname(this.file));
      const stored: Stored = { version: this.version, rows: Object.fromEntries(this.rows) };
      replaceWhole(this.file, JSON.stringify(stored));
    } catch {
      // The next run takes the facts anew.
    }
  }
}

/** Where this user's caches belong on this system, or the folder the environment names. */
export function defaultCacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (env['IMPORT_BUDGET_CACHE_DIR']) return env['IMPORT_BUDGET_CACHE_DIR'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'import-budget');
  if (platform === 'win32' && env['LOCALAPPDATA']) return join(env['LOCALAPPDATA'], 'import-budget', 'cache');
  return join(homedir(), platform === 'darwin' ? 'Library/Caches' : '.cache', 'import-budget');
}

function readRows(file: string, version: string): Map<string, Row> {
  try {
    const stored = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    if (stored.version === version) return new Map(Object.entries(stored.rows));
  } catch {
    // No cache yet, or not one of ours: start afresh.
  }
  return new Map();
}

/** The crypto module is large; a run whose files are all unchanged does without it. */
function hash(text: string): string {
  return process.getBuiltinModule('node:crypto').createHash('sha1').update(text).digest('base64');
}

/** The root's own name, for people, and a checksum of its path (FNV-1a, 32 bits, twice), for uniqueness. */
function fileName(root: string): string {
  const checksum = (seed: number) => {
    let sum = seed;
    for (let at = 0; at < root.length; at++) sum = Math.imul(sum ^ root.charCodeAt(at), 0x01000193);
    return (sum >>> 0).toString(16).padStart(8, '0');
  };
  return `${basename(root)
    .replaceAll(/[^\w.-]/g, '_')
    .slice(0, 40)}-${checksum(0x811c9dc5)}${checksum(0x1234567)}`;
}
