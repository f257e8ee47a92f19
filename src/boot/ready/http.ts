import type { ClientRequest } from 'node:http';
import type { ReadyKind } from './ready-kind.ts';

const POLL_MS = 10;
/** A server that took the connection may still be compiling; only one that never answers is asked anew. */
const ANSWER_MS = 30_000;

/** An address answers with a status from 200 to 399; redirections are not followed, certificates not checked. */
export const httpKind: ReadyKind = {
  name: 'http',
  written: 'http:URL',
  help: `this address answers with a status from 200 to 399, asked every ${POLL_MS} ms`,
  make: (argument, written) => {
    const address = /^https?:\/\//i.test(written) ? written : (argument ?? '');
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
      return `"${address}" is not an address: http://host:port/path`;
    }
    return {
      name: written,
      child: { kind: 'none' },
      endsAtExit: false,
      needsChannel: false,
      watch: (_started, reached) => poll(url, reached),
    };
  },
};

function poll(url: URL, reached: (atNs: bigint) => void): () => void {
  let over = false;
  let current: ClientRequest | undefined;
  let pause: NodeJS.Timeout | undefined;
  const stop = (): void => {
    over = true;
    clearTimeout(pause);
    current?.destroy();
  };
  const next = (): void => {
    if (!over) pause = setTimeout(() => void ask(), POLL_MS);
  };
  const ask = async (): Promise<void> => {
    const request = await ownRequest(url);
    // Nobody listens yet, or the answer broke off: what counts is the next one.
    request.on('error', () => {});
    if (over) return void request.destroy();
    current = request;
    request.once('response', ({ statusCode = 0 }) => {
      const atNs = process.hrtime.bigint();
      request.destroy();
      if (over || statusCode < 200 || statusCode > 399) return;
      stop();
      reached(atNs);
    });
    request.once('timeout', () => request.destroy());
    request.once('close', next);
    request.end();
  };
  void ask();
  return stop;
}

/** A request on a connection of its own, so that nothing is kept alive. */
async function ownRequest(url: URL): Promise<ClientRequest> {
  const options = { agent: false, timeout: ANSWER_MS, headers: { connection: 'close' } } as const;
  if (url.protocol === 'http:') return (await import('node:http')).request(url, options);
  return (await import('node:https')).request(url, { ...options, rejectUnauthorized: false });
}
