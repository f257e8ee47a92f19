import { CHUNK_HEADER_BYTES, CHUNK_MAGIC, EVENT, type ThreadHeader } from '../../src/boot/protocol.ts';
import { readTrace, type ThreadTrace } from '../../src/boot/trace/read-trace.ts';

type EventName = keyof typeof EVENT;

/** Events whose second value is a name as well; of all others it is a figure. */
const NAMED_B = new Set<EventName>(['resolved', 'builtin', 'again', 'resolve', 'translate', 'link']);

/** Writes traces as the probe does, one event a call; the clock advances by 1 ms an event unless it is told. */
export class TraceWriter {
  private readonly chunks: Buffer[] = [];
  private readonly ids = new Map<string, number>();
  private strings: string[] = [];
  private events: number[] = [];
  private ms = 0;

  constructor(header: Partial<ThreadHeader> = {}) {
    this.at(0).event('start', JSON.stringify({ pid: 1, threadId: 0, mode: 'internal', ...header }), 0);
  }

  /** The next event happens at this time. */
  at(ms: number): this {
    this.ms = ms;
    return this;
  }

  event(type: EventName, a: string | number = 0, b: string | number = 0): this {
    this.events.push(EVENT[type], this.number(a), this.number(b), this.ms);
    this.ms++;
    return this;
  }

  /** Several, each as `type a b`, b read as a name where the type says so. */
  lines(text: string): this {
    for (const line of text.split('\n')) {
      if (line.trim() === '') continue;
      const [type, a = '0', b = '0'] = line.trim().split(/\s+/) as [EventName, string?, string?];
      this.event(type, a === '0' ? 0 : a, NAMED_B.has(type) && b !== '0' ? b : Number(b));
    }
    return this;
  }

  /** Ends the chunk. */
  flush(): this {
    const strings = Buffer.concat(
      this.strings.map((text) => {
        const length = Buffer.alloc(4);
        length.writeUInt32LE(Buffer.byteLength(text));
        return Buffer.concat([length, Buffer.from(text)]);
      }),
    );
    const header = Buffer.alloc(CHUNK_HEADER_BYTES);
    header.writeUInt32LE(CHUNK_MAGIC, 0);
    header.writeUInt32LE(strings.length, 4);
    header.writeUInt32LE(this.events.length / 4, 8);
    const padding = Buffer.alloc((8 - (strings.length % 8)) % 8);
    this.chunks.push(header, strings, padding, Buffer.from(Float64Array.from(this.events).buffer));
    this.strings = [];
    this.events = [];
    return this;
  }

  bytes(): Uint8Array {
    if (this.events.length > 0) this.flush();
    return Buffer.concat(this.chunks);
  }

  trace(): ThreadTrace {
    return readTrace(this.bytes());
  }

  private number(value: string | number): number {
    if (typeof value === 'number') return value;
    const known = this.ids.get(value);
    if (known !== undefined) return known;
    this.strings.push(value);
    this.ids.set(value, this.ids.size + 1);
    return this.ids.size;
  }
}
