import { eventFrame, HEARTBEAT_FRAME, placeFrame, RESYNC_FRAME } from './event-frame.ts';
import { eventId, seqOfId } from './event-id.ts';
import type { EventLog } from './event-log.ts';
import type { LiveState } from './live-state.ts';
import { dataFor, isWanted, type Subscription } from './subscription.ts';

/** Where a client's text goes. */
export interface Outlet {
  /** @returns false where the client has to read first; {@link ClientFeed.drained} is called then */
  readonly write: (text: string) => boolean;
  /** Sends what was written, then nothing more. */
  readonly end: () => void;
}

/** What all clients of one server read. */
export interface FeedSource {
  readonly log: EventLog;
  readonly state: LiveState;
  readonly instance: string;
}

/**
 * What one client gets: a snapshot at some number, then every event above it, each once and in order. It holds a place in
 * the log and nothing else, so that a client that does not read costs one frame of memory; when what it has missed is no
 * longer kept, it gets one `resync` and a new snapshot.
 */
export class ClientFeed {
  private readonly source: FeedSource;
  private readonly subscription: Subscription;
  private readonly outlet: Outlet;
  /** Number of the last event the client has or does not want; null where it needs a snapshot. */
  private place: number | null = null;
  /** Number that the client knows of. */
  private told: number | null = null;
  private isBlocked = false;
  private isBusy = false;
  private isWoken = false;
  private isClosed = false;

  /** @param lastEventId what the client had before; null for a new one */
  constructor(
    source: FeedSource,
    subscription: Subscription,
    outlet: Outlet,
    lastEventId: string | null = null,
  ) {
    this.source = source;
    this.subscription = subscription;
    this.outlet = outlet;
    // A number nobody ever had leads to a resync, as one does that is too old.
    if (lastEventId !== null) this.place = seqOfId(lastEventId, source.instance) ?? -1;
    this.told = this.place;
  }

  /** Whether the client was handed everything there is. */
  get isFlushed(): boolean {
    return this.isClosed || (!this.isBlocked && !this.isBusy && this.place === this.source.log.last);
  }

  /** To be called at the start and after each new event. */
  wake(): void {
    void this.pump();
  }

  /** To be called when the client has read what blocked it. */
  drained(): void {
    this.isBlocked = false;
    this.wake();
  }

  /** Tells a client that is up to date that it still is. */
  heartbeat(): void {
    if (!this.isFlushed || this.isClosed || this.place === null) return;
    // Events that it does not want move the place as well: resuming from the old one could be too late.
    const isTold = this.told === this.place;
    this.write(isTold ? HEARTBEAT_FRAME : placeFrame(eventId(this.source.instance, this.place)));
    this.told = this.place;
  }

  /** Nothing is written from now on. */
  close(): void {
    this.isClosed = true;
  }

  /** Closes, and gives the client up. */
  end(): void {
    this.close();
    this.outlet.end();
  }

  private async pump(): Promise<void> {
    // What comes after the last look at the log, and before the end of this function, counts as well.
    this.isWoken = true;
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      while (this.isWoken) {
        this.isWoken = false;
        while (!this.isBlocked && !this.isClosed && (await this.step()));
      }
    } catch {
      this.end();
    } finally {
      this.isBusy = false;
    }
  }

  /** @returns whether there may be more */
  private async step(): Promise<boolean> {
    if (this.place === null) return this.snapshot();
    const next = this.source.log.after(this.place);
    if (next === null) return false;
    if (next === 'gone') {
      this.place = null;
      this.write(RESYNC_FRAME);
      return true;
    }
    const { seq, event } = next;
    if (isWanted(event, this.subscription)) {
      const data = await dataFor(event, this.subscription);
      this.write(eventFrame(event.name, data, eventId(this.source.instance, seq)));
      this.told = seq;
    }
    this.place = seq;
    return true;
  }

  /** State and number are taken at once; what happens while the text is made has a higher number and follows. */
  private async snapshot(): Promise<true> {
    const { log, state, instance } = this.source;
    const at = log.last;
    // A report is of all entries, whichever of them it was made for.
    const wanted = state
      .events()
      .filter((event) => event.name === 'report' || isWanted(event, this.subscription));
    const frames: string[] = [];
    for (const event of wanted) frames.push(eventFrame(event.name, await dataFor(event, this.subscription)));
    this.write(frames.join('') + placeFrame(eventId(instance, at)));
    this.place = at;
    this.told = at;
    return true;
  }

  private write(text: string): void {
    if (!this.isClosed && !this.outlet.write(text)) this.isBlocked = true;
  }
}
