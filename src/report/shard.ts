import type { Report } from '../model/report.ts';

/** The report of one part of the entries, by the name it has in messages. */
export interface Shard<R = Report> {
  readonly name: string;
  readonly report: R;
}
