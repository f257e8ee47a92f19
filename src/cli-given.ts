import type { GlobalFlags } from './commands/flags.ts';
import type { Host } from './io/host.ts';

/** What an action gets: the outside, the flags of every command, and where its exit code goes. */
export interface Given {
  readonly host: () => Promise<Host>;
  readonly flags: () => GlobalFlags;
  readonly finish: (code: number) => void;
  /** The words behind `--`; undefined where there is none. */
  readonly behind: readonly string[] | undefined;
}
