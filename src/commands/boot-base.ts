import type { LaidOutSide } from '../comparing/sides.ts';
import type { Host } from '../io/host.ts';
import type { BudgetFinding, Finding } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import { fingerprints } from '../reporters/fingerprint.ts';
import { checkBoots, type CheckBoots, type CheckBootsRequest } from './check-boots.ts';
import type { GlobalFlags } from './flags.ts';
import { markPreExisting } from './pre-existing.ts';

/** For figures that differ from boot to boot; else one boot of each kind shows what there is to see. */
const RUNS = 3;

export interface BootBaseRequest extends CheckBootsRequest {
  readonly side: Pick<LaidOutSide, 'root' | 'rename'>;
  /** Of the base, under the ids of the working tree. */
  readonly before: Analysis;
  /** Names of the entries to boot; the base has them. */
  readonly names: ReadonlySet<string>;
  /** What the rules say of an analysis and its boots. */
  readonly check: (analysis: Analysis, boots: CheckBoots) => readonly Finding[];
}

/** What a boot of the base showed. */
export interface BaseBoots {
  readonly findings: readonly Finding[];
  /** By entry: why nothing is known of it. */
  readonly failed: ReadonlyMap<string, string>;
}

/** Boots entries of the base with the probe, and asks the rules. */
export async function bootBase(host: Host, flags: GlobalFlags, asked: BootBaseRequest): Promise<BaseBoots> {
  const { before, names, entries, options, check, side } = asked;
  const groups = before.groups
    .map((group) => ({ ...group, entries: group.entries.filter(({ name }) => names.has(name)) }))
    .filter((group) => group.entries.length > 0);
  const analysis = { ...before, groups };
  const { memory: _memory, coldDisk: _coldDisk, ...rest } = options;
  const boots = await checkBoots(host, flags, {
    ...asked,
    root: side.root,
    rename: side.rename,
    entries: entries.filter(({ name }) => names.has(name)),
    analysis,
    options: { ...rest, runs: RUNS, probedRuns: 1 },
  });
  return { findings: check(analysis, boots), failed: failedOf(boots, names) };
}

function failedOf({ traces, left, observed }: CheckBoots, names: ReadonlySet<string>): Map<string, string> {
  const failed = new Map<string, string>();
  for (const name of names) {
    const failure = traces.find(({ entry }) => entry === name)?.failure;
    if (failure) failed.set(name, `its boot failed there (${failure.message})`);
    else if (left.includes(name)) failed.set(name, 'there was no time left to boot it there');
    else if (!observed.has(name)) failed.set(name, 'nothing was seen of its boot there');
  }
  return failed;
}

/** Marks what boots of both sides found: measured figures are held against each other by their ranges. */
export function markByBoots(findings: readonly Finding[], before: readonly Finding[]): Finding[] {
  const names = fingerprints(before);
  const old = new Map(before.map((finding, at) => [names[at], finding]));
  const own = fingerprints(findings);
  const known = markPreExisting(findings, before, findings);
  return findings.map((finding, at) => {
    const other = old.get(own[at]);
    const isFigure = finding.rule === 'budget' && finding.measured !== undefined;
    if (!isFigure || other?.rule !== 'budget') return known[at] as Finding;
    return rangesMeet(finding, other) ? { ...finding, preExisting: true as const } : finding;
  });
}

function rangesMeet(finding: BudgetFinding, old: BudgetFinding): boolean {
  return (finding.measured?.low ?? finding.actual) <= (old.measured?.high ?? old.actual);
}
