import type { ModuleRow } from './module-table.ts';
import type { Cost } from './traced-module.ts';

export type IntervalKind =
  'load' | 'compile' | 'resolve' | 'read' | 'translate' | 'instantiate' | 'evaluate' | 'body' | 'require-esm';

/** Something that goes on: its time, less that of what goes on inside it, is charged to a module. */
export interface Interval {
  readonly kind: IntervalKind;
  /** Tells intervals of one kind apart: the number of a name, 0 where the innermost is always meant. */
  readonly id: number;
  /** Null as long as nobody knows which module this is about: the time is then held. */
  row: ModuleRow | null;
  cost: Cost;
  heldResolveMs: number;
  heldReadMs: number;
  /** Time charged since `cost` is what it is. */
  spentMs: number;
  /** `load`: the file that was found, where nothing shows yet that it is being loaded. */
  found: ModuleRow | null;
  /** `load`: who asked, and what was running. */
  parent: ModuleRow | null;
  running: ModuleRow | null;
  /** `load`: file of the parent as named; `resolve`: the specifier. */
  asked: string;
  /** The body that runs inside was seen to start. */
  begun: boolean;
}

/** Where time goes while no interval is open. */
export type Idle = 'loaderMs' | 'afterMs';

/** Gives every slice of a thread's time to the innermost interval that is open then. */
export class IntervalStack {
  readonly frames: Interval[] = [];
  /** Time that belongs to no module. */
  readonly outside = { loaderMs: 0, afterMs: 0 };
  idle: Idle = 'loaderMs';

  private nowMs: number;
  /** How much of the time charged last belongs to no module. */
  private idleMs = 0;
  private readonly open = new Map<string, number>();

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  get top(): Interval | undefined {
    return this.frames.at(-1);
  }

  /** Charges the time since the last call. */
  advance(toMs: number): void {
    const ms = toMs - this.nowMs;
    this.idleMs = 0;
    if (!(ms > 0)) return;
    this.nowMs = toMs;
    if (this.frames.length === 0) this.idleMs = ms;
    this.charge(this.frames.length - 1, ms);
  }

  /** Takes back what was charged to the loader last: the present event shows whose it is. */
  takeLoaderMs(): number {
    if (this.idle !== 'loaderMs') return 0;
    const ms = this.idleMs;
    this.idleMs = 0;
    this.outside.loaderMs -= ms;
    return ms;
  }

  push(kind: IntervalKind, id: number, row: ModuleRow | null, cost: Cost): Interval {
    const frame: Interval = {
      kind,
      id,
      row,
      cost,
      heldResolveMs: 0,
      heldReadMs: 0,
      spentMs: 0,
      found: null,
      parent: null,
      running: null,
      asked: '',
      begun: false,
    };
    this.frames.push(frame);
    this.count(frame, 1);
    return frame;
  }

  /**
   * Closes the innermost interval of that kind and id, and those left open inside it.
   *
   * @returns undefined, and nothing is closed, where there is none
   */
  pop(kind: IntervalKind, id: number): Interval | undefined {
    const frame = this.unwind(kind, id);
    if (frame !== undefined) this.drop();
    return frame;
  }

  /** As `pop`, but leaves that interval open: the innermost one then. */
  unwind(kind: IntervalKind, id: number): Interval | undefined {
    if (!this.isOpen(kind, id)) return undefined;
    for (;;) {
      const frame = this.top as Interval;
      if (frame.kind === kind && frame.id === id) return frame;
      this.drop();
    }
  }

  isOpen(kind: IntervalKind, id: number): boolean {
    return (this.open.get(`${kind} ${id}`) ?? 0) > 0;
  }

  /** Closes the innermost interval; held time goes to what is below, as if it had never been open. */
  drop(): void {
    const frame = this.frames.pop();
    if (frame === undefined) return;
    this.count(frame, -1);
    const heldMs = frame.heldResolveMs + frame.heldReadMs;
    if (frame.row === null && heldMs > 0) this.charge(this.frames.length - 1, heldMs);
  }

  /** Closes the interval just below the one at `at`: it was suspended, not interrupted. */
  dropBelow(at: number): void {
    const [frame] = this.frames.splice(at - 1, 1);
    if (frame !== undefined) this.count(frame, -1);
  }

  /** Takes the time held by an interval away from it. */
  takeHeldMs(frame: Interval): number {
    const heldMs = frame.heldResolveMs + frame.heldReadMs;
    frame.heldResolveMs = 0;
    frame.heldReadMs = 0;
    return heldMs;
  }

  /** From now on its time is of another sort. */
  turn(frame: Interval, cost: Cost): void {
    frame.cost = cost;
    frame.spentMs = 0;
  }

  /** Says which module an interval is about; what it held is charged. */
  name(frame: Interval, row: ModuleRow): void {
    row.resolveMs += frame.heldResolveMs;
    row.readMs += frame.heldReadMs;
    frame.spentMs = frame.heldReadMs;
    frame.heldResolveMs = 0;
    frame.heldReadMs = 0;
    frame.row = row;
  }

  /** The innermost module whose evaluation goes on. */
  running(): ModuleRow | null {
    for (let at = this.frames.length - 1; at >= 0; at--) {
      const { row, cost } = this.frames[at] as Interval;
      if (row !== null && cost === 'selfMs') return row;
    }
    return null;
  }

  private charge(at: number, ms: number): void {
    const frame = this.frames[at];
    if (frame === undefined) this.outside[this.idle] += ms;
    else if (frame.row === null) {
      if (frame.cost === 'resolveMs') frame.heldResolveMs += ms;
      else frame.heldReadMs += ms;
    } else {
      frame.row[frame.cost] += ms;
      frame.spentMs += ms;
    }
  }

  private count(frame: Interval, change: 1 | -1): void {
    const key = `${frame.kind} ${frame.id}`;
    this.open.set(key, (this.open.get(key) ?? 0) + change);
  }
}
