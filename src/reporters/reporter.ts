import type { Report } from '../model/report.ts';

/** How a report is to be drawn; the caller knows the stream, a reporter never looks at the environment. */
export interface RenderOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Nothing is cut. */
  readonly verbose: boolean;
  /** Packages shown for each entry, whatever else is cut; undefined where nobody asked. */
  readonly top?: number;
}

/** Draws a report as text that ends in a newline. The same report and options give the same text. */
export type Reporter = (report: Report, options: RenderOptions) => string | Promise<string>;
