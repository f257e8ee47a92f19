import { randomBytes } from 'node:crypto';
import type { ErrorDetail } from '../errors.ts';
import type { Report } from '../model/report.ts';
import { jsonText, visibleDeep } from '../reporters/escape.ts';
import { compileNamePatterns } from '../rules/name-pattern.ts';
import { LiveHub } from '../serve/live-hub.ts';
import { startServer, type LiveServer } from '../serve/server.ts';
import { waitingPage } from '../serve/waiting-page.ts';
import type { OnEntryRun } from './boot-all.ts';
import { narrowReport } from './serve-narrow.ts';

/** How a report becomes a page, and what that page is told when there is a newer one. */
export interface PageMaker {
  readonly page: (report: Report, live: string) => Promise<string>;
  /** JSON on one line. */
  readonly payload: (report: Report) => Promise<string>;
}

/** A page that is told what happens. */
export class LivePage {
  private readonly maker: PageMaker;
  private readonly hub = new LiveHub(randomBytes(6).toString('hex'));
  private report: Report | null = null;
  private isFailed = false;
  private server: LiveServer | undefined;

  constructor(maker: PageMaker) {
    this.maker = maker;
  }

  /**
   * @param port true for any that is free
   * @returns the page's address, with its token
   * @throws UsageError `port-not-free`
   */
  async open(port: true | number): Promise<string> {
    this.server = await startServer({
      hub: this.hub,
      port: port === true ? 0 : port,
      compileNames: compileNamePatterns,
      page: async ({ wants }, live) => {
        if (this.report === null) return waitingPage(live);
        return this.maker.page(wants === null ? this.report : narrowReport(this.report, wants), live);
      },
    });
    return this.server.url;
  }

  /** Tells of a run before it begins. */
  readonly run: OnEntryRun = (entry, kind, done, planned) => {
    this.hub.publish({ name: 'run', entries: [entry], data: json({ entry, kind, done, of: planned }) });
  };

  /** @param entries that it may show another way; the others are as before */
  async show(report: Report, entries: readonly string[]): Promise<void> {
    const data = await this.maker.payload(report);
    this.report = report;
    const narrowed = (wants: (entry: string) => boolean) => this.maker.payload(narrowReport(report, wants));
    // That the last failure is over is news for everybody.
    this.hub.publish({ name: 'report', entries: this.isFailed ? null : entries, data, narrowed });
    this.isFailed = false;
  }

  /** Says why there is no new report. */
  fail({ message, hint }: Pick<ErrorDetail, 'message' | 'hint'>): void {
    this.isFailed = true;
    this.hub.publish({ name: 'failed', entries: null, data: json({ message, hint }) });
  }

  /** Says that nothing more comes, and ends when that was read. */
  async close(code: number): Promise<void> {
    this.hub.publish({ name: 'finished', entries: null, data: json({ code }) });
    await this.server?.close();
  }
}

/** Names and messages as the page has them. */
function json(value: unknown): string {
  return jsonText(visibleDeep(value));
}
