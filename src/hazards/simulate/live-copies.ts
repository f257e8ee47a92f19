import { noteCopy, peek } from './exported-values.ts';
import type { Machine } from './machine.ts';
import { newObject, UNDEFINED, type ObjectValue, type Property, type Value } from './values.ts';

/** The key set there is now, each value looked up when it is read (esbuild's `__toESM`, `__toCommonJS`). */
export function viewOf(m: Machine, object: ObjectValue, esModule: boolean): ObjectValue {
  const view = newObject({ owner: object.owner, open: object.open, esModule });
  noteCopy(m, object, view);
  for (const key of object.props.keys()) view.props.set(key, lookUp(m, object, key));
  return view;
}

/** `export * from`: the names there are now, each looked up when it is read; existing ones are left alone. */
export function copyStar(m: Machine, source: Value, exports: ObjectValue): void {
  if (source.kind !== 'object') {
    exports.open = true;
    return;
  }
  for (const key of source.props.keys())
    if (key !== 'default' && key !== '__esModule' && !exports.props.has(key))
      exports.props.set(key, lookUp(m, source, key));
  noteCopy(m, source, exports);
  if (source.open) exports.open = true;
}

function lookUp(m: Machine, object: ObjectValue, key: string): Property {
  return { kind: 'live', read: () => peek(m, object, key) ?? UNDEFINED };
}
