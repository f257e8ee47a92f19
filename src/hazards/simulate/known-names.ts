/** Methods that call the functions they are given before they return. */
export const CALLS_AT_ONCE: ReadonlySet<string> = new Set([
  'forEach',
  'map',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'sort',
  'toSorted',
  'from',
  'replace',
  'replaceAll',
  'parse',
  'stringify',
  'groupBy',
  'fromEntries',
  'apply',
  'call',
]);

/** Methods that keep the functions they are given for later. */
export const CALLS_LATER: ReadonlySet<string> = new Set([
  'then',
  'catch',
  'finally',
  'on',
  'once',
  'addListener',
  'addEventListener',
  'prependListener',
  'subscribe',
  'nextTick',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'get',
  'post',
  'put',
  'delete',
  'patch',
  'use',
  'all',
  'command',
  'action',
  'handle',
  'register',
]);

/** Methods that call what was registered before. */
export const EMITS: ReadonlySet<string> = new Set(['emit', 'dispatchEvent', 'fire', 'trigger']);

/** Of these a callback may never run on fewer than two elements. */
export const NEEDS_TWO: ReadonlySet<string> = new Set(['sort', 'toSorted', 'reduce', 'reduceRight']);
