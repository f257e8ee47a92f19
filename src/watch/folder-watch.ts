import { statSync } from 'node:fs';
import { posix } from 'node:path';
import { lookOf, type Change } from './listing.ts';
import { Hints, type QuietTimes } from './quiet.ts';
import { TextHashes } from './text-hashes.ts';
import { WatchedFolder } from './watched-folder.ts';

/** What is to be watched. All paths are absolute, with forward slashes. */
export interface Wanted {
  /** They may be missing: then they are waited for. */
  readonly folders: ReadonlySet<string>;
  /** Files in them whose text counts. */
  readonly files: ReadonlySet<string>;
  /** When they were begun to be read, in ms since 1970: what was written later has changed. */
  readonly readAtMs: number;
}

const TIMES: QuietTimes = { quietMs: 100, mostMs: 1000 };
/** Times of files come from a clock that ticks so slowly. */
const TICK_MS = 20;

/**
 * Watches folders for what happens to files in them. Nothing is looked at but in {@link next}: a watch does not disturb
 * what is measured meanwhile, and what happened meanwhile is found afterwards.
 */
export class FolderWatch {
  private readonly isOfInterest: (path: string) => boolean;
  private readonly hints: Hints;
  private readonly hashes = new TextHashes();
  private readonly folders = new Map<string, WatchedFolder>();
  private readonly dirty = new Set<string>();
  private wanted: Wanted = { folders: new Set(), files: new Set(), readAtMs: 0 };
  private found: Change[] = [];

  /** @param isOfInterest whether files of such a path are looked at, beside those whose text counts */
  constructor(isOfInterest: (path: string) => boolean, times: QuietTimes = TIMES) {
    this.isOfInterest = isOfInterest;
    this.hints = new Hints(times);
  }

  /** Number of folders that are watched. */
  get size(): number {
    return this.folders.size;
  }

  /** Watches these folders and no others from now on. What happened in those that stay is not forgotten. */
  set(wanted: Wanted): void {
    this.wanted = wanted;
    const fresh = new Set(this.follow());
    if ([...this.folders.values()].some((folder) => folder.isReplaced())) this.hints.hint();
    this.hashes.keepOnly(wanted.files);
    for (const file of wanted.files) {
      const folder = posix.dirname(file);
      if (fresh.has(folder) && isWrittenAfter(file, wanted.readAtMs))
        this.note([{ path: file, kind: 'changed' }]);
      // A text that is no longer the one that was looked at must not pass for it.
      const known = this.folders.get(folder)?.lookOf(posix.basename(file));
      if (!this.hashes.has(file) && known !== undefined && known === lookOf(file)) this.hashes.take(file);
    }
  }

  /**
   * Waits until something has happened, and it is quiet again.
   *
   * @returns empty where the signal came first
   */
  async next(signal: AbortSignal): Promise<readonly Change[]> {
    while (await this.hints.settled(signal)) {
      const changes = this.look();
      if (changes.length > 0) return changes;
    }
    return [];
  }

  close(): void {
    for (const folder of this.folders.values()) folder.close();
    this.folders.clear();
  }

  private look(): Change[] {
    const seen: Change[] = [];
    do {
      for (const folder of this.folders.values())
        if (this.dirty.has(folder.path) || folder.isReplaced()) seen.push(...folder.look());
      this.dirty.clear();
      // What came before the nearest folder above it was watched is found by a second look.
    } while (this.follow().length > 0);
    const late = this.found;
    this.found = [];
    return [...late, ...seen.filter((change) => this.isOther(change))];
  }

  private isOther({ path, kind }: Change): boolean {
    if (!this.wanted.files.has(path) || (kind === 'changed' && !this.hashes.has(path))) return true;
    return this.hashes.take(path);
  }

  /** Watches what is wanted, and above what is missing the nearest folder there is. @returns those that are new */
  private follow(): string[] {
    const wanted = new Set(this.wanted.folders);
    const fresh: string[] = [];
    for (const path of wanted) {
      if (!this.folders.has(path)) {
        this.folders.set(path, this.open(path));
        fresh.push(path);
      }
      const above = posix.dirname(path);
      // Sets give out what is added while they are walked.
      if (this.folders.get(path)?.isThere === false && above !== path) wanted.add(above);
    }
    for (const [path, folder] of this.folders) {
      if (wanted.has(path)) continue;
      folder.close();
      this.folders.delete(path);
    }
    return fresh;
  }

  private open(path: string): WatchedFolder {
    const isOfInterest = (file: string) => this.wanted.files.has(file) || this.isOfInterest(file);
    return new WatchedFolder(path, isOfInterest, () => {
      this.dirty.add(path);
      this.hints.hint();
    });
  }

  private note(changes: readonly Change[]): void {
    this.found.push(...changes);
    this.hints.hint();
  }
}

function isWrittenAfter(file: string, ms: number): boolean {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs >= ms - TICK_MS;
}
