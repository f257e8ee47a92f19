import type { Level } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { visible } from './escape.ts';
import { sumWords } from './issue-counts.ts';
import { issuesOf, type Issue } from './issues.ts';
import { plural } from './numbers.ts';
import type { RenderOptions } from './reporter.ts';

/** GitHub shows 10 errors, 10 warnings and 10 notices of a step and drops the rest: ours are 10 in all. */
const ANNOTATIONS = 10;

const COMMAND: Record<Level, string> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Annotations for GitHub Actions: workflow commands at the imports to edit, the rest in a folded part of the log, and a
 * line that sums up. What the base has as well is no annotation: it is not about the change.
 *
 * Source: "Workflow commands for GitHub Actions", and the runner's ActionCommand for escapes.
 */
export function renderGithub(report: Report, { folder = '' }: RenderOptions): string {
  const issues = issuesOf(report, folder);
  const shown = issues.filter(({ kind }) => kind !== 'pre-existing').slice(0, ANNOTATIONS);
  const more = issues.filter((issue) => issue.kind !== 'pre-existing' && !shown.includes(issue));
  const older = issues.filter(({ kind }) => kind === 'pre-existing');
  const hint = more.length === 0 ? '' : `; ${more.length} more than the annotations, all of them in the log`;
  return [
    ...shown.map(annotation),
    ...folded(plural(more.length, 'more finding'), more),
    ...folded(`${plural(older.length, 'finding')} that the base has as well`, older),
    logLine(`import-budget: ${sumWords(report, issues)}${hint}`),
    '',
  ].join('\n');
}

function annotation({ level, place, label, entry, what, why, chain, next }: Issue): string {
  const properties = [
    ['file', place.file],
    ['line', String(place.line)],
    ['col', String(place.column)],
    ['title', entry === null ? label : `${label} ${entry}`],
  ];
  const lines = [what, why, chain, `fix: ${next}`].filter((line) => line !== null);
  const written = properties.map(([name, value = '']) => `${name}=${property(value)}`).join(',');
  return `::${COMMAND[level]} ${written}::${lines.map(data).join('%0A')}`;
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function folded(title: string, issues: readonly Issue[]): string[] {
  if (issues.length === 0) return [];
  const lines = issues.map(({ level, place, label, entry, what, next }) =>
    logLine(
      `- ${level} ${place.file}:${place.line} ${label}${entry === null ? '' : ` ${entry}`}: ${what} (fix: ${next})`,
    ),
  );
  return [`::group::${title}`, ...lines, '::endgroup::'];
}

/** The runner takes `##[` anywhere in a line, and `::` at its start, for a command. */
function logLine(text: string): string {
  return visible(text).replaceAll('##[', '## [');
}
