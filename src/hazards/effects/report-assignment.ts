import type { EffectKind } from '../../model/effect.ts';
import type { Confidence } from '../../model/hazard.ts';
import type { EffectLog } from './log.ts';
import { asName, exportName, holderOf, nameAs, shown } from './place-names.ts';
import { isGlobalObject } from './known.ts';
import type { Place } from './value.ts';

/** What programs say to Node by setting it. */
const PROCESS_STATE = new Set(['exitCode', 'title', 'argv', 'env', 'debugPort']);

/**
 * Reports that a member of an imported or global object is set.
 *
 * @param place the member itself; a path that ends in `…` is one whose name is computed
 */
export function reportAssignment(log: EffectLog, place: Place, line: number, confidence: Confidence): void {
  if (isForgotten(place)) return;
  const { kind, name } = classify(place);
  const path =
    place.target === 'global' && place.path.length === 1 ? `globalThis.${shown(place)}` : shown(place);
  const callee = `${asName(path) ?? shown(holderOf(place))} =`;
  log.add({ line, kind, callee, text: null, target: place.target, name, confidence });
}

/** What Node looks at when the program ends, and what is the file's own or means the same. */
function isForgotten({ target, path, module }: Place): boolean {
  if (target === 'imported')
    return path.length === 0 || (path.length === 1 && module === null && path[0] === 'default');
  return path.length === 0 || (path.length === 1 && isGlobalObject(path[0]!));
}

function classify(place: Place): { kind: EffectKind; name: string | null } {
  const { target, path } = place;
  const key = path.at(-1)!;
  const prototype = path.lastIndexOf('prototype', path.length - 2);
  if (prototype >= 0) return { kind: 'prototype-patch', name: nameOfPatch(place, prototype) };
  if (target === 'imported') return { kind: 'assignment', name: nameInBuiltin(place) };
  if (path.length === 1) return { kind: 'polyfill', name: nameAs('global', 'globalThis', key) };
  const holder = path.slice(0, -1).join('.');
  if (holder === 'require.extensions')
    return { kind: 'registration', name: nameAs('require-extension', holder, key) };
  // Deeper ones (`process.env.X`) are data.
  const isPatch = path.length === 2 && !(holder === 'process' && PROCESS_STATE.has(key));
  return { kind: 'assignment', name: isPatch ? nameAs('builtin-patch', holder, key) : null };
}

function nameOfPatch(place: Place, prototype: number): string | null {
  const { target, module, path } = place;
  const key = path[prototype + 1]!;
  const on: Place = { ...place, path: path.slice(0, prototype + 1) };
  if (target === 'global') return nameAs('prototype', shown(on), key);
  // Boots name classes of Node by themselves.
  if (module?.startsWith('node:')) return nameAs('prototype', on.path.slice(-2).join('.'), key);
  const owner = exportName(on);
  return owner === null ? null : nameAs('prototype', owner, key);
}

function nameInBuiltin({ module, path }: Place): string | null {
  if (!module?.startsWith('node:')) return null;
  const own = path.filter((part) => part !== 'default');
  const id = module.slice('node:'.length);
  if (id === 'module' && own[0] === '_extensions' && own.length === 2) {
    return nameAs('require-extension', 'require.extensions', own[1]!);
  }
  if (own.length !== 1) return null;
  return nameAs(id === 'module' ? 'require-hook' : 'builtin-patch', id, own[0]!);
}
