/** Globals that only make or compute something, whatever of them is called. */
const PURE_GLOBALS = new Set(
  `Object Array Math JSON String Number Boolean Symbol BigInt Date RegExp Map Set WeakMap WeakSet WeakRef
  FinalizationRegistry Promise Proxy Reflect Intl Function Iterator Atomics WebAssembly ArrayBuffer SharedArrayBuffer
  DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array
  BigInt64Array BigUint64Array Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError
  DOMException URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal Event EventTarget Headers Request
  Response FormData Blob File ReadableStream WritableStream TransformStream Buffer performance crypto parseInt parseFloat
  isNaN isFinite encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape structuredClone atob btoa
  require clearTimeout clearInterval clearImmediate navigator`.split(/\s+/),
);

/** Names that every file has for itself. */
const FILE_NAMES = new Set('module exports arguments __dirname __filename NaN Infinity'.split(' '));

const GLOBAL_OBJECTS = new Set(['globalThis', 'global', 'window', 'self']);

const TIMERS = /^(?:setTimeout|setInterval|setImmediate|queueMicrotask|process\.nextTick)$/;
const EMITTING = /^(?:on|once|addListener|prependListener|prependOnceListener)$/;
const LISTENING = /^(?:addEventListener|subscribe|addHook)$/;
const PRINTING =
  /^(?:log|info|warn|warning|error|debug|trace|verbose|silly|fatal|print|println|write|writeLine)$/;
/** Starts or runs something; what it is given is only used. */
const RUNNING =
  /^(?:run|main|start|bootstrap|boot|exec|execute|spawn|launch|init|initialize|initialise|load|config|setup|cli|parse|then|catch|finally|next|emit|send|fetch|rm|mkdir|mv|cp|chmod|.*Sync)$/;
/** Says something about its arguments, and nothing more where it holds. */
const ASSERTING = /^(?:assert|invariant|ok|equal|strictEqual|deepEqual|debuglog)|^check[A-Z]/;
/** Registers whatever it is given, or nothing. */
const REGISTERING =
  /^(?:add|register|subscribe|use|install|define|bind|provide|hook|attach|mount|plugin|extend|on[A-Z])/;
/** Reads of arrays, texts, maps and functions. */
const READING =
  /^(?:at|bind|charAt|concat|endsWith|entries|every|filter|find|findIndex|findLast|flat|flatMap|get|has|hasOwnProperty|includes|indexOf|join|keys|lastIndexOf|map|match|padEnd|padStart|reduce|reduceRight|repeat|replace|replaceAll|slice|some|split|startsWith|substring|test|toLowerCase|toString|toUpperCase|trim|valueOf|values)$/;
/** Changes its first argument only. */
const CHANGES_FIRST =
  /^(?:inherits|extends?|merge|mergeWith|assign|assignIn|mixin|mixins|applyMixins|defaults|defaultsDeep|defineProperty|defineProperties|setPrototypeOf|deepFreeze|freeze|promisifyAll|hoistStatics|copyProps|__\w+)$/;
/** Packages of helpers that compilers call. */
const HELPERS = /(?:^|\/)(?:tslib|@babel\/runtime[\w-]*|@swc\/helpers|inherits)(?:\/|$)/;
const SYNCHRONOUS =
  /^(?:forEach|map|filter|reduce|reduceRight|some|every|find|findIndex|findLast|flatMap|sort|replace|from)$/;

/** Whether calling this global changes nothing outside. */
export function isPureGlobal(root: string): boolean {
  return PURE_GLOBALS.has(root) || FILE_NAMES.has(root);
}

/** Whether a name that nothing declares is the file's own all the same. */
export function isFileName(name: string): boolean {
  return FILE_NAMES.has(name);
}

export function isGlobalObject(name: string): boolean {
  return GLOBAL_OBJECTS.has(name);
}

/** @param path as the source has it: `process.nextTick` */
export function startsTimer(path: string): boolean {
  return TIMERS.test(path);
}

/** Whether it is how listeners are added to Node's emitters. */
export function isOfEmitters(verb: string): boolean {
  return EMITTING.test(verb);
}

/** Whether it adds a listener, or the like, even where its result is kept: that is to take it off again. */
export function listens(verb: string): boolean {
  return isOfEmitters(verb) || LISTENING.test(verb);
}

export function prints(verb: string): boolean {
  return PRINTING.test(verb);
}

/** Whether a call whose result nobody takes hands something over to be kept. */
export function registers(verb: string, hasArguments: boolean): boolean {
  if (RUNNING.test(verb)) return false;
  return hasArguments || listens(verb) || REGISTERING.test(verb);
}

/** Whether calling it changes nothing: it reads, or checks. */
export function onlyReads(verb: string): boolean {
  return READING.test(verb) || ASSERTING.test(verb);
}

export function changesFirstArgument(verb: string): boolean {
  return CHANGES_FIRST.test(verb);
}

export function isHelper(module: string): boolean {
  return HELPERS.test(module);
}

/** Whether a method of this name calls the function it is given at once. */
export function callsAtOnce(verb: string): boolean {
  return SYNCHRONOUS.test(verb);
}
