import type { EntryConfig } from '../model/config.ts';

/** An entry for a file that no config describes. */
export function plainEntry(name: string, file: string): EntryConfig {
  return { name, file, conditions: [], budget: {}, preloads: [], boot: {} };
}
