import { baselineFile } from '../config/baseline-file.ts';
import type { Notice } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import type { CheckBootsRequest } from './check-boots.ts';
import type { CheckOptions } from './check-options.ts';

type Entries = Pick<CheckBootsRequest, 'entries' | 'analysis'>;

/**
 * With `--changed-since`, the entries that the change may touch; the rest is not judged, and that is said.
 *
 * @throws UsageError where there is no repository or no such ref
 */
export async function entriesUnderCheck(
  { changedSince: ref }: CheckOptions,
  { root, config, entries, analysis }: Pick<CheckBootsRequest, 'root' | 'config'> & Entries,
): Promise<Entries & { readonly notices: readonly Notice[] }> {
  if (ref === undefined) return { entries, analysis, notices: [] };
  const { changedSince } = await import('../comparing/changed-files.ts');
  const { entriesTouchedBy } = await import('../comparing/entries-touched.ts');
  const cruised = config.rules.flatMap((rule) => (rule.type === 'dependency-cruiser' ? [rule.config] : []));
  const configFiles = [...(config.file === null ? [] : [config.file]), baselineFile(config.file), ...cruised];
  const names = entriesTouchedBy(await changedSince(ref, root), analysis, configFiles);
  return {
    entries: entries.filter(({ name }) => names.has(name)),
    analysis: { ...analysis, groups: groupsOf(analysis, names) },
    notices: untouched(
      ref,
      entries.map(({ name }) => name).filter((name) => !names.has(name)),
    ),
  };
}

function groupsOf({ groups }: Analysis, names: ReadonlySet<string>): Analysis['groups'] {
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter(({ name }) => names.has(name)) }))
    .filter(({ entries }) => entries.length > 0);
}

function untouched(ref: string, left: readonly string[]): Notice[] {
  if (left.length === 0) return [];
  const message = `nothing that ${left.join(', ')} may load changed since ${ref}`;
  return [{ code: 'not-judged', level: 'info', message }];
}
