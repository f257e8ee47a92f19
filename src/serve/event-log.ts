import { eventFrame } from './event-frame.ts';
import type { LiveEvent, LoggedEvent } from './live-event.ts';

/** How much is kept for those who come late or read slowly. */
export interface LogLimits {
  readonly events: number;
  /** UTF-8 bytes of whole events, as they are sent, and of the names of their entries. */
  readonly bytes: number;
}

/**
 * Numbers events and keeps the latest. Everybody reads from it at a place of their own: nothing is queued for a slow
 * reader, who falls out of what is kept instead.
 */
export class EventLog {
  private readonly limits: LogLimits;
  private readonly kept: { readonly logged: LoggedEvent; readonly bytes: number }[] = [];
  private lastSeq = 0;
  private keptBytes = 0;

  constructor(limits: LogLimits) {
    this.limits = limits;
  }

  /** Number of the latest event; 0 before the first. */
  get last(): number {
    return this.lastSeq;
  }

  /** What is kept now; never more than the limits. */
  get size(): LogLimits {
    return { events: this.kept.length, bytes: this.keptBytes };
  }

  /** @returns the event's number */
  append(event: LiveEvent): number {
    const seq = ++this.lastSeq;
    const bytes = bytesOf({ seq, event });
    this.kept.push({ logged: { seq, event }, bytes });
    this.keptBytes += bytes;
    while (this.kept.length > this.limits.events || this.keptBytes > this.limits.bytes)
      this.keptBytes -= this.kept.shift()?.bytes ?? 0;
    return this.lastSeq;
  }

  /**
   * The event that comes after one.
   *
   * @param seq number of an event; 0 for the beginning
   * @returns null where there is none yet; `gone` where it is no longer kept, or the number is none of this log's
   */
  after(seq: number): LoggedEvent | null | 'gone' {
    if (seq === this.lastSeq) return null;
    const first = this.lastSeq - this.kept.length + 1;
    return this.kept[seq + 1 - first]?.logged ?? 'gone';
  }
}

/** Many small events are as large as few large ones. */
function bytesOf({ seq, event: { name, data, entries } }: LoggedEvent): number {
  return Buffer.byteLength(eventFrame(name, data, String(seq))) + Buffer.byteLength(entries?.join(' ') ?? '');
}
