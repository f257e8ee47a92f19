import { apply, defineProperty, getOwnPropertyDescriptor } from '../saved.ts';
import type { Add, Watcher } from './ledger.ts';
import { isPlain, keyText, record } from './look.ts';

/** What `reflect-metadata` and its like put on Reflect; compiled decorators call `metadata`. */
const DEFINERS = ['defineMetadata', 'metadata'];

/**
 * Counts metadata by its key. A WeakMap tells nobody what is in it, so this is the one place where functions are
 * wrapped: those that define metadata, once a module has put them on Reflect. A proxy keeps their name, length and
 * properties.
 *
 * @param wrapped told that Reflect was changed by us
 */
export function watchMetadata(wrapped: () => void): Watcher {
  let counts = record<number>();
  let keys: string[] = [];
  const ours = record<unknown>();
  const handler = record<unknown>();
  handler['apply'] = (target: () => unknown, receiver: unknown, given: readonly unknown[]) => {
    const key = given[0];
    const name = typeof key === 'string' || typeof key === 'symbol' ? keyText(key) : '';
    if (counts[name] === undefined) keys[keys.length] = name;
    counts[name] = (counts[name] ?? 0) + 1;
    return apply(target, receiver, given);
  };
  const Wrapper = Proxy;
  const wrap = (name: string): void => {
    const found = getOwnPropertyDescriptor(Reflect, name);
    if (found?.value === undefined || found.value === ours[name] || !isPlain(found.value)) return;
    ours[name] = new Wrapper(found.value, handler as ProxyHandler<object>);
    if (defineProperty(Reflect, name, { __proto__: null, ...found, value: ours[name] } as PropertyDescriptor))
      wrapped();
  };
  return {
    compare(add) {
      note(keys, counts, add);
      if (keys.length > 0) counts = record<number>();
      if (keys.length > 0) keys = [];
      for (let i = 0; i < DEFINERS.length; i++) wrap(DEFINERS[i] as string);
    },
  };
}

function note(keys: readonly string[], counts: Readonly<Record<string, number>>, add: Add): void {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    add('metadata', 'Reflect', key, counts[key] as number);
  }
}
