import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Texts of files by hash: a file that is written again with the same text has not changed. */
export class TextHashes {
  private readonly hashes = new Map<string, string>();

  has(path: string): boolean {
    return this.hashes.has(path);
  }

  /** Takes the text that is there now for the known one. @returns whether it is another */
  take(path: string): boolean {
    const before = this.hashes.get(path);
    const now = hashOf(path);
    if (now === null) this.hashes.delete(path);
    else this.hashes.set(path, now);
    return now === null || now !== before;
  }

  /** Drops all others. */
  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.hashes.keys()) if (!paths.has(path)) this.hashes.delete(path);
  }
}

function hashOf(path: string): string | null {
  try {
    return createHash('sha1').update(readFileSync(path)).digest('base64');
  } catch {
    return null;
  }
}
