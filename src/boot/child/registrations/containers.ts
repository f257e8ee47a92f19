import type { RegistrationKind } from '../../../model/boot.ts';
import { getPrototypeOf } from '../saved.ts';
import type { Add, Watcher } from './ledger.ts';
import {
  dataOf,
  isArray,
  isMap,
  isPlain,
  isSet,
  keyText,
  objectPrototype,
  ownKeys,
  record,
  registryKey,
  sizeOfMap,
  sizeOfSet,
} from './look.ts';

/** So that a boundary costs the same whatever the program keeps in its registries. */
const MOST_CONTAINERS = 64;
const MOST_KEYS = 64;

interface Container {
  readonly object: object;
  readonly kind: RegistrationKind;
  readonly target: string;
  /** Keys of a plain object; null for arrays, Maps and Sets, of which only the size is known. */
  keys: readonly PropertyKey[] | null;
  size: number;
  /** An object in an object is looked at, no deeper. */
  readonly depth: number;
}

export interface ContainerWatcher extends Watcher {
  /** Starts to watch what is new on globalThis. */
  search(): void;
}

/**
 * Watches the registries that programs keep on globalThis (`globalThis[Symbol.for(name)]`, `globalThis.__registry`):
 * growth of arrays, Maps and Sets, new keys of plain objects, one level deep. Large objects are left alone.
 *
 * @param known keys of globalThis that are Node's own
 */
export function watchContainers(known: readonly PropertyKey[]): ContainerWatcher {
  const nodes = record<true>();
  for (let i = 0; i < known.length; i++) nodes[known[i] as PropertyKey] = true;
  const containers: Container[] = [];
  return {
    compare(add) {
      for (let i = 0; i < containers.length; i++) compareOne(containers, containers[i] as Container, add);
    },
    search() {
      const keys = ownKeys(globalThis);
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i] as PropertyKey;
        if (nodes[key] === true) continue;
        const registered = registryKey(key);
        if (registered === undefined) {
          start(containers, dataOf(globalThis, key), 'global', `globalThis.${keyText(key)}`, 1);
        } else start(containers, dataOf(globalThis, key), 'symbol-registry', `Symbol.for(${registered})`, 1);
      }
    },
  };
}

function start(
  containers: Container[],
  value: unknown,
  kind: RegistrationKind,
  target: string,
  depth: number,
): void {
  if (containers.length >= MOST_CONTAINERS || !isPlain(value) || typeof value === 'function') return;
  for (let i = 0; i < containers.length; i++) if (containers[i]?.object === value) return;
  const size = sizeOf(value);
  if (size !== null) {
    containers[containers.length] = { object: value, kind, target, keys: null, size, depth };
    return;
  }
  const prototype = getPrototypeOf(value);
  if (value === globalThis || (prototype !== null && prototype !== objectPrototype)) return;
  const keys = ownKeys(value);
  if (keys.length > MOST_KEYS) return;
  containers[containers.length] = { object: value, kind, target, keys, size: keys.length, depth };
  if (depth > 0) startInside(containers, value, keys, kind, target);
}

function startInside(
  containers: Container[],
  object: object,
  keys: readonly PropertyKey[],
  kind: RegistrationKind,
  target: string,
): void {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as PropertyKey;
    start(containers, dataOf(object, key), kind, `${target}.${keyText(key)}`, 0);
  }
}

function sizeOf(value: object): number | null {
  if (isArray(value)) return value.length;
  if (isMap(value)) return sizeOfMap(value);
  if (isSet(value)) return sizeOfSet(value);
  return null;
}

function compareOne(containers: Container[], container: Container, add: Add): void {
  const { object, kind, target } = container;
  if (container.keys === null) {
    const size = sizeOf(object) ?? 0;
    if (size !== container.size) add(kind, target, '', size - container.size);
    container.size = size;
    return;
  }
  const keys = ownKeys(object);
  if (keys.length === container.size) return;
  container.size = keys.length;
  if (keys.length > MOST_KEYS) return;
  noteKeys(container.keys, keys, 1, container, add);
  noteKeys(keys, container.keys, -1, container, add);
  container.keys = keys;
  if (container.depth > 0) startInside(containers, object, keys, kind, target);
}

/** Notes the keys that are in the second list and not in the first. */
function noteKeys(
  without: readonly PropertyKey[],
  list: readonly PropertyKey[],
  count: number,
  container: Container,
  add: Add,
): void {
  const known = record<true>();
  for (let i = 0; i < without.length; i++) known[without[i] as PropertyKey] = true;
  for (let i = 0; i < list.length; i++) {
    const key = list[i] as PropertyKey;
    if (known[key] !== true) add(container.kind, container.target, keyText(key), count);
  }
}
