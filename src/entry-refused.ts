import { TargetError } from './errors.ts';
import type { EntryConfig } from './model/config.ts';
import type { Notice } from './model/finding.ts';
import type { ModuleId } from './model/module-id.ts';

/**
 * Elsewhere a file that could not be read is a notice; an entry that could not leaves nothing to analyse.
 *
 * @param id of the entry's file
 * @param notices of the sources it was read from
 * @returns undefined where the entry was read
 */
export function entryRefused(
  entry: EntryConfig,
  id: ModuleId,
  notices: readonly Notice[],
): TargetError | undefined {
  const refused = notices.find(({ code, at }) => REFUSALS.has(code) && at?.file === id);
  if (refused === undefined) return undefined;
  if (refused.code === 'archive') return entryInArchive(entry);
  const { name } = entry;
  if (refused.message.startsWith('cannot be read')) {
    return new TargetError({
      code: 'entry-unreadable',
      message: `entry '${name}' cannot be read`,
      hint: 'Make the file readable for the user who runs this.',
      at: { file: id },
    });
  }
  return new TargetError({
    code: 'nothing-analysed',
    message: `entry '${name}' is too large to parse: nothing it imports is known`,
    hint: 'Analyse the sources it is made of.',
    at: { file: id },
  });
}

const REFUSALS: ReadonlySet<Notice['code']> = new Set<Notice['code']>(['unreadable', 'archive']);

/** The failure of an entry that lies inside a zip archive of Yarn. */
export function entryInArchive({ name, file }: EntryConfig): TargetError {
  return new TargetError({
    code: 'nothing-analysed',
    message: `entry '${name}' lies inside a zip archive, which is not read: nothing it imports is known`,
    hint: 'Run yarn unplug for its package, or install with nodeLinker: node-modules.',
    at: { file },
  });
}
