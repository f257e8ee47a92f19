import type { Level } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { jsonText, visible } from './escape.ts';
import { issuesOf, type Issue } from './issues.ts';
import type { RenderOptions } from './reporter.ts';

const SEVERITY: Record<Level, string> = { error: 'major', warning: 'minor', info: 'info' };

/**
 * GitLab's code quality report: a JSON array of issues, empty where there are none.
 *
 * Source: "Code Quality report format" of GitLab, a subset of the Code Climate engine specification.
 */
export function renderCodeClimate(report: Report, { folder = '' }: RenderOptions): string {
  return `${jsonText(issuesOf(report, folder).map(toIssue))}\n`;
}

function toIssue({
  kind,
  level,
  rule,
  label,
  entry,
  what,
  why,
  chain,
  next,
  place,
  fingerprint,
}: Issue): object {
  const body = [why, chain, `fix: ${next}`].filter((line) => line !== null);
  return {
    type: 'issue',
    check_name: `import-budget/${rule}`,
    description: visible(`${label}${entry === null ? '' : ` ${entry}`}: ${what}`),
    content: { body: body.map(visible).join('\n') },
    categories: ['Performance'],
    severity: kind === 'could-not' ? 'blocker' : SEVERITY[level],
    fingerprint,
    location: { path: place.file, lines: { begin: place.line } },
  };
}
