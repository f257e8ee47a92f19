import { CHUNK_HEADER_BYTES, CHUNK_MAGIC, EVENT, EVENT_BYTES, type ThreadHeader } from '../protocol.ts';

/** Everything one thread wrote. */
export interface ThreadTrace {
  /** All zeros and empty where the trace does not say. */
  readonly header: ThreadHeader;
  /** By number; 0 is none. */
  readonly strings: readonly (string | null)[];
  /** Four figures an event: type, a, b, ms. */
  readonly events: Float64Array;
  /** What is wrong with the file; null where nothing is. */
  readonly damaged: string | null;
}

const decoder = new TextDecoder();

interface Chunk {
  readonly stringsAt: number;
  readonly stringsEnd: number;
  readonly eventsAt: number;
  readonly eventBytes: number;
}

interface Chunks {
  readonly chunks: readonly Chunk[];
  readonly damaged: string | null;
}

/**
 * Decodes a trace file. A process may be killed while it writes: a cut or broken chunk ends the trace, what came before
 * is kept.
 *
 * @param bytes the whole file
 * @returns the events with the strings they name; never throws
 */
export function readTrace(bytes: Uint8Array): ThreadTrace {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { chunks, damaged } = findChunks(view);
  const strings: (string | null)[] = [null];
  const events = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.eventBytes, 0));
  let at = 0;
  for (const chunk of chunks) {
    readStrings(view, chunk, strings);
    events.set(bytes.subarray(chunk.eventsAt, chunk.eventsAt + chunk.eventBytes), at);
    at += chunk.eventBytes;
  }
  const all = new Float64Array(events.buffer);
  const broken = all.findIndex((figure, at) => at % 4 === 3 && !Number.isFinite(figure));
  const trace = { strings, events: broken < 0 ? all : all.subarray(0, broken - 3) };
  const header = findHeader(trace.events, strings);
  const noEvent = broken < 0 ? null : `event ${broken >> 2} of the trace is none`;
  return {
    ...trace,
    header: header ?? EMPTY_HEADER,
    damaged:
      damaged ?? noEvent ?? (header === undefined ? 'the trace does not say which process it is of' : null),
  };
}

function findChunks(view: DataView): Chunks {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < view.byteLength) {
    if (at + CHUNK_HEADER_BYTES > view.byteLength) return { chunks, damaged: cutAt(at) };
    if (view.getUint32(at, true) !== CHUNK_MAGIC) {
      return { chunks, damaged: `byte ${at} of the trace is not the start of a chunk` };
    }
    const stringBytes = view.getUint32(at + 4, true);
    const eventBytes = view.getUint32(at + 8, true) * EVENT_BYTES;
    const stringsAt = at + CHUNK_HEADER_BYTES;
    const stringsEnd = stringsAt + stringBytes;
    const eventsAt = stringsEnd + ((8 - (stringBytes % 8)) % 8);
    if (eventsAt + eventBytes > view.byteLength) return { chunks, damaged: cutAt(at) };
    chunks.push({ stringsAt, stringsEnd, eventsAt, eventBytes });
    at = eventsAt + eventBytes;
  }
  return { chunks, damaged: null };
}

function cutAt(at: number): string {
  return `the trace is cut in the chunk at byte ${at}`;
}

function readStrings(view: DataView, chunk: Chunk, strings: (string | null)[]): void {
  let at = chunk.stringsAt;
  while (at + 4 <= chunk.stringsEnd) {
    const length = Math.min(view.getUint32(at, true), chunk.stringsEnd - at - 4);
    strings.push(decoder.decode(new Uint8Array(view.buffer, view.byteOffset + at + 4, length)));
    at += 4 + length;
  }
}

const MODES: ReadonlySet<unknown> = new Set(['internal', 'register-hooks', 'register', 'cjs-only', null]);

const EMPTY_HEADER: ThreadHeader = {
  node: '',
  pid: 0,
  ppid: 0,
  threadId: 0,
  argv: [],
  execArgv: [],
  cwd: '',
  timeOrigin: 0,
  hrtimeNs: 0,
  nowMs: 0,
  mode: null,
};

function findHeader(events: Float64Array, strings: readonly (string | null)[]): ThreadHeader | undefined {
  for (let at = 0; at < events.length; at += 4) {
    if (events[at] !== EVENT.start) continue;
    try {
      const said: unknown = JSON.parse(strings[events[at + 1] as number] ?? '');
      if (typeof said === 'object' && said !== null) return headerOf(said as Record<string, unknown>);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** What is not of its kind counts as not said: a program may write into the run's folder. */
function headerOf(said: Readonly<Record<string, unknown>>): ThreadHeader {
  const known = Object.entries(EMPTY_HEADER).filter(([key, empty]) => isLike(said[key], empty));
  return { ...EMPTY_HEADER, ...Object.fromEntries(known.map(([key]) => [key, said[key]])) };
}

function isLike(value: unknown, empty: unknown): boolean {
  if (Array.isArray(empty)) return Array.isArray(value) && value.every((item) => typeof item === 'string');
  return empty === null ? MODES.has(value) : typeof value === typeof empty;
}
