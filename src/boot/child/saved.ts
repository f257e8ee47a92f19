import fs from 'node:fs';

/**
 * Everything this code calls after the program has started, saved before it could be replaced: programs poison
 * prototypes, freeze globals and patch `fs` and the clocks.
 */
export const { apply, defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
export const { writeSync, openSync, closeSync, existsSync } = fs;
/** Milliseconds since the thread's time origin. */
export const now: () => number = performance.now.bind(performance);
export const hrtime: () => bigint = process.hrtime.bigint.bind(process.hrtime);
/** The global may be hidden from code that runs later. */
export const self = process;
export const { cpuUsage, resourceUsage, memoryUsage } = self;
export const toNumber = Number;
export const toText = String;

const { utf8Write } = Buffer.prototype as Buffer & {
  utf8Write: (text: string, offset: number, room: number) => number;
};
const { set, subarray } = Uint8Array.prototype;

const { includes } = String.prototype;

/** Whether a text holds another. */
export function contains(text: string, part: string): boolean {
  return apply(includes, text, [part]) as boolean;
}

/** Writes UTF-8 into a buffer; returns the bytes written, which stay below `room`. */
export function writeUtf8(target: Buffer, text: string, offset: number, room: number): number {
  return apply(utf8Write, target, [text, offset, room]) as number;
}

/** Copies `length` bytes of one buffer into another. */
export function copyBytes(target: Uint8Array, at: number, source: Uint8Array, length: number): void {
  apply(set, target, [apply(subarray, source, [0, length]), at]);
}

/** An object to look things up in that no prototype shines through. */
export function dictionary<T>(): Record<string, T> {
  return { __proto__: null } as unknown as Record<string, T>;
}

type AnyFunction = (this: unknown, ...args: never[]) => unknown;

/** Gives a replacement the name and length of what it replaces: some programs look. */
export function dressAs<F>(replacement: F, original: unknown): F {
  for (const key of ['name', 'length'] as const) {
    const property = getOwnPropertyDescriptor(original as AnyFunction, key);
    if (property !== undefined) defineProperty(replacement as AnyFunction, key, property);
  }
  return replacement;
}

/**
 * Replaces a method and keeps how the property looks from outside.
 *
 * @returns whether that was possible
 */
export function replaceMethod(owner: object, key: string, replacement: unknown, original: unknown): boolean {
  try {
    const property = getOwnPropertyDescriptor(owner, key);
    return defineProperty(owner, key, {
      __proto__: null,
      configurable: true,
      writable: true,
      enumerable: property?.enumerable ?? false,
      value: dressAs(replacement, original),
    } as PropertyDescriptor);
  } catch {
    return false;
  }
}
