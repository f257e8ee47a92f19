import type { RegistrationKind } from '../../../model/boot.ts';
import { dataOf, isPlain } from './look.ts';
import type { WatchedObject } from './properties.ts';

const getBuiltin = (process as { getBuiltinModule?: (id: string) => unknown }).getBuiltinModule;

/** Constructors of the language that programs extend. */
const CONSTRUCTORS =
  'Object Function Array String Number Boolean Symbol BigInt Date RegExp Promise Map Set Error Buffer'.split(
    ' ',
  );

/** Objects of functions that programs replace one by one. */
const NAMESPACES = ['console', 'JSON', 'Math', 'Reflect', 'performance'];

/** Builtin modules, and the classes in them whose prototypes are watched as well. */
const BUILTINS: Readonly<Record<string, readonly string[]>> = {
  fs: [],
  'fs/promises': [],
  http: ['IncomingMessage', 'OutgoingMessage', 'ServerResponse', 'ClientRequest', 'Server', 'Agent'],
  https: [],
  net: ['Socket', 'Server'],
  child_process: ['ChildProcess'],
  timers: [],
  stream: ['Stream', 'Readable', 'Writable'],
  events: ['EventEmitter'],
  crypto: [],
  cluster: [],
  // Replaces process.chdir when it is loaded, which would be charged to whoever loads it first.
  worker_threads: [],
};

/** Listeners are looked at elsewhere. */
const EMITTER_STATE = ['_events', '_eventsCount', '_maxListeners'];

/** What Node itself writes on process while a program starts, and what it computes anew whenever it is looked at. */
const PROCESS_STATE = [
  ...EMITTER_STATE,
  ...'_exiting exitCode mainModule domain _channel _disconnect _preload_modules'.split(' '),
  ...'allowedNodeEnvironmentFlags title ppid debugPort'.split(' '),
];

/** Builtins with properties that Node itself replaces by values when they are first read (`fs.opendir` of Node 20). */
const LAZY = ['fs', 'crypto'];

/** Accessors of Node that hold a value a program may set. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  events: ['defaultMaxListeners'],
  http: ['globalAgent'],
  module: ['wrap', 'wrapper'],
};

/** A builtin module; undefined where this Node has none of that name. Does what `require` of it does. */
export function builtin(id: string): object | undefined {
  try {
    const found = getBuiltin?.(id);
    return isPlain(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The objects of the language and of Node that programs change. Builtin modules are loaded for it, so that a program
 * that loads one and patches it in one go is seen.
 */
export function nodeObjects(): WatchedObject[] {
  const found: WatchedObject[] = [];
  const push = (
    object: unknown,
    target: string,
    kind: RegistrationKind,
    more: Partial<WatchedObject> = {},
  ): void => {
    if (isPlain(object)) found.push({ object, target, kind, ...more });
  };
  push(globalThis, 'globalThis', 'global', { lazy: true });
  push(process, 'process', 'builtin-patch', { ignored: PROCESS_STATE });
  for (const name of NAMESPACES) push(dataOf(globalThis, name), name, 'builtin-patch');
  const performance = dataOf(globalThis, 'performance');
  if (isPlain(performance)) push(Object.getPrototypeOf(performance), 'Performance.prototype', 'prototype');
  for (const name of CONSTRUCTORS) pushClass(push, dataOf(globalThis, name), name);
  for (const [id, classes] of Object.entries(BUILTINS)) {
    const exports = builtin(id);
    if (exports === undefined) continue;
    const isLazy = LAZY.includes(id) ? ({ lazy: true } as const) : {};
    push(exports, id, 'builtin-patch', { called: HELD[id] ?? [], ignored: EMITTER_STATE, ...isLazy });
    for (const name of classes) push(prototypeOf(dataOf(exports, name)), `${name}.prototype`, 'prototype');
  }
  pushModule(push);
  return found;
}

type Push = (object: unknown, target: string, kind: RegistrationKind, more?: Partial<WatchedObject>) => void;

function pushClass(push: Push, constructor: unknown, name: string): void {
  push(constructor, name, 'builtin-patch');
  push(prototypeOf(constructor), `${name}.prototype`, 'prototype');
}

/** The module system: what is put there sees or changes how every later module is loaded. */
function pushModule(push: Push): void {
  const module = builtin('module');
  if (module === undefined) return;
  push(module, 'module', 'require-hook', { called: HELD['module'] ?? [] });
  push(dataOf(module, 'prototype'), 'Module.prototype', 'require-hook');
  push(dataOf(module, '_extensions'), 'require.extensions', 'require-extension');
}

function prototypeOf(constructor: unknown): unknown {
  return isPlain(constructor) ? dataOf(constructor, 'prototype') : undefined;
}
