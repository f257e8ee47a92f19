import { UsageError } from '../errors.ts';
import type { EntryConfig } from '../model/config.ts';
import type { ShardPart } from '../model/report.ts';
import { compareText } from '../report/order.ts';
import type { BootFlags } from './boot-request.ts';
import type { LiveFlags } from './live-flags.ts';

export interface CheckOptions extends BootFlags, LiveFlags {
  /** Judge the static graph alone. */
  readonly staticOnly?: true;
  /** A git ref: what the rules find there as well does not fail. */
  readonly base?: string;
  /** Installs the base's packages instead of linking those of the working tree. */
  readonly install?: true;
  /** A shell command that builds the base's program. */
  readonly prepare?: string;
  /** A git ref: only entries that load a file changed since are checked. */
  readonly changedSince?: string;
  /** `i/n`. */
  readonly shard?: string;
  /** For all boots of entries, those beside the base included, and for loads of single modules; in ms. */
  readonly totalTime?: number;
}

/**
 * @param shard `i/n`, i from 1
 * @throws UsageError `bad-shard`
 */
export function partOf(shard: string): Pick<ShardPart, 'part' | 'parts'> {
  const [, part = 0, parts = 0] = (/^(\d{1,5})\/(\d{1,5})$/.exec(shard) ?? []).map(Number);
  if (part < 1 || part > parts) {
    throw new UsageError({
      code: 'bad-shard',
      message: `--shard ${shard}: expected i/n, i from 1 to n`,
      hint: 'On three machines: --shard 1/3, --shard 2/3, --shard 3/3; then: import-budget report merge.',
    });
  }
  return { part, parts };
}

/**
 * The entries of one of several machines: each of n takes every nth by name, so that together they take all, each once.
 *
 * @param shard `i/n`, i from 1; undefined for all
 * @throws UsageError `bad-shard`
 */
export function shardOf(entries: readonly EntryConfig[], shard: string | undefined): readonly EntryConfig[] {
  if (shard === undefined) return entries;
  const { part, parts } = partOf(shard);
  return entries
    .toSorted((one, other) => compareText(one.name, other.name))
    .filter((_, at) => at % parts === part - 1);
}
