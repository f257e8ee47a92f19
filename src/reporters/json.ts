import type { ErrorReport, Report } from '../model/report.ts';
import { jsonText } from './escape.ts';

/** The report as one line of JSON, as `schema/report.schema.json` describes it. Also prints an {@link ErrorReport}. */
export function renderJson(report: Report | ErrorReport): string {
  return `${jsonText(report)}\n`;
}
