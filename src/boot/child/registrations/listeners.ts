import { getOwnPropertyDescriptor, getPrototypeOf } from '../saved.ts';
import type { Add, Watcher } from './ledger.ts';
import { dataOf, isArray, isPlain, keyText, ownKeys, record } from './look.ts';

/** So that a boundary costs the same however many modules there are; the first ones found stay. */
const MOST_EMITTERS = 128;
const MOST_EXPORTS = 256;

interface Emitter {
  readonly object: object;
  readonly target: string;
  events: readonly PropertyKey[];
  counts: readonly number[];
}

export interface ListenerWatcher extends Watcher {
  /** Watches an emitter from now on: what it has already is not reported. */
  watch(object: object, target: string): void;
  /**
   * Watches the emitters among the exports of a module and their own enumerable data properties, as `<module>` and
   * `<module>#<key>`.
   */
  discover(module: string, exports: unknown): void;
}

/** Watches how many listeners emitters have for each event. Only data properties are read. */
export function watchListeners(emitterPrototype: object): ListenerWatcher {
  const emitters: Emitter[] = [];
  const watch = (object: object, target: string): void => {
    if (emitters.length >= MOST_EMITTERS) return;
    for (let i = 0; i < emitters.length; i++) if (emitters[i]?.object === object) return;
    const emitter: Emitter = { object, target, events: [], counts: [] };
    compareEmitter(emitter, ignore);
    emitters[emitters.length] = emitter;
  };
  return {
    watch,
    compare(add) {
      for (let i = 0; i < emitters.length; i++) compareEmitter(emitters[i] as Emitter, add);
    },
    discover(module, exports) {
      if (!isPlain(exports) || emitters.length >= MOST_EMITTERS) return;
      if (isEmitter(exports, emitterPrototype)) watch(exports, module);
      const keys = ownKeys(exports);
      for (let i = 0; i < keys.length && i < MOST_EXPORTS; i++) {
        const key = keys[i] as PropertyKey;
        const value = exportedValue(exports, key);
        if (isPlain(value) && isEmitter(value, emitterPrototype)) watch(value, `${module}#${keyText(key)}`);
      }
    },
  };
}

function ignore(): void {}

function exportedValue(exports: object, key: PropertyKey): unknown {
  try {
    const found = getOwnPropertyDescriptor(exports, key);
    return found?.enumerable === true ? found.value : undefined;
  } catch {
    // A binding of an ES module that is not initialised yet.
    return undefined;
  }
}

/**
 * Node's emitters, and what took over their methods (a function with them mixed in). A prototype of emitters, such as
 * `Stream.prototype`, counts only when it has listeners of its own.
 */
function isEmitter(value: object, emitterPrototype: object): boolean {
  const found = getOwnPropertyDescriptor(value, '_events');
  if (found === undefined) return false;
  if (typeof found.value === 'object' && found.value !== null) {
    return typeof dataOf(value, '_eventsCount') === 'number';
  }
  let prototype = getPrototypeOf(value);
  while (isPlain(prototype)) {
    if (prototype === emitterPrototype) return true;
    prototype = getPrototypeOf(prototype);
  }
  return false;
}

function compareEmitter(emitter: Emitter, add: Add): void {
  const found = dataOf(emitter.object, '_events');
  const store: object = isPlain(found) ? found : NO_EVENTS;
  const events = ownKeys(store);
  const counts: number[] = [];
  let same = events.length === emitter.events.length;
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as PropertyKey;
    const count = (counts[i] = listenersIn(dataOf(store, event)));
    same = same && event === emitter.events[i] && count === emitter.counts[i];
  }
  if (same) return;
  describe(emitter, events, counts, add);
  emitter.events = events;
  emitter.counts = counts;
}

const NO_EVENTS = record<unknown>();

function listenersIn(stored: unknown): number {
  if (!isPlain(stored)) return 0;
  return isArray(stored) ? stored.length : 1;
}

function describe(
  emitter: Emitter,
  events: readonly PropertyKey[],
  counts: readonly number[],
  add: Add,
): void {
  const before = record<number>();
  for (let i = 0; i < emitter.events.length; i++) {
    before[emitter.events[i] as PropertyKey] = emitter.counts[i] as number;
  }
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as PropertyKey;
    const difference = (counts[i] as number) - (before[event] ?? 0);
    if (difference !== 0) add('listener', emitter.target, keyText(event), difference);
    before[event] = 0;
  }
  for (let i = 0; i < emitter.events.length; i++) {
    const event = emitter.events[i] as PropertyKey;
    const gone = before[event] as number;
    if (gone > 0) add('listener', emitter.target, keyText(event), -gone);
  }
}
