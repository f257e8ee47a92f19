import type { CpuVerdict } from '../model/compare.ts';
import type { BudgetFinding, Finding, NewHeavyFinding, Notice } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import { fingerprints } from '../reporters/fingerprint.ts';

/** What is known of the base without looking for a finding there. */
export interface BaseEvidence {
  /** Static, under the ids of the working tree. */
  readonly analysis: Analysis;
  /** By entry name: boots of both sides in turn. */
  readonly growth: ReadonlyMap<string, CpuVerdict>;
}

/**
 * Findings that only a boot made, so that the base's imports cannot tell whether it has them as well. What is known to be
 * old, decides nothing, or belongs to no entry that both sides have is not among them.
 *
 * @param findings of the working tree, booted; those that the base is known to have are marked
 * @param written what is found in the working tree without a boot
 * @param compared names of the entries that the base has, too
 */
export function foundOnlyByBoot(
  findings: readonly Finding[],
  written: readonly Finding[],
  compared: ReadonlySet<string>,
): Finding[] {
  const known = new Set(fingerprints(written));
  const names = fingerprints(findings);
  return findings.filter(
    (finding, at) =>
      finding.preExisting !== true &&
      finding.level !== 'info' &&
      finding.entry !== null &&
      compared.has(finding.entry) &&
      !(finding.rule === 'budget' && finding.verdict !== undefined) &&
      !known.has(names[at] as string),
  );
}

/**
 * Whether the base is known to have, or not to have, what only a boot found.
 *
 * @returns `unknown` where only a boot of the base could tell
 */
export function onBase(finding: Finding, evidence: BaseEvidence): 'as-well' | 'not' | 'unknown' {
  if (finding.rule === 'new-heavy') return wasAtStartup(finding, evidence.analysis) ? 'as-well' : 'unknown';
  if (finding.rule !== 'budget' || (finding.metric !== 'cpu' && finding.metric !== 'cpuMs')) return 'unknown';
  const growth = evidence.growth.get(finding.entry ?? '');
  return growth === undefined ? 'unknown' : wasOver(finding, growth);
}

/** That nobody knows whether the base has findings as well, once an entry. */
export function unknownOnBase(
  findings: readonly Finding[],
  ref: string,
  why: (entry: string) => string,
): Notice[] {
  const entries = [...new Set(findings.flatMap(({ entry }) => entry ?? []))];
  return entries.map((entry): Notice => {
    const own = findings.filter((finding) => finding.entry === entry);
    const rules = [...new Set(own.map(nameOf))].join(', ');
    const what =
      own.length === 1
        ? `a finding of a boot (${rules}) counts`
        : `${own.length} findings of a boot (${rules}) count`;
    return {
      code: 'not-judged',
      level: 'warning',
      message: `${entry}: ${what} as new, for nobody knows whether ${ref} has the same: ${why(entry)}`,
      hint: 'Give the entry a "regression" limit, and the base is booted, too; build what git ignores with --prepare.',
    };
  });
}

function nameOf(finding: Finding): string {
  return finding.rule === 'budget' ? `budget of ${finding.metric}` : finding.rule;
}

/** A newcomer to the baseline that the base's startup holds already has come with an earlier change. */
function wasAtStartup({ entry, module, package: owner }: NewHeavyFinding, { groups }: Analysis): boolean {
  return groups.some(({ built: { graph }, entries }) =>
    entries.some(
      ({ name, sets }) =>
        name === entry &&
        [...sets.eager].some((node) => {
          const { id, origin, package: name } = graph.modules[node]!;
          return owner === null ? id === module : origin === 'package' && name === owner;
        }),
    ),
  );
}

/** A limit that head exceeds and the base surely did, whatever the noise; surely not where head is the slower one. */
function wasOver(
  { actual, measured, limit }: BudgetFinding,
  { verdict, shift }: CpuVerdict,
): 'as-well' | 'not' | 'unknown' {
  if (verdict === 'slower') return 'not';
  if (shift === null || verdict === 'inconclusive') return 'unknown';
  const least = (measured?.low ?? actual) / (1 + Math.max(shift.high, 0));
  return least > limit ? 'as-well' : 'unknown';
}
