import { EVENT } from '../protocol.ts';
import { COMMON_JS_EVENTS } from './common-js-events.ts';
import { ES_MODULE_EVENTS, isOpen } from './es-module-events.ts';
import { HookEvents } from './hook-events.ts';
import { buildImporterTree } from './importer-tree.ts';
import { TraceNames, type ModuleRow } from './module-table.ts';
import type { ThreadTrace } from './read-trace.ts';
import { startReading, type Reading } from './reading.ts';
import { threadFacts } from './thread-facts.ts';
import { tracedModules } from './traced-modules.ts';
import type { ThreadAccount, ThreadOutside } from './traced-module.ts';

export interface AccountOptions {
  /** Where the account ends, in ms of the thread's clock; what is open then is cut. All of it without. */
  readonly untilMs?: number;
  /** What the loader hooks of this process wrote, on a thread and a clock of their own. */
  readonly hooks?: ThreadTrace;
}

/**
 * Charges a thread's time to the modules it loaded. What happens is nested: a require inside a body inside a require.
 * Every slice of time belongs to the innermost thing that is open then, so that the times of all modules and what is
 * outside add up to the whole. Linear in the number of events.
 *
 * @returns the modules in order of first load, with their first importers, times in ms and totals; never throws, events
 *   that fit nowhere are passed over
 */
export function accountModules(trace: ThreadTrace, options: AccountOptions = {}): ThreadAccount {
  const facts = threadFacts(trace);
  const { enteredMs, installedMs, ...told } = facts;
  const names = new TraceNames(trace.strings);
  const reading = startReading(names, trace.header.mode, installedMs);
  const hooks = options.hooks && new HookFeed(options.hooks, trace, reading);
  const untilMs = options.untilMs ?? Infinity;
  readEvents(trace, reading, hooks, untilMs);
  reading.stack.advance(Math.min(untilMs, facts.endMs));
  const running = reading.stack.running() ?? suspended(reading);
  const rows = buildImporterTree(reading);
  const outside: ThreadOutside = {
    nodeMs: enteredMs,
    probeMs: installedMs - enteredMs,
    loaderMs: loaderMs(reading, hooks),
    afterMs: reading.stack.outside.afterMs,
  };
  return { ...told, modules: tracedModules(rows, reading.mode), outside, running: running?.key ?? null };
}

function readEvents(
  { events }: ThreadTrace,
  reading: Reading,
  hooks: HookFeed | undefined,
  untilMs: number,
): void {
  for (let at = 0; at < events.length; at += 4) {
    const type = events[at] as number;
    const ms = events[at + 3] as number;
    // Facts of the thread: some are of another moment than when they were written.
    if (type >= EVENT.start) continue;
    if (ms > untilMs) break;
    hooks?.readUntil(ms);
    reading.stack.advance(ms);
    reading.at++;
    const read = COMMON_JS_EVENTS[type] ?? ES_MODULE_EVENTS[type];
    read?.(reading, events[at + 1] as number, events[at + 2] as number);
    reading.previous = type;
    reading.stack.idle = isLoading(type) ? 'loaderMs' : 'afterMs';
  }
  hooks?.readUntil(untilMs);
}

/** Between these the ES module loader is at work; after others, the program. */
function isLoading(type: number): boolean {
  return (type >= EVENT.resolve && type <= EVENT.instantiateEnd) || type === EVENT.link;
}

/** A body that waits for a top-level await. */
function suspended({ bodies }: Reading): ModuleRow | undefined {
  return bodies.findLast(isOpen);
}

/** Also time spent on modules that turned out not to be loaded. */
function loaderMs({ table, stack }: Reading, hooks: HookFeed | undefined): number {
  let ms = stack.outside.loaderMs;
  for (const row of table.rows.values()) {
    if (!row.loaded) ms += row.resolveMs + row.readMs + row.lexMs + row.compileMs + row.linkMs + row.selfMs;
  }
  return Math.max(0, ms - (hooks?.chargedMs ?? 0));
}

/** Feeds the hooks' events in between those of the main thread. */
class HookFeed {
  private readonly events: Float64Array;
  private readonly reader: HookEvents;
  private readonly reading: Reading;
  private readonly shiftMs: number;
  private at = 0;

  constructor(hooks: ThreadTrace, main: ThreadTrace, reading: Reading) {
    this.events = hooks.events;
    this.reading = reading;
    this.reader = new HookEvents(new TraceNames(hooks.strings), reading.table);
    this.shiftMs = hooks.header.timeOrigin - main.header.timeOrigin;
  }

  get chargedMs(): number {
    return this.reader.chargedMs;
  }

  /** @param toMs on the clock of the main thread */
  readUntil(toMs: number): void {
    for (; this.at < this.events.length; this.at += 4) {
      const ms = (this.events[this.at + 3] as number) + this.shiftMs;
      if (ms > toMs) return;
      const type = this.events[this.at] as number;
      if (type >= EVENT.start) continue;
      const { stack } = this.reading;
      stack.advance(ms);
      this.reading.at++;
      stack.idle = 'loaderMs';
      this.reader.event(
        type,
        this.events[this.at + 1] as number,
        this.events[this.at + 2] as number,
        this.reading.at,
        ms,
      );
    }
  }
}
