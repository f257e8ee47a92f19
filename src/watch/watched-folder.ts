import { statSync, watch, type FSWatcher } from 'node:fs';
import { posix } from 'node:path';
import { changesBetween, listFolder, type Change, type Listing } from './listing.ts';

const POLL_MS = 1000;

/**
 * One folder that is watched, there or not. What the system says is a hint and no more: names and kinds of its events
 * differ between systems and editors, so that a look at the folder decides.
 */
export class WatchedFolder {
  readonly path: string;
  private readonly isOfInterest: (path: string) => boolean;
  private readonly onHint: () => void;
  private identity: string | null = null;
  private isLost = false;
  private listing: Listing | null = null;
  private watcher: FSWatcher | undefined;
  private poll: NodeJS.Timeout | undefined;

  /** @param onHint something may have happened in it */
  constructor(path: string, isOfInterest: (path: string) => boolean, onHint: () => void) {
    this.path = path;
    this.isOfInterest = isOfInterest;
    this.onHint = onHint;
    this.open();
    this.listing = listFolder(path, isOfInterest);
  }

  /** Whether it was there at the last look. */
  get isThere(): boolean {
    return this.listing !== null;
  }

  /** How a file in it looked at the last look. */
  lookOf(name: string): string | undefined {
    return this.listing?.get(name);
  }

  /** Whether another folder, or none, is at its path now. */
  isReplaced(): boolean {
    return this.isLost || identityOf(this.path) !== this.identity;
  }

  /** What has happened since the last look. */
  look(): Change[] {
    // The watch of a folder that was moved away goes with it.
    if (this.isReplaced()) this.open();
    const before = this.listing;
    this.listing = listFolder(this.path, this.isOfInterest);
    return changesBetween(this.path, before, this.listing);
  }

  close(): void {
    this.watcher?.close();
    clearInterval(this.poll);
    this.watcher = undefined;
    this.poll = undefined;
  }

  /** First watched, then looked at: nothing falls in between. */
  private open(): void {
    this.close();
    this.identity = identityOf(this.path);
    this.isLost = false;
    if (this.identity === null) return;
    try {
      this.watcher = watch(this.path, { persistent: true }, (_, name) => {
        // The folder itself was moved or removed; the next one may even have its number.
        if (name === posix.basename(this.path)) this.isLost = true;
        this.onHint();
      });
      this.watcher.on('error', () => this.pollInstead());
    } catch {
      this.pollInstead();
    }
  }

  /** Where the system has no watch left, or the file system knows of none. */
  private pollInstead(): void {
    this.close();
    this.poll = setInterval(this.onHint, POLL_MS);
    this.onHint();
  }
}

function identityOf(path: string): string | null {
  try {
    const found = statSync(path);
    return found.isDirectory() ? [found.dev, found.ino, found.birthtimeMs].join(' ') : null;
  } catch {
    return null;
  }
}
