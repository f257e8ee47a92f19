import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LiveHub } from './live-hub.ts';
import type { Subscription } from './subscription.ts';

export interface SendEvents {
  readonly hub: LiveHub;
  readonly subscription: Subscription;
  /** The headers alone are wanted. */
  readonly isHead: boolean;
}

/** Sends events to one client until it goes or the server ends. */
export function sendEvents(
  asked: IncomingMessage,
  response: ServerResponse,
  { hub, subscription, isHead }: SendEvents,
): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  if (isHead) return void response.end();
  // Small events are of use now, not when there are more.
  asked.socket.setNoDelay(true);
  response.flushHeaders();
  const last = asked.headers['last-event-id'];
  const outlet = { write: (text: string) => response.write(text), end: () => void response.end() };
  const feed = hub.subscribe(subscription, outlet, typeof last === 'string' ? last : null);
  response.on('drain', () => feed.drained());
  response.on('error', () => hub.unsubscribe(feed));
  response.on('close', () => hub.unsubscribe(feed));
}
