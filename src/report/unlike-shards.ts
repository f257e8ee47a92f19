import { UsageError } from '../errors.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { Report } from '../model/report.ts';
import type { Shard } from './shard.ts';

/** Commands whose reports are about each entry alone. */
const MERGED: ReadonlySet<Report['command']> = new Set(['check', 'graph', 'boot']);

/**
 * Refuses reports that are not of one run spread over machines.
 *
 * @throws UsageError `cannot-merge` for commands without shards, other commands, tool versions, configs, sources or roots; `same-entry` where two
 *   hold one entry
 */
export function refuseUnlike(shards: readonly Shard[]): void {
  const [first, ...others] = shards;
  if (!first)
    throw unlike('there is nothing to merge', 'Name the reports: import-budget report merge a.json b.json');
  const { command } = first.report;
  if (!MERGED.has(command)) {
    throw unlike(
      `${first.name} is a report of ${command}`,
      'Only reports of check, graph and boot can be merged.',
    );
  }
  for (const other of others) refusePair(first, other);
  refuseSameEntries(shards);
  refuseOtherSources(shards);
}

function refusePair(one: Shard, other: Shard): void {
  const same = 'Merge reports of one run: the same command, version, config and commit.';
  const differ: [what: string, of: (report: Report) => string][] = [
    ['command', (report) => report.command],
    ['version of import-budget', (report) => report.tool.version],
    ['config', (report) => report.config ?? 'none'],
  ];
  for (const [what, of] of differ) {
    const [left, right] = [of(one.report), of(other.report)];
    if (left !== right) {
      throw unlike(`${one.name} and ${other.name} differ in their ${what}: ${left} and ${right}`, same);
    }
  }
  if (one.report.root === other.report.root) return;
  for (const { name, report } of [one, other]) {
    const fixed = report.modules.find(({ id }) => /^([a-z]:)?\//.test(id));
    if (fixed) {
      throw unlike(
        `${one.name} and ${other.name} have different roots, and ${name} names ${fixed.id} by its absolute path`,
        'Check the project out at the same path on every machine.',
      );
    }
  }
}

function refuseSameEntries(shards: readonly Shard[]): void {
  const holder = new Map<string, string>();
  for (const { name, report } of shards) {
    const entries = [...report.entries, ...(report.boots ?? []).map(({ entry }) => ({ name: entry }))];
    for (const entry of new Set(entries.map((entry) => entry.name))) {
      const known = holder.get(entry);
      if (known !== undefined) {
        throw new UsageError({
          code: 'same-entry',
          message: `the entry ${entry} is in ${known} and in ${name}`,
          hint: 'Give every entry to one shard only, and every report once.',
        });
      }
      holder.set(entry, name);
    }
  }
}

/** Packages may differ from platform to platform, sources of one commit may not. */
function refuseOtherSources(shards: readonly Shard[]): void {
  const known = new Map<string, { name: string; module: ModuleRecord }>();
  for (const { name, report } of shards) {
    for (const module of report.modules) {
      if (module.origin !== 'project') continue;
      const before = known.get(module.id);
      if (before && before.module.bytes !== module.bytes) {
        throw unlike(
          `${module.id} has ${before.module.bytes} bytes in ${before.name} and ${module.bytes} in ${name}`,
          'Merge reports of one commit of one project.',
        );
      }
      known.set(module.id, { name, module });
    }
  }
}

function unlike(message: string, hint: string): UsageError {
  return new UsageError({ code: 'cannot-merge', message, hint });
}
