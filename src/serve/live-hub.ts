import { ClientFeed, type FeedSource, type Outlet } from './client-feed.ts';
import { EventLog, type LogLimits } from './event-log.ts';
import type { LiveEvent } from './live-event.ts';
import { LiveState } from './live-state.ts';
import type { Subscription } from './subscription.ts';

const LIMITS: LogLimits = { events: 512, bytes: 16 * 1024 * 1024 };

/** Where events come in and clients are fed; knows nothing of HTTP. */
export class LiveHub {
  private readonly source: FeedSource;
  private readonly feeds = new Set<ClientFeed>();

  /** @param instance names this start of the command, in letters and digits */
  constructor(instance: string, limits: LogLimits = LIMITS) {
    this.source = { log: new EventLog(limits), state: new LiveState(), instance };
  }

  /** Hands an event to all clients that want it. @returns its number */
  publish(event: LiveEvent): number {
    const seq = this.source.log.append(event);
    this.source.state.apply(event);
    for (const feed of this.feeds) feed.wake();
    return seq;
  }

  /**
   * Connects a client: first it is known, then it gets its snapshot.
   *
   * @param lastEventId what it had before; null for a new one
   */
  subscribe(subscription: Subscription, outlet: Outlet, lastEventId: string | null): ClientFeed {
    const feed = new ClientFeed(this.source, subscription, outlet, lastEventId);
    this.feeds.add(feed);
    feed.wake();
    return feed;
  }

  unsubscribe(feed: ClientFeed): void {
    feed.close();
    this.feeds.delete(feed);
  }

  /** Lets all clients go. */
  end(): void {
    for (const feed of this.feeds) feed.end();
  }

  heartbeat(): void {
    for (const feed of this.feeds) feed.heartbeat();
  }

  /** Connected clients. */
  get clients(): number {
    return this.feeds.size;
  }

  /** Whether every client was handed everything there is. */
  get isFlushed(): boolean {
    return [...this.feeds].every((feed) => feed.isFlushed);
  }

  /** What is kept for replay. */
  get kept(): LogLimits {
    return this.source.log.size;
  }
}
