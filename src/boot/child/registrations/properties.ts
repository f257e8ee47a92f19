import type { RegistrationKind } from '../../../model/boot.ts';
import { apply, getOwnPropertyDescriptor } from '../saved.ts';
import type { Add, Watcher } from './ledger.ts';
import { keyText, ownKeys, record, registryKey } from './look.ts';

/** An object of Node or the language whose own properties are watched. */
export interface WatchedObject {
  readonly object: object;
  /** As reported: `Array.prototype`. */
  readonly target: string;
  readonly kind: RegistrationKind;
  /** Keys that Node itself writes. */
  readonly ignored?: readonly string[];
  /** Accessors of Node that hold a value of the program; called as long as they are Node's own. */
  readonly called?: readonly string[];
  /** Node replaces lazy accessors by values when they are first read: no change then. */
  readonly lazy?: true;
}

/** What is known of one property: its value, or its accessor with the value it gave if it may be called. */
interface State {
  readonly isAccessor: boolean;
  readonly value: unknown;
  readonly held?: unknown;
  /** It cannot change any more. */
  readonly isFixed: boolean;
}

interface Snapshot {
  readonly watched: WatchedObject;
  count: number;
  keys: PropertyKey[];
  states: State[];
  /** Ranks of those that can change. */
  moving: number[];
  readonly skip: Record<PropertyKey, true>;
  readonly call: Record<PropertyKey, true>;
}

export interface PropertyWatcher extends Watcher {
  /** Takes an object as it is now for unchanged: the change was ours. */
  rebase(object: object): void;
}

/**
 * Watches own properties: keys that are new and values that were replaced, by identity. No accessor is called but
 * those listed. A key that is deleted and one that is added in its place at once are seen as well.
 */
export function watchProperties(objects: readonly WatchedObject[]): PropertyWatcher {
  const snapshots: Snapshot[] = [];
  for (let i = 0; i < objects.length; i++) snapshots[i] = take(objects[i] as WatchedObject);
  return {
    compare(add) {
      for (let i = 0; i < snapshots.length; i++) compareOne(snapshots[i] as Snapshot, add);
    },
    rebase(object) {
      for (let i = 0; i < snapshots.length; i++) {
        const snapshot = snapshots[i] as Snapshot;
        if (snapshot.watched.object === object) renew(snapshot);
      }
    },
  };
}

function take(watched: WatchedObject): Snapshot {
  const skip = record<true>();
  const call = record<true>();
  const { ignored = [], called = [] } = watched;
  for (let i = 0; i < ignored.length; i++) skip[ignored[i] as string] = true;
  for (let i = 0; i < called.length; i++) call[called[i] as string] = true;
  const snapshot: Snapshot = { watched, count: 0, keys: [], states: [], moving: [], skip, call };
  renew(snapshot);
  return snapshot;
}

function renew(snapshot: Snapshot): void {
  const all = ownKeys(snapshot.watched.object);
  snapshot.count = all.length;
  snapshot.keys = [];
  snapshot.states = [];
  snapshot.moving = [];
  for (let i = 0; i < all.length; i++) {
    const key = all[i] as PropertyKey;
    const state = snapshot.skip[key] === true ? undefined : stateOf(snapshot, key);
    if (state === undefined) continue;
    if (!state.isFixed) snapshot.moving[snapshot.moving.length] = snapshot.keys.length;
    snapshot.keys[snapshot.keys.length] = key;
    snapshot.states[snapshot.states.length] = state;
  }
}

function stateOf(snapshot: Snapshot, key: PropertyKey): State | undefined {
  const { object } = snapshot.watched;
  const found = getOwnPropertyDescriptor(object, key);
  if (found === undefined) return undefined;
  const { get } = found;
  const isFixed = found.configurable === false && found.writable !== true;
  if (get === undefined) {
    return { isAccessor: found.set !== undefined, value: found.value ?? found.set, isFixed };
  }
  if (snapshot.call[key] !== true) return { isAccessor: true, value: get, isFixed };
  return { isAccessor: true, value: get, held: apply(get, object, []), isFixed: false };
}

function compareOne(snapshot: Snapshot, add: Add): void {
  const { object } = snapshot.watched;
  const { keys, states, moving } = snapshot;
  let changed = ownKeys(object).length !== snapshot.count;
  for (let i = 0; i < moving.length; i++) {
    const key = keys[moving[i] as number] as PropertyKey;
    const state = states[moving[i] as number] as State;
    const found = getOwnPropertyDescriptor(object, key);
    if (found === undefined || (found.get ?? found.value ?? found.set) !== state.value) {
      // NaN is not itself; an absent value is null or undefined.
      if (found === undefined || !isSameOddity(found, state.value)) changed = true;
    } else if (state.held !== undefined && apply(found.get as () => unknown, object, []) !== state.held) {
      changed = true;
    }
  }
  if (changed) describe(snapshot, add);
}

function isSameOddity(found: PropertyDescriptor, before: unknown): boolean {
  const now = found.get ?? found.value ?? found.set;
  return now !== now && before !== before;
}

/** Finds what the difference is, and takes the object as it is from now on. */
function describe(snapshot: Snapshot, add: Add): void {
  const before = record<State>();
  for (let i = 0; i < snapshot.keys.length; i++) {
    before[snapshot.keys[i] as PropertyKey] = snapshot.states[i] as State;
  }
  renew(snapshot);
  const { watched, keys, states } = snapshot;
  const now = record<State>();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey;
    const state = (now[key] = states[i] as State);
    const old = before[key];
    if (old === undefined || isReplaced(old, state, watched)) note(watched, key, 1, add);
  }
  const gone = ownKeys(before);
  for (let i = 0; i < gone.length; i++) {
    const key = gone[i] as PropertyKey;
    if (now[key] === undefined) note(watched, key, -1, add);
  }
}

function isReplaced(old: State, now: State, watched: WatchedObject): boolean {
  if (watched.lazy === true && old.isAccessor && !now.isAccessor) return false;
  if (old.value === now.value) return old.held !== now.held;
  return old.value === old.value || now.value === now.value;
}

function note(watched: WatchedObject, key: PropertyKey, count: number, add: Add): void {
  const registered = watched.kind === 'global' ? registryKey(key) : undefined;
  if (registered === undefined) add(watched.kind, watched.target, keyText(key), count);
  else add('symbol-registry', watched.target, registered, count);
}
