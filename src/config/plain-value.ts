/**
 * A copy of what code gave: each property is read once, here, where a getter or proxy that throws is its author's
 * mistake. Circles stay circles; functions, symbols and objects of classes (a RegExp, a Date) stay what they are.
 *
 * @throws whatever reading a property throws; RangeError where it is nested too deep to be walked
 */
export function plainValue(value: unknown): unknown {
  return copyOf(value, new Map());
}

function copyOf(value: unknown, known: Map<object, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copied = known.get(value);
  if (copied !== undefined) return copied;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    known.set(value, list);
    for (const item of value as readonly unknown[]) list.push(copyOf(item, known));
    return list;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  known.set(value, copy);
  for (const key of Object.keys(value)) {
    // Assigning `__proto__` would set the prototype.
    const item = copyOf((value as Record<string, unknown>)[key], known);
    Object.defineProperty(copy, key, { value: item, enumerable: true, writable: true, configurable: true });
  }
  return copy;
}
