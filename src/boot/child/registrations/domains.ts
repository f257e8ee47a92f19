import type { Add } from './ledger.ts';
import { dataOf, record } from './look.ts';

/** What `node:domain` does to the process when it is loaded, as kind, target and name. */
const OF_DOMAINS = [
  'builtin-patch process setUncaughtExceptionCaptureCallback',
  'builtin-patch events usingDomains',
  'builtin-patch events init',
  'prototype EventEmitter.prototype emit',
  'listener process newListener',
  'listener process removeListener',
];

/**
 * Keeps what Node itself changes when `node:domain` is loaded (`node:repl` does) from being charged to the module that
 * asked for it. To load it beforehand would change the program.
 *
 * @param events the builtin module
 * @returns to be asked at each comparison for what to note it with
 */
export function forgiveDomains(events: object): (add: Add) => Add {
  const forgiven = record<true>();
  for (let i = 0; i < OF_DOMAINS.length; i++) forgiven[OF_DOMAINS[i] as string] = true;
  const inUse = () => dataOf(events, 'usingDomains') === true;
  let known = inUse();
  return (add) => {
    if (known || !inUse()) return add;
    known = true;
    return (kind, target, name, count) => {
      if (forgiven[`${kind} ${target} ${name}`] !== true) add(kind, target, name, count);
    };
  };
}
