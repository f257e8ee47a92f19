import { apply, defineProperty, getOwnPropertyDescriptor } from './saved.ts';

const { deleteProperty } = Reflect;

export type AnyFunction = (...args: never[]) => unknown;
/** Is called instead of the method, and calls it. */
export type Around = (original: AnyFunction, self: unknown, args: unknown[]) => unknown;

const nothingToUndo = (): void => {};

/**
 * Puts a function in front of a method. The new one is a proxy of the old one: name, length and attributes stay, and
 * its source text is still "native code". The property must be a method of its own, or be found along the prototypes
 * when `inherited` is given: then it is hidden by one of our own that cannot be enumerated.
 *
 * @returns how to undo it; does nothing where somebody else has replaced the method since
 */
export function wrapMethod(owner: object, name: string, around: Around, inherited?: AnyFunction): () => void {
  try {
    const found = getOwnPropertyDescriptor(owner, name);
    const original: unknown = found ? found.value : inherited;
    if (typeof original !== 'function') return nothingToUndo;
    const wrapped: unknown = new Proxy(original, {
      __proto__: null,
      apply: (_target: unknown, self: unknown, args: unknown[]) =>
        around(original as AnyFunction, self, args),
    } as ProxyHandler<AnyFunction>);
    const place = (value: unknown): boolean =>
      defineProperty(owner, name, {
        __proto__: null,
        value,
        writable: found?.writable ?? true,
        enumerable: found?.enumerable ?? false,
        configurable: found?.configurable ?? true,
      } as PropertyDescriptor);
    if (!place(wrapped)) return nothingToUndo;
    return () => {
      try {
        if (getOwnPropertyDescriptor(owner, name)?.value !== wrapped) return;
        if (found) place(original);
        else deleteProperty(owner, name);
      } catch {
        // Frozen since: our function stays and just passes calls on.
      }
    };
  } catch {
    return nothingToUndo;
  }
}

/** As {@link wrapMethod}, for a look at what the method returned; what the look throws is dropped. */
export function afterMethod(
  owner: object,
  name: string,
  look: (result: unknown, self: unknown, args: unknown[]) => void,
): () => void {
  return wrapMethod(owner, name, (original, self, args) => {
    const result: unknown = apply(original, self, args);
    try {
      look(result, self, args);
    } catch {
      // A look must not change what the program sees.
    }
    return result;
  });
}
