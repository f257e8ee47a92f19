import type { RegistrationKind } from '../../model/boot.ts';
import { registrationName } from '../../model/registration-name.ts';
import { isOfEmitters } from './known.ts';
import type { Place } from './value.ts';

/** Longer texts, and those of several lines, are no names of anything. */
const MOST_TEXT = 80;
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

/** A place as the source names it: `bus.on`, `process.env.PATH`, `globalThis.fetch`. */
export function shown({ target, module, local, path }: Place): string {
  if (target === 'global') return path.length === 0 ? 'globalThis' : path.join('.');
  const named = path.filter((part) => part !== 'default');
  if (local === null || (isCompilers(local) && path.length > 0 && path[0] !== 'default')) {
    return named.length > 0 ? named.join('.') : (module ?? 'import');
  }
  return [local.replace(COMPILERS, ''), ...named].join('.');
}

/** Compilers name what they require after the file: `bus_1`. */
const COMPILERS = /_\d+$/;

function isCompilers(local: string): boolean {
  return COMPILERS.test(local);
}

/** Whether it is what a module exports by a name, or by default, and no member of that. */
export function isPlain({ local, path }: Place): boolean {
  const names = path.filter((part) => part !== 'default');
  const isNamed = local === null || (isCompilers(local) && path[0] !== 'default');
  return names.length <= (isNamed ? 1 : 0);
}

/** The last name: of a default export the one it is imported by. */
export function verbOf({ path, local }: Place): string {
  const last = path.findLast((part) => part !== 'default');
  return last ?? (local ?? '').replace(COMPILERS, '');
}

/** What boots name an exported object or function by: `src/bus.ts#subscribe`; null for what is outside the graph. */
export function exportName({ module, path }: Place): string | null {
  if (module === null) return null;
  const id = module.replace(/^node:/, '');
  return path.length === 0 ? id : `${id}#${path.join('.')}`;
}

/** A place without its last member: what the member is called on. */
export function holderOf(place: Place): Place {
  return { ...place, path: place.path.slice(0, -1) };
}

/** A text as part of a name; null where it cannot be one. */
export function asName(text: string | null): string | null {
  return text === null || text.length > MOST_TEXT || UNPRINTABLE.test(text) ? null : text;
}

/** What boots name the call of a listening method, or of a registrar, by; null where no boot would report it. */
export function nameOfCall(callee: Place, text: string | null): string | null {
  const on = holderOf(callee);
  if (!isPlain(callee) && isOfEmitters(verbOf(callee))) {
    const emitter = callee.target === 'global' ? shown(on) : exportName(on);
    return emitter === null ? null : nameAs('listener', emitter, text ?? '');
  }
  const registrar = callee.target === 'global' ? null : exportName(callee);
  return registrar === null ? null : nameAs('registrar', registrar, text ?? '');
}

/** @param target as boots name it: `process`, `Array.prototype` */
export function nameAs(kind: RegistrationKind, target: string, name: string): string {
  return registrationName({ kind, target, name, module: '' as never, count: 1 });
}
