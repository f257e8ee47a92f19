import { isToken } from './token.ts';

/** What a request says of itself. */
export interface RequestHead {
  readonly method: string | undefined;
  /** As sent: path and query. */
  readonly url: string | undefined;
  readonly host: string | undefined;
}

/** What a request is for, or why it gets nothing. */
export type Guarded =
  | { readonly want: 'page' | 'events'; readonly query: string }
  | { readonly want: 'nothing'; readonly status: 400 | 403 | 404 | 405 | 421; readonly why: string };

const LOCAL_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Lets through who knows the token and calls us by a name of this machine: a page elsewhere whose name was made to lead
 * here (DNS rebinding) says its own. Paths are compared as sent, nothing is decoded or shortened.
 *
 * @param port that we listen on
 */
export function guardRequest(
  { method, url = '', host }: RequestHead,
  { token, port }: { readonly token: string; readonly port: number },
): Guarded {
  if (!isLocal(host, port)) return refused(421, 'This address is for this machine alone.');
  const { path, query } = splitUrl(url);
  const [root, given = '', ...rest] = path.split('/');
  if (root !== '' || !isToken(given, token)) return refused(403, 'The token is missing or wrong.');
  if (method !== 'GET' && method !== 'HEAD') return refused(405, 'There is only something to read.');
  const place = rest.join('/');
  if (place === '') return { want: 'page', query };
  return place === 'events' ? { want: 'events', query } : refused(404, 'There is nothing here.');
}

/** Browsers leave out port 80. */
function isLocal(host: string | undefined, port: number): boolean {
  const given = host?.toLowerCase();
  return LOCAL_NAMES.some((name) => given === `${name}:${String(port)}` || (port === 80 && given === name));
}

function splitUrl(url: string): { readonly path: string; readonly query: string } {
  const at = url.indexOf('?');
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) };
}

function refused(status: 403 | 404 | 405 | 421, why: string): Guarded {
  return { want: 'nothing', status, why };
}
