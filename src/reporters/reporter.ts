import type { Report } from '../model/report.ts';

/** How a report is to be drawn; the caller knows the stream, a reporter never looks at the environment. */
export interface RenderOptions {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Nothing is cut. */
  readonly verbose: boolean;
  /** Rows of each list of an entry (`graph`: packages), whatever else is cut; undefined where nobody asked. */
  readonly top?: number;
  /** `boot`: levels of the tree below its root; undefined where nobody asked. */
  readonly depth?: number;
  /** `boot`: what the tree is sorted by; retained time where nobody asked. */
  readonly sort?: BootSort;
  /** Whether pictures of block characters can be read; taken for granted where nothing is said. */
  readonly blocks?: boolean;
  /** Folder of the root in its repository, for tools that name files from there: `packages/api/`; absent for the top. */
  readonly folder?: string;
}

/** Retained, total or self time, heaviest first, or the order of loading. */
export type BootSort = 'retained' | 'total' | 'self' | 'order';

/** Draws a report as text that ends in a newline. The same report and options give the same text. */
export type Reporter = (report: Report, options: RenderOptions) => string | Promise<string>;
