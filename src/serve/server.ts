import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { guardRequest } from './guard-request.ts';
import { listenHere, listenHereToo } from './listen.ts';
import type { LiveHub } from './live-hub.ts';
import { pagePolicy } from './page-policy.ts';
import { sendEvents } from './send-events.ts';
import { subscriptionOf, type CompileNames, type Subscription } from './subscription.ts';
import { newToken } from './token.ts';

export interface ServeRequest {
  readonly hub: LiveHub;
  /** 0 for any that is free. */
  readonly port: number;
  /** The page as it is to be now; `live` is the path of its events. */
  readonly page: (subscription: Subscription, live: string) => Promise<string>;
  readonly compileNames: CompileNames;
}

export interface LiveServer {
  /** With the token: whoever has it can read everything. */
  readonly url: string;
  /** Ends all connections: those that read at once, others after a while. */
  readonly close: () => Promise<void>;
}

const HEARTBEAT_MS = 15_000;
const MOST_CLIENTS = 64;
/** A page that is told the end may take that long to read it. */
const LAST_READ_MS = 3000;
const LOOK_MS = 10;
const LAST_SENT_MS = 500;

/**
 * Serves the page and its events to this machine alone.
 *
 * @throws UsageError `port-not-free`
 */
export async function startServer(request: ServeRequest): Promise<LiveServer> {
  const token = newToken();
  let port = 0;
  const answer = (asked: IncomingMessage, response: ServerResponse) =>
    void respond(asked, response, request, { token, port }).catch(() => failed(response));
  const first = createServer(answer);
  const second = createServer(answer);
  for (const server of [first, second]) server.maxConnections = MOST_CLIENTS;
  port = await listenHere(first, request.port);
  const isBoth = await listenHereToo(second, port);
  const beat = setInterval(() => request.hub.heartbeat(), HEARTBEAT_MS);
  return {
    url: `http://127.0.0.1:${String(port)}/${token}/`,
    close: async () => {
      clearInterval(beat);
      await flushed(request.hub);
      request.hub.end();
      await Promise.all([closed(first), ...(isBoth ? [closed(second)] : [])]);
    },
  };
}

async function respond(
  asked: IncomingMessage,
  response: ServerResponse,
  { hub, page, compileNames }: ServeRequest,
  secret: { readonly token: string; readonly port: number },
): Promise<void> {
  const { method, url, headers } = asked;
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const guarded = guardRequest({ method, url, host: headers.host }, secret);
  if (guarded.want === 'nothing') return say(response, guarded.status, guarded.why);
  const subscription = subscriptionOf(guarded.query, compileNames);
  if (subscription === null) return say(response, 400, 'There are too many entries in this address.');
  const isHead = method === 'HEAD';
  if (guarded.want === 'events') return sendEvents(asked, response, { hub, subscription, isHead });
  const html = await page(subscription, `/${secret.token}/events${subscription.query}`);
  response.setHeader('Content-Security-Policy', pagePolicy(html));
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(isHead ? undefined : html);
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Nothing of the request is repeated. */
function say(response: ServerResponse, status: number, why: string): void {
  if (status === 405) response.setHeader('Allow', 'GET, HEAD');
  // What a refused request still sends is not read.
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
  response.end(`${why}\n`);
}

/** A page that cannot be made is a mistake of ours, and no reason to end what is watched. */
function failed(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else say(response, 500, 'This page could not be made: that is a mistake in import-budget.');
}

async function flushed(hub: LiveHub): Promise<void> {
  const until = performance.now() + LAST_READ_MS;
  while (!hub.isFlushed && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** What is still on its way arrives; who does not read is cut off. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), LAST_SENT_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}
