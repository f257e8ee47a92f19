/** What a page is told: what runs now, the report, that a run failed, that nothing more will come. */
export type LiveEventName = 'run' | 'report' | 'failed' | 'finished';

/** One thing that happened, as it goes to every page that wants it. */
export interface LiveEvent {
  readonly name: LiveEventName;
  /** Entries it is about; null where it is for everybody. */
  readonly entries: readonly string[] | null;
  /** JSON on one line. */
  readonly data: string;
  /** The same for a page that wants some entries only; absent where it is the same for all. */
  readonly narrowed?: (wants: (entry: string) => boolean) => Promise<string>;
}

/** An event and its place in the order of all. */
export interface LoggedEvent {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly event: LiveEvent;
}
