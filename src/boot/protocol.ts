/**
 * What the probe writes and the launcher reads: one file a thread, made of chunks. A chunk is a header of four 32-bit
 * words (magic, bytes of the string section, number of events, 0), the strings, zeros up to a multiple of 8, and the
 * events. A string is a 32-bit length in bytes and its UTF-8 text; strings are numbered from 1 over the whole file.
 * An event is four 64-bit floats: type, a, b, time in ms since the thread's time origin. All little-endian, so that a
 * chunk is written by one call and a process that is killed loses no chunk before it.
 */
export const CHUNK_MAGIC = 0xb007_b007;
export const CHUNK_HEADER_BYTES = 16;
export const EVENT_BYTES = 32;

/** Trace files in the run's folder are called `<pid>-<threadId>.trace`; those of loader hooks `<pid>-hooks.trace`. */
export const TRACE_SUFFIX = '.trace';
/** The name our code has in a measured process; Node's own files are called so. */
export const OUR_FILE = 'node:internal/import-budget';
/** Made in the run's folder by the process that reached the awaited moment; holds its pid. */
export const READY_FILE = 'ready';

/**
 * Types of events. Strings are given by number, 0 for none. A "file" is an absolute path, a "url" what the ES module
 * loader calls the module.
 */
export const EVENT = {
  /** Module._load entered: a = file of the parent or 0. Becomes BUILTIN when a builtin was asked for. */
  load: 1,
  /** a = file found, b = request. */
  resolved: 2,
  /** Module._compile entered: a = file, b = UTF-16 length of the text. */
  compile: 5,
  /** Compiled; its body starts: a = file. */
  execute: 6,
  /** Module._compile left: a = file, b = 1 where it threw. */
  executeEnd: 7,
  /** Module._load left: a = request, b = 1 where it threw. */
  loadEnd: 8,
  /** As load, for a builtin: a = file of the parent or 0, b = name. */
  builtin: 9,
  /** A module that was loaded before is asked for, the first time by this parent: a = file of the parent, b = request. */
  again: 10,

  /** The ES module loader resolves: a = url of the parent or 0, b = specifier. */
  resolve: 20,
  /** a = url found or 0; b = 0 done, 1 goes on asynchronously, 2 that has ended. */
  resolveEnd: 21,
  /** The ES module loader reads: a = url. */
  read: 22,
  /** The synchronous part of reading ended, the rest goes on until the translation, or `readEnd`: a = url. */
  readPause: 23,
  /** a = url. */
  readEnd: 24,
  /** A translator makes a module of the text (compiles it, or lexes a CommonJS one): a = url, b = format. */
  translate: 25,
  /** a = url. */
  translateEnd: 26,
  /** a = url of the root of what is linked. */
  instantiate: 27,
  instantiateEnd: 28,
  /** a = url of the root of what is evaluated. */
  evaluate: 29,
  /** The synchronous part of an evaluation ended: a = url. */
  evaluatePause: 30,
  /** Evaluation ended, awaits included: a = url, b = 1 where it threw. */
  evaluateEnd: 31,
  /** The body of an ES module starts: a = url. */
  body: 32,
  /** a = url. */
  bodyEnd: 33,
  /**
   * require() of an ES module: a = url of the root. Until `requireEsmCompiled` the time is its compilation. Its body has
   * no events: what `evaluate` of that url takes beside its imports is its evaluation.
   */
  requireEsm: 34,
  requireEsmCompiled: 35,
  requireEsmEnd: 36,
  /** An edge between ES modules: a = url of the importer, b = url of the imported. */
  link: 37,

  /** The first event: a = number of the header (JSON of {@link ThreadHeader}), b = ms when the probe was entered. */
  start: 40,
  /** The probe is in place: what came before is Node's and ours. */
  installed: 41,
  /** The awaited moment: a = its name (`listen`), b = port or 0. */
  ready: 42,
  /** a = a {@link METRIC}, b = its value. Taken at `ready` and at the end. */
  metric: 43,
  /** The process ends: a = exit code. */
  exit: 44,
  /** Something the probe could not do: a = one sentence. */
  problem: 45,
  /** Registrations run: a = JSON of one registration (kind, target, name, count), b = file or url of the module. */
  registration: 46,
  /** Late loads: a module is loaded though the boot is over: a = its rank among those asked for. */
  lateLoad: 47,
  /** a = its rank, b = why it failed, or 0. */
  lateLoadEnd: 48,
} as const;

export const METRIC = {
  /** User and system CPU of the process in microseconds. */
  cpuUs: 1,
  /** Peak resident memory in bytes. */
  maxRssBytes: 2,
  heapUsedBytes: 3,
  /** `process.hrtime()` in nanoseconds at the time of the event: the launcher's clock on the same machine. */
  hrtimeNs: 5,
} as const;

/** What a thread says about itself when the probe starts. */
export interface ThreadHeader {
  readonly node: string;
  readonly pid: number;
  readonly ppid: number;
  readonly threadId: number;
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly cwd: string;
  /** `performance.timeOrigin`: ms since 1970. */
  readonly timeOrigin: number;
  /** `process.hrtime()` in nanoseconds, taken together with `nowMs`. */
  readonly hrtimeNs: number;
  readonly nowMs: number;
  /** How modules are seen; null in plain runs. */
  readonly mode: 'internal' | 'register-hooks' | 'register' | 'cjs-only' | null;
}

/** What a child process has to watch for; `none` where the launcher sees the moment from outside. */
export type ChildReady =
  | { readonly kind: 'none' }
  | { readonly kind: 'main' }
  /** TCP or pipe; port 0 stands for any. */
  | { readonly kind: 'listen'; readonly port: number }
  | { readonly kind: 'mark'; readonly name: string }
  | { readonly kind: 'send' }
  | { readonly kind: 'idle'; readonly idleMs: number }
  /** The launcher sees the moment, and makes this file then. */
  | { readonly kind: 'told'; readonly file: string }
  /** Listening on TCP, or idle for that long, whichever comes first. */
  | { readonly kind: 'auto'; readonly idleMs: number };

/** What the generated preload hands to the code in the measured process. */
export interface ChildSettings {
  /** The run's folder, absolute. */
  readonly folder: string;
  readonly kind: 'plain' | 'probed' | 'registrations';
  /** A mode to use instead of the best one there is. */
  readonly mode: 'internal' | 'register-hooks' | 'register' | 'cjs-only' | null;
  readonly ready: ChildReady;
  /** What NODE_OPTIONS begins with to bring the probe along: hidden from the program, given to its children again. */
  readonly injected: string;
  /** The folder of our child code, absolute. */
  readonly code: string;
  /** Registrations run: where calls of registrars are to be reported. */
  readonly registrars: readonly RegistrarPlace[];
  /** Registrations run: what to load once the boot is over. */
  readonly late?: LateSettings;
}

/** Modules to load in a process that has booted; the launcher is told of the awaited moment only after them. */
export interface LateSettings {
  /** Main script of the process they are loaded in; null for any but launchers. Absolute real path. */
  readonly main: string | null;
  readonly modules: readonly LateModule[];
}

export interface LateModule {
  /** Absolute real path. */
  readonly file: string;
  readonly how: 'import' | 'require';
  /** What to `require()` where nothing asynchronous runs: an ES module that imports it, for such a root is not watched. */
  readonly required: string;
}

/** A function to watch: a call of the reporter is inserted at an offset of its file's text. */
export interface RegistrarPlace {
  /** Absolute real path. */
  readonly file: string;
  /** UTF-16 offset behind the opening brace of the function's body and its directives, in the text without BOM. */
  readonly offset: number;
  /** UTF-16 length of that text: another one was compiled by a loader, and the offset says nothing. */
  readonly textLength: number;
  /** The offset is that of an arrow function's body that is an expression. */
  readonly expression?: true;
  /** As named in the config: `src/bus.ts#subscribe`. */
  readonly name: string;
  /** Names of its parameters that can be read there; the first one's value is recorded when it is a text. */
  readonly firstParameter: string | null;
}
