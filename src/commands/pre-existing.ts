import type { Finding } from '../model/finding.ts';
import { fingerprints } from '../reporters/fingerprint.ts';

/**
 * Marks what was found on the base as well: no change is to blame for it. What got worse since stays as it is.
 *
 * @param before findings of the base, which nobody boots
 * @param written findings of the working tree by its imports as written: the only ones whose figures can be held
 *   against the base's
 */
export function markPreExisting(
  findings: readonly Finding[],
  before: readonly Finding[],
  written: readonly Finding[],
): Finding[] {
  const [old, now] = [byName(before), byName(written)];
  const names = fingerprints(findings);
  return findings.map((finding, at) => {
    const name = names[at] as string;
    const known = old.get(name);
    return known === undefined || isWorse(finding, now.get(name) ?? finding, known)
      ? finding
      : { ...finding, preExisting: true as const };
  });
}

function byName(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const names = fingerprints(findings);
  return new Map(findings.map((finding, at) => [names[at] as string, finding]));
}

/** What was wrong before is no licence for more of it. */
function isWorse(finding: Finding, written: Finding, old: Finding): boolean {
  if (finding.rule === 'budget' && old.rule === 'budget') return finding.actual > old.actual;
  if (written.rule === 'forbidden' && old.rule === 'forbidden') return written.others > old.others;
  // By less than a newcomer may bring, it may grow.
  if (written.rule === 'new-heavy' && old.rule === 'new-heavy')
    return written.bytes - old.bytes > written.limitBytes;
  return false;
}
