import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defaultCacheFolder } from '../extract/facts-cache.ts';
import { readText } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import { makeFolder } from '../io/make-folder.ts';
import { replaceWhole } from '../io/write-whole.ts';
import type { BootTrace } from '../model/boot.ts';
import type { GlobalFlags } from './flags.ts';

/** What `boot` measured last is kept beside the cached facts, for `why` to tell what a module costs. */
const MOST_KEPT = 20;

/** Keeps the boots that went well; a folder that cannot be written keeps nothing. */
export function saveBoots(host: Host, flags: GlobalFlags, root: string, boots: readonly BootTrace[]): void {
  const good = boots.filter(({ failure, modules }) => failure === null && modules.length > 0);
  if (!flags.cache || good.length === 0) return;
  const names = new Set(good.map(({ entry }) => entry));
  const older = loadBoots(host, flags, root).filter(({ entry }) => !names.has(entry));
  const file = fileOf(host, flags, root);
  try {
    makeFolder(join(file, '..'));
    const slim = good.map((boot): BootTrace => ({
      ...boot,
      runs: [],
      registrations: null,
      drift: null,
      startup: null,
    }));
    const text = JSON.stringify([...slim, ...older].slice(0, MOST_KEPT));
    replaceWhole(file, `${checksum(text)}\n${text}`);
  } catch {
    // `why` then tells no cost.
  }
}

/** The boots kept for a root, latest first; empty where there are none. */
export function loadBoots(host: Host, flags: GlobalFlags, root: string): readonly BootTrace[] {
  if (!flags.cache) return [];
  try {
    const stored = readText(fileOf(host, flags, root)) ?? '';
    const end = stored.indexOf('\n');
    const text = stored.slice(end + 1);
    // What somebody else has written there, or a broken disk, is not looked into.
    return stored.slice(0, end) === checksum(text) ? (JSON.parse(text) as BootTrace[]) : [];
  } catch {
    return [];
  }
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function fileOf(host: Host, flags: GlobalFlags, root: string): string {
  const folder = flags.cacheDir ?? defaultCacheFolder(host.env, host.platform);
  // Boots in another environment may load other modules: they are kept apart.
  const what = [flags.version, root, ...(flags.cleanEnv ? ['clean environment'] : [])].join('\n');
  const name = createHash('sha256').update(what).digest('hex').slice(0, 16);
  return join(folder, `boots-${name}.json`);
}
