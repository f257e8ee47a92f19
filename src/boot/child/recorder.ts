import { CHUNK_HEADER_BYTES, CHUNK_MAGIC, EVENT, EVENT_BYTES, METRIC } from '../protocol.ts';
import * as saved from './saved.ts';

const EVENTS = 4096;
const STRING_BYTES = 256 * 1024;
/** The first writes are all made at once: most programs that hang or end early have few modules. */
const ALWAYS = 200;
const EVERY_MS = 3;
/** A name longer than that is cut: data: URLs hold whole programs. */
const LONGEST = 32 * 1024;

/** Writes events to the thread's trace file; never throws and never touches what the program can change. */
export class Recorder {
  /** Events in the buffer; what came since a number below it may be taken back with {@link rewind}. */
  count = 0;
  /** Called before the last figures are taken, at the awaited moment and at the end. */
  onEnd: () => void = () => {};
  /** Called when the awaited moment is recorded, with what tells the launcher of it: it ends the process then. */
  onReady: (tell: () => void) => void = (tell) => tell();
  /** Whether the file stays open between writes: only where it is told when the program closes it. */
  staysOpen = false;
  /** When a module was compiled or began to run last, in ms of the thread's clock. */
  loadedAt = 0;
  /** Chunks written so far: after one, nothing in it can be taken back. */
  flushes = 0;

  private readonly path: string;
  private readonly events = new Float64Array(EVENTS * 4);
  private readonly eventBytes = new Uint8Array(this.events.buffer);
  private readonly out = Buffer.alloc(STRING_BYTES + 8 + EVENTS * EVENT_BYTES);
  private readonly head = new Uint32Array(this.out.buffer, this.out.byteOffset, 4);
  private readonly ids = saved.dictionary<number>();
  /** End of the strings of the present chunk in `out`; they are written in place, the events are copied behind them. */
  private stringEnd = CHUNK_HEADER_BYTES;
  private lastId = 0;
  private file = -1;
  private broken = false;
  private flushedAt = 0;

  /** @param path of the trace file; opened at the first flush */
  constructor(path: string) {
    this.path = path;
  }

  /** Records an event at this moment; returns its time in ms. */
  event(type: number, a: number, b: number): number {
    const at = saved.now();
    this.eventAt(type, a, b, at);
    return at;
  }

  /** Records an event of another moment. */
  eventAt(type: number, a: number, b: number, at: number): void {
    if (this.count === EVENTS) this.flush();
    if (type === EVENT.body || type === EVENT.compile || type === EVENT.translate) this.loadedAt = at;
    const index = this.count++ * 4;
    this.events[index] = type;
    this.events[index + 1] = a;
    this.events[index + 2] = b;
    this.events[index + 3] = at;
  }

  /** Changes the type and second value of an event that is still in the buffer. */
  rewrite(index: number, type: number, b: number): void {
    this.events[index * 4] = type;
    this.events[index * 4 + 2] = b;
  }

  /** Forgets the events since the buffer held `count`. */
  rewind(count: number): void {
    this.count = count;
  }

  /** Number of a text; 0 for anything that is none. */
  id(text: unknown): number {
    if (typeof text !== 'string') return 0;
    const known = this.ids[text];
    if (known !== undefined) return known;
    if (this.stringEnd + 4 + LONGEST > STRING_BYTES) this.flush();
    const { out, stringEnd: at } = this;
    const length = saved.writeUtf8(out, text, at + 4, LONGEST);
    out[at] = length & 255;
    out[at + 1] = length >>> 8;
    out[at + 2] = 0;
    out[at + 3] = 0;
    this.stringEnd += 4 + length;
    return (this.ids[text] = ++this.lastId);
  }

  /** Writes what there is by one call. A file that cannot be written ends the recording, not the program. */
  flush(): void {
    const { out, stringEnd, count } = this;
    if (this.broken || (count === 0 && stringEnd === CHUNK_HEADER_BYTES)) return;
    // The header's size is a multiple of 8 too.
    const eventsAt = (stringEnd + 7) & ~7;
    const size = eventsAt + count * EVENT_BYTES;
    this.head[0] = CHUNK_MAGIC;
    this.head[1] = stringEnd - CHUNK_HEADER_BYTES;
    this.head[2] = count;
    try {
      for (let at = stringEnd; at < eventsAt; at++) out[at] = 0;
      saved.copyBytes(out, eventsAt, this.eventBytes, count * EVENT_BYTES);
      if (this.file < 0) this.file = saved.openSync(this.path, 'a', 0o600);
      saved.writeSync(this.file, out, 0, size);
      if (!this.staysOpen) {
        saved.closeSync(this.file);
        this.file = -1;
      }
    } catch {
      this.broken = true;
    }
    this.count = 0;
    this.stringEnd = CHUNK_HEADER_BYTES;
    this.flushes++;
    this.flushedAt = saved.now();
  }

  /**
   * Writes, but not at every one of thousands of modules: what may be lost then, when the process is killed, are the
   * last few milliseconds.
   */
  flushSoon(): void {
    if (this.flushes < ALWAYS || saved.now() - this.flushedAt > EVERY_MS) this.flush();
  }

  /** The program closes a descriptor; ours is opened anew at the next write. */
  givesUp(descriptor: number): void {
    if (descriptor === this.file) this.file = -1;
  }

  /** What the process has used up to now. */
  metrics(): void {
    try {
      const { user, system } = saved.apply(saved.cpuUsage, saved.self, []) as NodeJS.CpuUsage;
      const { maxRSS } = saved.apply(saved.resourceUsage, saved.self, []) as NodeJS.ResourceUsage;
      const { heapUsed } = saved.apply(saved.memoryUsage, saved.self, []) as NodeJS.MemoryUsage;
      this.event(EVENT.metric, METRIC.cpuUs, user + system);
      this.event(EVENT.metric, METRIC.maxRssBytes, maxRSS * 1024);
      this.event(EVENT.metric, METRIC.heapUsedBytes, heapUsed);
      this.event(EVENT.metric, METRIC.hrtimeNs, saved.toNumber(saved.hrtime()));
    } catch {
      // Figures that cannot be had are missing from the report, and it says so.
    }
  }

  /** Something that could not be done; the report tells it. */
  problem(sentence: string): void {
    this.event(EVENT.problem, this.id(sentence), 0);
  }
}
