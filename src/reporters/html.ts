import type { Report } from '../model/report.ts';
import { jsonText, visibleDeep } from './escape.ts';
import { mainPart } from './html/body.ts';
import { documentText } from './html/document.ts';
import type { LivePayload } from './html/payload-format.ts';
import { packReport } from './html/payload.ts';
import type { RenderOptions } from './reporter.ts';

export interface HtmlOptions extends Partial<RenderOptions> {
  /** Path of the events that bring newer reports; without it the page is complete in itself. */
  readonly live?: string;
}

/**
 * The report as one page that needs nothing else: no network, no other file. What stands in it as text can be read
 * without JavaScript; explorer, icicle and the table of all modules cannot.
 */
export function renderHtml(report: Report, { live }: HtmlOptions = {}): string {
  return documentText(visibleDeep(report), live);
}

/** What a live page is told when there is a newer report: JSON on one line. */
export function htmlPayload(report: Report): string {
  const safe = visibleDeep(report);
  const payload: LivePayload = { data: packReport(safe), main: mainPart(safe) };
  return jsonText(payload);
}
