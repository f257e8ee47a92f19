import type { EntryConfig } from '../model/config.ts';
import type { Finding, StaleExceptionFinding } from '../model/finding.ts';
import type { ShardPart } from '../model/report.ts';
import type { LeftToOthers } from '../rules/check.ts';
import { partOf, shardOf } from './check-options.ts';

/** The entries of one shard, and what belongs to the others. */
export interface EntriesOfShard {
  readonly entries: readonly EntryConfig[];
  /** Names of those that other shards judge. */
  readonly elsewhere: ReadonlySet<string>;
}

/**
 * @param shard `i/n`; undefined for all
 * @throws UsageError `bad-shard`
 */
export function entriesOfShard(all: readonly EntryConfig[], shard: string | undefined): EntriesOfShard {
  const entries = shardOf(all, shard);
  const own = new Set(entries.map(({ name }) => name));
  return {
    entries,
    elsewhere: new Set(all.map(({ name }) => name).filter((name) => !own.has(name))),
  };
}

/** What a shard leaves to all shards together is compared with the base like its findings. */
export function withUnneeded(findings: readonly Finding[], { unneeded }: LeftToOthers): Finding[] {
  return [...findings, ...(unneeded ?? [])];
}

/**
 * Takes what {@link withUnneeded} added out again.
 *
 * @param shard `i/n`; undefined for a check of everything
 * @returns fields of the report
 */
export function asShard(
  shard: string | undefined,
  findings: readonly Finding[],
  { unneeded, notices }: LeftToOthers,
): { readonly findings: readonly Finding[]; readonly shard?: ShardPart } {
  if (shard === undefined) return { findings };
  if (unneeded === null) return { findings, shard: { ...partOf(shard), unneeded, notices } };
  return {
    findings: findings.filter((finding) => !isUnneeded(finding)),
    shard: { ...partOf(shard), unneeded: findings.filter(isUnneeded), notices },
  };
}

function isUnneeded(finding: Finding): finding is StaleExceptionFinding {
  return finding.rule === 'stale-exception' && finding.why === 'matches-nothing';
}
