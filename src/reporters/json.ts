import type { ErrorReport, Report } from '../model/report.ts';

/** JSON leaves these raw though a terminal acts on them (C1 controls, bidi) or other parsers stumble (line separators). */
const RAW = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The report as one line of JSON, as `schema/report.schema.json` describes it. Also prints an {@link ErrorReport}. */
export function renderJson(report: Report | ErrorReport): string {
  const text = JSON.stringify(report);
  return `${text.replace(RAW, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
