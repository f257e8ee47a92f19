import type { Registration } from './boot.ts';

/** What would break a line, or hide in one. */
const UNPRINTABLE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * The one name of a registration, in the config, the baseline and findings: `listener process SIGTERM`,
 * `registrar src/bus.ts#subscribe order.created`. One line, whatever the program calls its events. It names no module:
 * that another one does it is no loss.
 */
export function registrationName({ kind, target, name }: Registration): string {
  return `${kind} ${target} ${name}`.replaceAll(UNPRINTABLE, escaped).trimEnd();
}

/**
 * Whether a registration of this name may be there in one boot and gone in the next, by mere timing: open handles, and
 * timers that fire. No baseline can hold it against a program.
 */
export function comesAndGoes(name: string): boolean {
  return /^(handle|timer) /.test(name);
}

function escaped(character: string): string {
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}
