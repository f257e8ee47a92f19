import type { ErrorDetail } from '../errors.ts';
import type { Report } from '../model/report.ts';

/** A report has room for one error: that of the first problem, with the messages of all. */
export function asOneError(problems: readonly ErrorDetail[]): Pick<Report, 'error'> {
  const [first] = problems;
  if (first === undefined) return {};
  const message = problems.map((problem) => problem.message).join('; ');
  return { error: { code: first.code, message, hint: first.hint } };
}
