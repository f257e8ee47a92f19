import type { ErrorDetail } from '../errors.ts';
import type { Level, Notice } from '../model/finding.ts';

/** What of one entry could not be judged. */
export type Unjudged = NotAsked | Missing;

interface NotAsked {
  /** Nobody asked for what it takes (a boot), or there is nothing to judge. */
  readonly evidence: 'not-asked';
  readonly message: string;
}

interface Missing {
  /** It was asked for, and is not there. */
  readonly evidence: 'missing';
  readonly message: string;
  /** How to come by it. */
  readonly hint: string;
}

/** That a rule was not judged, as nobody asked for what it takes. */
export function notAsked(entry: string, rule: string, why: string): Unjudged {
  return { evidence: 'not-asked', message: messageOf(entry, rule, why) };
}

/** That a rule was not judged, though what it takes was asked for. */
export function missing(entry: string, rule: string, why: string, hint: string): Unjudged {
  return { evidence: 'missing', message: messageOf(entry, rule, why), hint };
}

/**
 * How to say it: what judged nothing must not be green, so that missing evidence is a problem where a finding would have
 * failed the check.
 *
 * @param level of what was not judged
 */
export function tellUnjudged(
  unjudged: readonly Unjudged[],
  level: Level,
): { notices: Notice[]; problems: ErrorDetail[] } {
  const notices: Notice[] = [];
  const problems: ErrorDetail[] = [];
  for (const it of unjudged) {
    const { message } = it;
    const hint = it.evidence === 'missing' ? { hint: it.hint } : null;
    if (hint !== null && level === 'error') problems.push({ code: 'not-judged', message, ...hint });
    else notices.push({ code: 'not-judged', level: 'warning', message, ...hint });
  }
  return { notices, problems };
}

function messageOf(entry: string, rule: string, why: string): string {
  return `${entry}: rule ${rule} was not judged: ${why}`;
}
