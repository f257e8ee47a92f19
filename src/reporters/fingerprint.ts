import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';

/** What may change while the finding stays the same one. */
const PASSING: ReadonlySet<string> = new Set([
  'level',
  'chain',
  'reason',
  'fix',
  'preExisting',
  'message',
  'at',
  // Null without a boot.
  'ms',
]);

/**
 * Identities of findings, in their order, for tools that follow a finding from run to run: made of names alone, so that
 * moved lines, other chains and other figures leave them as they are. Equal ones are numbered: each is unique.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = JSON.stringify(identityOf(finding));
    const nth = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, nth);
    return fingerprint(nth === 1 ? identity : `${identity} ${nth}`);
  });
}

/** 32 hexadecimal digits that stand for a text. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function identityOf(finding: Finding): unknown[] {
  const fields = Object.entries(finding).filter(([key]) => !PASSING.has(key));
  return fields
    .map(([key, value]: [string, unknown]) => [key, nameIn(value)])
    .filter(([, value]) => value !== undefined)
    .toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

/** Texts as they are; of an import, what leads where. Figures and flags are no names. */
function nameIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.some((item) => typeof item === 'number') ? undefined : value;
  if (typeof value === 'string' || value === null) return value;
  if (typeof value !== 'object' || !('specifier' in value)) return undefined;
  const { from, specifier, to } = value as ImportEdge;
  return [from, specifier, to];
}
