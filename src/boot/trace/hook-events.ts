import { EVENT } from '../protocol.ts';
import { see, type ModuleRow, type ModuleTable, type TraceNames } from './module-table.ts';
import { noteRead, noteResolved } from './es-module-events.ts';

interface Span {
  readonly row: ModuleRow | null;
  readonly name: string;
  /** Reading of the shared clock when it began. */
  readonly from: number;
}

/**
 * Reads the events of loader hooks that run on a thread of their own. Many resolutions and reads overlap there: every
 * slice of time is divided among those that are open. A shared clock makes that cheap: it advances by the slice over
 * their number, and what it showed at the start is taken from what it shows at the end.
 */
export class HookEvents {
  /** Time of that thread that was charged to modules. */
  chargedMs = 0;

  private readonly names: TraceNames;
  private readonly table: ModuleTable;
  private readonly resolving: Span[] = [];
  private readonly reading = new Map<ModuleRow, Span>();
  private sharedMs = 0;
  private nowMs = 0;

  constructor(names: TraceNames, table: ModuleTable) {
    this.names = names;
    this.table = table;
  }

  /** @param at number of the event; ms on the clock of the main thread */
  event(type: number, a: number, b: number, at: number, ms: number): void {
    const open = this.resolving.length + this.reading.size;
    if (open > 0 && ms > this.nowMs) this.sharedMs += (ms - this.nowMs) / open;
    this.nowMs = Math.max(ms, this.nowMs);
    if (type === EVENT.resolve) this.resolve(a, b);
    else if (type === EVENT.resolveEnd && b !== 1) this.resolveEnd(a);
    else if (type === EVENT.read) this.read(a, at);
    else if (type === EVENT.readEnd) this.readEnd(a);
  }

  private resolve(a: number, b: number): void {
    const row = a === 0 ? null : this.table.seen(this.names.key(a));
    this.resolving.push({ row, name: this.names.text(b), from: this.sharedMs });
  }

  /** Ends come in another order than starts: the first that fits is taken, or the first. */
  private resolveEnd(a: number): void {
    const url = this.names.text(a);
    const fits = ({ name }: Span) => url.includes(name.replace(/^(\.{0,2}\/)+|^node:/, ''));
    const at = a === 0 ? 0 : Math.max(0, this.resolving.findIndex(fits));
    const [span] = this.resolving.splice(at, 1);
    if (span === undefined || a === 0) return;
    const row = this.table.byKey(this.names.key(a));
    row.resolveMs += this.cost(span);
    noteResolved(row, span.row);
    span.row?.links.push(row);
  }

  private read(a: number, at: number): void {
    const row = this.table.byKey(this.names.key(a));
    see(row, at);
    this.reading.set(row, { row, name: '', from: this.sharedMs });
  }

  private readEnd(a: number): void {
    const row = this.table.byKey(this.names.key(a));
    const span = this.reading.get(row);
    if (span === undefined) return;
    this.reading.delete(row);
    row.readMs += this.cost(span);
    noteRead(row);
  }

  private cost(span: Span): number {
    const ms = this.sharedMs - span.from;
    this.chargedMs += ms;
    return ms;
  }
}
