import type { LiveEvent } from './live-event.ts';

/**
 * What a page must know that comes now: the last report, and how far things are since. All parts are of the same moment;
 * a later one replaces what it makes stale.
 */
export class LiveState {
  private report: LiveEvent | null = null;
  private since: LiveEvent | null = null;

  /** Takes an event in, in order. */
  apply(event: LiveEvent): void {
    if (event.name === 'report') {
      this.report = event;
      this.since = null;
    } else {
      this.since = event;
    }
  }

  /** Events that lead to the present state, in order. */
  events(): readonly LiveEvent[] {
    return [this.report, this.since].filter((event) => event !== null);
  }
}
