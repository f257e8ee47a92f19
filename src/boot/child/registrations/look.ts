/**
 * Ways to look at the program's objects without running any of its code. Like ../saved.ts these are the builtins as they
 * were before the program could replace them; all else in this folder is plain syntax: loops by index, objects that
 * inherit nothing, writes by index.
 */
import { types } from 'node:util';
import { apply, getOwnPropertyDescriptor } from '../saved.ts';

export const { ownKeys } = Reflect;
export const { isArray } = Array;
export const { isMap, isSet } = types;
export const objectPrototype: object = Object.prototype;

const { isProxy } = types;
const { keyFor } = Symbol;
const { create } = Object;
const descriptionOf = getOwnPropertyDescriptor(Symbol.prototype, 'description')?.get as () =>
  string | undefined;
const mapSize = getOwnPropertyDescriptor(Map.prototype, 'size')?.get as () => number;
const setSize = getOwnPropertyDescriptor(Set.prototype, 'size')?.get as () => number;

/** An object that inherits nothing, to look up names and symbols in. */
export function record<T>(): Record<PropertyKey, T> {
  return create(null) as Record<PropertyKey, T>;
}

/** The value of an own data property; undefined where there is none or an accessor, which is never called. */
export function dataOf(object: object, key: PropertyKey): unknown {
  return getOwnPropertyDescriptor(object, key)?.value;
}

/** Whether it is an object or function that can be looked at without running code: no proxy. */
export function isPlain(value: unknown): value is object {
  return (typeof value === 'function' || (typeof value === 'object' && value !== null)) && !isProxy(value);
}

export const sizeOfMap = (map: object): number => apply(mapSize, map, []) as number;
export const sizeOfSet = (set: object): number => apply(setSize, set, []) as number;

/** The key of a symbol in the registry of `Symbol.for`; undefined for other symbols and for names. */
export const registryKey = (key: PropertyKey): string | undefined =>
  typeof key === 'symbol' ? keyFor(key) : undefined;

/** A property key or event as text: `name`, `Symbol.for(name)`, `Symbol(name)`. */
export function keyText(key: PropertyKey): string {
  if (typeof key !== 'symbol') return `${key}`;
  const registered = keyFor(key);
  if (registered !== undefined) return `Symbol.for(${registered})`;
  return `Symbol(${(apply(descriptionOf, key, []) as string | undefined) ?? ''})`;
}
