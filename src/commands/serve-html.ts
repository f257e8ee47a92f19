import { htmlPayload, renderHtml } from '../reporters/html.ts';
import type { PageMaker } from './serve-live.ts';

/** The HTML report as a page that is told what happens. */
export const htmlPage: PageMaker = {
  page: async (report, live) => renderHtml(report, { live }),
  payload: async (report) => htmlPayload(report),
};
