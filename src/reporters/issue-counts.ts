import type { Level } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { compareSum } from './compare-sum.ts';
import type { Issue } from './issues.ts';
import { count, plural } from './numbers.ts';
import { LEVEL_NOUN } from './wording.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'info'];

/**
 * A report in one line: `2 errors, 1 warning in 3 entries; 1 limit undecided`; a comparison as `compareSum` has it. Says so
 * where nothing was judged.
 */
export function sumWords(report: Report, issues: readonly Issue[]): string {
  if (report.compare !== undefined) return comparedWords(report, compareSum(report.compare));
  const of = (kind: Issue['kind']) => issues.filter((issue) => issue.kind === kind);
  const levels = LEVELS.map(
    (level) => [level, of('finding').filter((it) => it.level === level).length] as const,
  );
  const found = levels
    .filter(([, size]) => size > 0)
    .map(([level, size]) => plural(size, ...LEVEL_NOUN[level]));
  const undecided = of('inconclusive').length;
  const older = of('pre-existing').length;
  return [
    ...(report.error === undefined ? [] : ['it could not be done in full']),
    `${found.length > 0 ? found.join(', ') : 'no findings'} in ${plural(report.entries.length, 'entry', 'entries')}`,
    ...(undecided > 0 ? [`${count(undecided)} undecided`] : []),
    ...(older > 0 ? [`${plural(older, 'finding')} on the base as well`] : []),
    ...(report.entries.length === 0 ? ['nothing was analysed'] : []),
    ...(judges(report) ? [] : [`${report.command} judges nothing`]),
  ].join('; ');
}

function comparedWords(report: Report, sum: string): string {
  const failed = report.error === undefined ? '' : 'it could not be done in full; ';
  return `${failed}${sum}${judges(report) ? '' : '; no CPU was judged'}`;
}

/** Whether the command could have found anything: a comparison does by boots of both sides in turn. */
export function judges({ command, compare }: Report): boolean {
  return (
    command === 'check' ||
    command === 'cycles' ||
    (compare?.entries ?? []).some(({ cpu }) => cpu?.kind === 'verdict')
  );
}
