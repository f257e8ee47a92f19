import type { Report, ShardPart } from '../model/report.ts';
import { compareText } from './order.ts';
import type { Shard } from './shard.ts';

/** The reports of shards, and whether they are all of one run. */
export interface GatheredShards {
  /** Without those that repeat another. */
  readonly shards: readonly Shard[];
  /** Whether every entry under check is in one of them, so that what each left to the others can be judged. */
  readonly whole: boolean;
  /** Undefined where none is missing, given twice or of another run. */
  readonly error: Report['error'];
}

type Numbered = Shard & { readonly report: { readonly shard: ShardPart } };

/**
 * Tells from the numbers of shards whether any is missing. Reports without a number (of entries named one by one) are
 * taken as they are.
 *
 * @param failed how many of the shards have no report: they may be the missing ones, and tell so themselves
 */
export function gatherShards(given: readonly Shard[], failed: number): GatheredShards {
  const numbered = given.filter(isNumbered).toSorted(byNumber);
  const plain = given.filter((shard) => !isNumbered(shard));
  const { once, repeated } = withoutRepeats(numbered);
  const sizes = [...new Set(numbered.map(({ report }) => report.shard.parts))];
  const missing = sizes.length === 1 ? missingParts(once, sizes[0] as number) : [];
  const messages = [
    ...(sizes.length > 1 ? [otherSizes(numbered, sizes)] : []),
    ...repeated,
    ...(missing.length > failed ? [missingWords(missing)] : []),
  ];
  return {
    shards: [...once, ...plain],
    whole: plain.length === 0 && sizes.length === 1 && missing.length === 0,
    error:
      messages.length === 0
        ? undefined
        : {
            code: 'missing-shard',
            message: messages.join('; '),
            hint: 'Give report merge the report of every shard of one run, each once.',
          },
  };
}

function isNumbered(shard: Shard): shard is Numbered {
  return shard.report.shard !== undefined;
}

function byNumber(a: Numbered, b: Numbered): number {
  const [one, other] = [a.report.shard, b.report.shard];
  return one.parts - other.parts || one.part - other.part || compareText(a.name, b.name);
}

/** Leaves out what holds an entry for the second time; the first by number, then by name stays. */
function withoutRepeats(numbered: readonly Numbered[]): { once: Numbered[]; repeated: string[] } {
  const once: Numbered[] = [];
  const repeated: string[] = [];
  for (const shard of numbered) {
    const names = entryNames(shard);
    const before = once.find((it) => numberOf(it) === numberOf(shard) || overlap(entryNames(it), names));
    if (before === undefined) once.push(shard);
    else if (numberOf(before) === numberOf(shard))
      repeated.push(`shard ${numberOf(shard)} is in ${before.name} and in ${shard.name}`);
    else repeated.push(`${shard.name} was left out: it holds entries of ${before.name}`);
  }
  return { once, repeated };
}

function entryNames({ report: { entries, boots = [] } }: Shard): Set<string> {
  return new Set([...entries.map(({ name }) => name), ...boots.map(({ entry }) => entry)]);
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return [...one].some((name) => other.has(name));
}

function numberOf({ report: { shard } }: Numbered): string {
  return `${shard.part}/${shard.parts}`;
}

function missingParts(shards: readonly Numbered[], parts: number): string[] {
  const there = new Set(shards.map(({ report }) => report.shard.part));
  return Array.from({ length: parts }, (_, at) => at + 1)
    .filter((part) => !there.has(part))
    .map((part) => `${part}/${parts}`);
}

function missingWords(missing: readonly string[]): string {
  const most = 5;
  const more = missing.length > most ? ` and ${missing.length - most} more` : '';
  const are = missing.length === 1 ? 'is' : 'are';
  return `shard ${missing.slice(0, most).join(', ')}${more} ${are} missing`;
}

function otherSizes(numbered: readonly Numbered[], sizes: readonly number[]): string {
  const each = sizes.map((size) => numbered.find(({ report }) => report.shard.parts === size) as Numbered);
  return `shards of other runs: ${each.map((shard) => `${shard.name} is ${numberOf(shard)}`).join(', ')}`;
}
