import { spawnSync } from 'node:child_process';

export interface Eviction {
  /** Files whose pages were given up. */
  readonly evicted: number;
  /** Why not all were, or none. */
  readonly problem: string | null;
}

/** Bounded by the length of a command line: 128 KiB an argument list is safe everywhere. */
const BATCH_BYTES = 100_000;
const BATCH_MS = 60_000;
/** GNU dd calls posix_fadvise(POSIX_FADV_DONTNEED) on the whole file for this; it needs no privileges. */
const SCRIPT =
  'n=0; for f do dd if="$f" iflag=nocache count=0 status=none 2>/dev/null && n=$((n+1)); done; echo $n';

/**
 * Drops files from the operating system's page cache, so that the next boot reads them from the disk. Linux only. Files
 * in memory (tmpfs), mapped by a running program or not written back yet stay, although they are counted.
 *
 * @param files absolute paths
 */
export function evictFromPageCache(files: readonly string[]): Eviction {
  if (process.platform !== 'linux') {
    return { evicted: 0, problem: `files cannot be dropped from the page cache on ${process.platform}` };
  }
  if (evict(['/dev/null']) !== 1) {
    return { evicted: 0, problem: 'dd of GNU coreutils is needed to drop files from the page cache' };
  }
  const evicted = batches(files).reduce((sum, batch) => sum + evict(batch), 0);
  const left = files.length - evicted;
  return { evicted, problem: left === 0 ? null : `${left} of ${files.length} files could not be dropped` };
}

function evict(files: readonly string[]): number {
  const { stdout } = spawnSync('sh', ['-c', SCRIPT, 'sh', ...files], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: BATCH_MS,
  });
  return Number.parseInt(stdout ?? '', 10) || 0;
}

function batches(files: readonly string[]): readonly (readonly string[])[] {
  const all: string[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    bytes += Buffer.byteLength(file) + 1;
    if (bytes > BATCH_BYTES) {
      all.push([]);
      bytes = Buffer.byteLength(file) + 1;
    }
    all.at(-1)?.push(file);
  }
  return all;
}
