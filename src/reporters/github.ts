import type { Level } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { compareArrivals } from './compare-arrivals.ts';
import { changeWords } from './compare-issues.ts';
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
 * line that sums up. What the base has as well is no annotation: it is not about the change. A comparison tells at each
 * import what it brings to startup.
 *
 * Source: "Workflow commands for GitHub Actions", and the runner's ActionCommand for escapes.
 */
export function renderGithub(report: Report, { folder = '' }: RenderOptions): string {
  const issues = issuesOf(report, folder);
  const told = [...issues, ...arrivalsBeside(issues, report, folder)];
  const fresh = told.filter(({ kind }) => kind !== 'pre-existing');
  const shown = fresh.slice(0, ANNOTATIONS);
  const more = fresh.slice(ANNOTATIONS);
  const older = told.filter(({ kind }) => kind === 'pre-existing');
  const left = leftWords(report);
  const hint = more.length === 0 ? '' : `; ${more.length} more than the annotations, all of them in the log`;
  return [
    ...shown.map(annotation),
    ...group(plural(more.length, 'more finding'), more.map(issueLine)),
    ...group(`${plural(older.length, 'finding')} that the base has as well`, older.map(issueLine)),
    ...group('What left startup', left),
    logLine(`import-budget: ${sumWords(report, issues)}${hint}`),
    '',
  ].join('\n');
}

/** An import that an issue stands at already, with what it brings, is not told of twice. */
function arrivalsBeside(issues: readonly Issue[], report: Report, folder: string): Issue[] {
  const placeOf = ({ entry, place: { file, line } }: Issue) => JSON.stringify([entry, file, line]);
  const said = new Set(issues.filter(({ chain }) => chain !== null).map(placeOf));
  return compareArrivals(report, folder).filter((it) => it.label === 'LOST' || !said.has(placeOf(it)));
}

function leftWords({ compare }: Report): string[] {
  return (compare?.entries ?? []).flatMap(({ name, left }) =>
    left.map((change) => `- ${name}: ${changeWords(change, 'left')}`),
  );
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

function group(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`::group::${title}`, ...lines.map(logLine), '::endgroup::'];
}

function issueLine({ level, place, label, entry, what, next }: Issue): string {
  return `- ${level} ${place.file}:${place.line} ${label}${entry === null ? '' : ` ${entry}`}: ${what} (fix: ${next})`;
}

/** The runner takes `##[` anywhere in a line, and `::` at its start, for a command. */
function logLine(text: string): string {
  return visible(text).replaceAll('##[', '## [');
}
