import { defaultCacheFolder, FactsCache } from '../extract/facts-cache.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import { tuneForShortRun } from '../io/short-run.ts';
import type { EntryConfig } from '../model/config.ts';
import { analyse, type Analysis } from '../pipeline.ts';
import type { GlobalFlags } from './flags.ts';

/** To be raised where the same text gives other facts, by our doing or by a new version of a parser. */
const FACTS_VERSION = 3;

/** Analyses entries with the cache and progress that the flags ask for. */
export async function analyseEntries(
  host: Host,
  flags: GlobalFlags,
  root: string,
  entries: readonly EntryConfig[],
): Promise<Analysis> {
  tuneForShortRun(process.versions.v8);
  const progress = startProgress(host, flags.quiet === true);
  const folder = flags.cacheDir ?? defaultCacheFolder(host.env, host.platform);
  const cache = flags.cache ? new FactsCache(folder, root, `${flags.version}:${FACTS_VERSION}`) : undefined;
  try {
    return await analyse({ root, entries, cache, onModule: (count) => progress.step(count, 'modules') });
  } finally {
    progress.end();
  }
}
