import { EVENT, type ThreadHeader } from '../protocol.ts';
import { threadHeader } from './header.ts';
import { Recorder } from './recorder.ts';
import { URL_MARK } from './register.ts';
import { sourceReader } from './source-text.ts';

const asText = sourceReader();

/** Loader hooks of Node 20 (https://nodejs.org/api/module.html#customization-hooks), on their own thread. */
let recorder: Recorder | undefined;

/** Opens the trace file of this thread. */
export function initialize({ path }: { readonly path: string }): void {
  recorder = new Recorder(path);
  const header: ThreadHeader = threadHeader('register');
  recorder.event(EVENT.start, recorder.id(JSON.stringify(header)), 0);
}

interface Resolved {
  readonly url: string;
}

/** Times a resolution. */
export async function resolve(
  specifier: string,
  context: { readonly parentURL?: string },
  next: (specifier: string, context: object) => Promise<Resolved>,
): Promise<Resolved> {
  recorder?.event(EVENT.resolve, recorder.id(context.parentURL), recorder.id(specifier));
  let url: string | undefined;
  try {
    const found = await next(specifier, context);
    url = found.url;
    return found;
  } finally {
    recorder?.event(EVENT.resolveEnd, recorder.id(url), 0);
    if (recorder && url !== undefined) {
      recorder.event(EVENT.link, recorder.id(context.parentURL), recorder.id(url));
    }
    recorder?.flush();
  }
}

interface Loaded {
  readonly format?: string;
  readonly source?: unknown;
}

/** Times reading, and puts marks around the text of an ES module. */
export async function load(
  url: string,
  context: object,
  next: (url: string, context: object) => Promise<Loaded>,
): Promise<Loaded> {
  recorder?.event(EVENT.read, recorder.id(url), 0);
  try {
    const loaded = await next(url, context);
    const text = loaded.format === 'module' ? asText(loaded.source) : undefined;
    return text === undefined ? loaded : { ...loaded, source: marked(url, text) };
  } finally {
    recorder?.event(EVENT.readEnd, recorder.id(url), 0);
    recorder?.flush();
  }
}

function marked(url: string, text: string): string {
  const place = text.startsWith('#!') ? text.indexOf('\n') + 1 : 0;
  if (text.startsWith('#!') && place === 0) return text;
  const name = JSON.stringify(url);
  return `${text.slice(0, place)}${URL_MARK}(${name},false);${text.slice(place)}\n;${URL_MARK}(${name},true);`;
}
