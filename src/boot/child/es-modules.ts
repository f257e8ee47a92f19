import url from 'node:url';
import { EVENT } from '../protocol.ts';
import type { Brackets } from './brackets.ts';
import type { NodeInternals } from './node-internals.ts';
import type { Recorder } from './recorder.ts';
import * as saved from './saved.ts';

type Method = (this: { url?: unknown }, ...args: unknown[]) => unknown;
type Methods = Record<string, Method | undefined>;

/**
 * Times ES modules from inside Node's own loader: resolution, reading, translation (compiling, or lexing a CommonJS
 * text for its exports), linking, evaluation. Which methods there are differs between versions: what is missing is left
 * alone.
 */
export function watchEsModules(recorder: Recorder, internals: NodeInternals, brackets: Brackets): void {
  const { require: nodeRequire, internalBinding } = internals;
  const { translators } = nodeRequire('internal/modules/esm/translators');
  const loader = nodeRequire('internal/modules/esm/loader').getOrInitializeCascadedLoader();
  const { ModuleWrap } = internalBinding('module_wrap');
  watchTranslators(recorder, translators as Map<string, Method>);
  watchCompiling(recorder, internals, ModuleWrap, brackets);
  const methods = Object.getPrototypeOf(loader) as Methods;
  watchResolving(recorder, loader as object, methods);
  watchReading(recorder, loader as object, methods);
  watchRequired(recorder, loader as object, methods);
  const { getPromiseDetails } = internalBinding('util') as { getPromiseDetails?: Details };
  watchModules(recorder, ModuleWrap.prototype as Methods, getPromiseDetails);
}

function watchTranslators(recorder: Recorder, translators: Map<string, Method>): void {
  for (const [format, original] of translators) {
    const kind = recorder.id(format);
    const replacement: Method = function (url) {
      const id = recorder.id(url);
      recorder.event(EVENT.translate, id, kind);
      try {
        return saved.apply(original, this, arguments);
      } finally {
        recorder.event(EVENT.translateEnd, id, 0);
      }
    };
    translators.set(format, saved.dressAs(replacement, original));
  }
}

/**
 * Node makes a module of a text by this function, which its translators look up anew each time: the text is given marks
 * around it there. Where the marked text does not compile, Node's own function compiles the plain one, so that its
 * message shows the program's text.
 */
function watchCompiling(
  recorder: Recorder,
  internals: NodeInternals,
  ModuleWrap: new (...args: unknown[]) => Compiled,
  brackets: Brackets,
): void {
  const esm = internals.require('internal/modules/esm/utils') as Methods;
  const original = esm['compileSourceTextModule'];
  if (typeof original !== 'function') {
    recorder.problem('the evaluation of ES modules cannot be timed in this version of Node');
    return;
  }
  const compileMarked = markedCompiler(String(original), internals, ModuleWrap);
  const isUsers = ofTheProgram(esm);
  const replacement: Method = function (url, source, loader, context) {
    if (typeof url === 'string' && typeof source === 'string' && isUsers(loader)) {
      try {
        // Offsets have no effect where the text names its own source.
        if (compileMarked !== undefined && !saved.contains(source, 'sourceURL=')) {
          return compileMarked(url, brackets, source, context);
        }
        return saved.apply(original, this, [url, brackets.around(url, source), loader, context]);
      } catch {
        // Once more below, with the text as it is.
      }
    }
    return saved.apply(original, this, arguments);
  };
  saved.replaceMethod(esm, 'compileSourceTextModule', replacement, original);
}

/** Node compiles modules of its own by the same function: it gives a loader, or since Node 26 a kind, for the program's. */
function ofTheProgram(esm: Methods): (loader: unknown) => boolean {
  const kinds = esm['SourceTextModuleTypes'] as { kUser?: unknown } | undefined;
  return kinds === undefined
    ? (loader) => typeof loader === 'object' && loader !== null
    : (loader) => loader === kinds.kUser;
}

interface Compiled {
  isMain?: boolean;
  readonly sourceURL?: string;
  readonly sourceMapURL?: string;
}

/**
 * As Node does it, but with the first mark on a line of its own that is numbered 0: no position in the program's text
 * moves, and no message shows our mark.
 *
 * @param source text of Node's function, to see whether it is the one we know
 */
function markedCompiler(
  source: string,
  { require: nodeRequire, internalBinding }: NodeInternals,
  ModuleWrap: new (...args: unknown[]) => Compiled,
): ((url: string, brackets: Brackets, source: string, context: unknown) => Compiled) | undefined {
  if (!/new ModuleWrap\(url, undefined, source, 0, 0, \w+\)/.test(source)) return undefined;
  const { maybeCacheSourceMap } = nodeRequire('internal/source_map/source_map_cache');
  const owner = internalBinding('symbols').source_text_module_default_hdo as unknown;
  if (typeof maybeCacheSourceMap !== 'function' || owner === undefined) return undefined;
  return (url, brackets, text, context) => {
    const module = new ModuleWrap(url, undefined, brackets.onOwnLine(url, text), -1, 0, owner);
    if ((context as { isMain?: boolean } | undefined)?.isMain === true) module.isMain = true;
    if (module.sourceMapURL) {
      maybeCacheSourceMap(url, text, module, false, module.sourceURL, module.sourceMapURL);
    }
    return module;
  };
}

/** What each version calls first, oldest first; later versions keep some of the older names for other uses. */
const RESOLVERS = ['defaultResolve', 'resolve', 'resolveSync'];

function watchResolving(recorder: Recorder, loader: object, methods: Methods): void {
  const name = RESOLVERS.find((method) => typeof methods[method] === 'function');
  if (name === undefined) return;
  const original = methods[name];
  const replacement: Method = function (first, second) {
    // Since Node 24: (parent, request); before: (specifier, parent).
    const isNew = name === 'resolveSync';
    const specifier = isNew ? (second as { specifier?: unknown } | undefined)?.specifier : first;
    recorder.event(EVENT.resolve, recorder.id(isNew ? first : second), recorder.id(specifier));
    let result: unknown;
    try {
      return (result = saved.apply(original as Method, this, arguments));
    } finally {
      endResolving(recorder, result);
    }
  };
  saved.replaceMethod(loader, name, replacement, original);
}

function endResolving(recorder: Recorder, result: unknown): void {
  const found = result as { url?: unknown } | Promise<{ url?: unknown }> | undefined;
  if (!isPromise(found)) {
    recorder.event(EVENT.resolveEnd, recorder.id(found?.url), 0);
    return;
  }
  recorder.event(EVENT.resolveEnd, 0, 1);
  later(found, (value) =>
    recorder.event(EVENT.resolveEnd, recorder.id((value as { url?: unknown } | undefined)?.url), 2),
  );
}

/**
 * Where reading goes on asynchronously, its end is not waited for: a reaction of ours to the promise would take the async
 * frames out of stack traces. The translation comes next.
 */
function watchReading(recorder: Recorder, loader: object, methods: Methods): void {
  const original = methods['load'];
  if (typeof original !== 'function') return;
  const replacement: Method = function (url) {
    const id = recorder.id(url);
    recorder.event(EVENT.read, id, 0);
    let result: unknown;
    try {
      return (result = saved.apply(original, this, arguments));
    } finally {
      recorder.event(isPromise(result) ? EVENT.readPause : EVENT.readEnd, id, 0);
    }
  };
  saved.replaceMethod(loader, 'load', replacement, original);
}

/**
 * require() of an ES module: its text goes straight to the compiler, where no mark can be set without a change to its
 * first line. None is needed: such a graph is evaluated in one go, and what its evaluation takes beside its imports is
 * the root's body.
 */
function watchRequired(recorder: Recorder, loader: object, methods: Methods): void {
  const original = methods['importSyncForRequire'];
  if (typeof original !== 'function') return;
  const replacement: Method = function (_module, file) {
    const id = recorder.id(urlOf(file as string));
    recorder.event(EVENT.requireEsm, id, 0);
    compiling.id = id;
    try {
      return saved.apply(original, this, arguments);
    } finally {
      compiling.id = 0;
      recorder.event(EVENT.requireEsmEnd, id, 0);
    }
  };
  saved.replaceMethod(loader, 'importSyncForRequire', replacement, original);
}

const { pathToFileURL } = url;
const href = saved.getOwnPropertyDescriptor(URL.prototype, 'href')?.get as () => string;
const urlOf = (file: string) => saved.apply(href, pathToFileURL(file), []) as string;

/** The root of a require() that is being compiled; 0 for none. */
const compiling = { id: 0 };

function watchModules(recorder: Recorder, modules: Methods, details: Details | undefined): void {
  for (const name of ['instantiate', 'instantiateSync']) {
    around(recorder, modules, name, EVENT.instantiate, EVENT.instantiateEnd);
  }
  for (const name of ['evaluate', 'evaluateSync']) watchEvaluating(recorder, modules, name, details);
  watchLinks(recorder, modules);
  const requests = modules['getModuleRequests'];
  if (typeof requests !== 'function') return;
  const replacement: Method = function () {
    if (compiling.id !== 0) {
      recorder.event(EVENT.requireEsmCompiled, compiling.id, 0);
      compiling.id = 0;
    }
    return saved.apply(requests, this, arguments);
  };
  saved.replaceMethod(modules, 'getModuleRequests', replacement, requests);
}

function around(recorder: Recorder, owner: Methods, name: string, start: number, end: number): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  const replacement: Method = function () {
    const id = recorder.id(this.url);
    recorder.event(start, id, 0);
    try {
      return saved.apply(original, this, arguments);
    } finally {
      recorder.event(end, id, 0);
    }
  };
  saved.replaceMethod(owner, name, replacement, original);
}

/** How a promise stands, as `internalBinding('util')` tells it: its state (0 is pending, 2 rejected) and result. */
type Details = (promise: unknown) => readonly unknown[] | undefined;

/** The promise of an evaluation is looked at, not listened to: see {@link watchReading}. */
function watchEvaluating(
  recorder: Recorder,
  owner: Methods,
  name: string,
  details: Details | undefined,
): void {
  const original = owner[name];
  if (typeof original !== 'function') return;
  const replacement: Method = function () {
    const id = recorder.id(this.url);
    recorder.event(EVENT.evaluate, id, 0);
    let threw = 1;
    let pending = false;
    try {
      const result = saved.apply(original, this, arguments);
      const state = isPromise(result) ? details?.(result)?.[0] : 1;
      threw = state === 2 ? 1 : 0;
      pending = state === 0;
      return result;
    } finally {
      recorder.event(EVENT.evaluatePause, id, 0);
      if (!pending) recorder.event(EVENT.evaluateEnd, id, threw);
    }
  };
  saved.replaceMethod(owner, name, replacement, original);
}

/** The last argument is the list of imported modules, in source order; in some versions a promise of it. */
function watchLinks(recorder: Recorder, owner: Methods): void {
  const original = owner['link'];
  if (typeof original !== 'function') return;
  const replacement: Method = function () {
    const modules = arguments[arguments.length - 1] as { length?: number; [at: number]: { url?: unknown } };
    if (typeof modules === 'object' && typeof modules.length === 'number') {
      const from = recorder.id(this.url);
      for (let at = 0; at < modules.length; at++) {
        const to = modules[at]?.url;
        if (typeof to === 'string') recorder.event(EVENT.link, from, recorder.id(to));
      }
    }
    return saved.apply(original, this, arguments);
  };
  saved.replaceMethod(owner, 'link', replacement, original);
}

const NativePromise = Promise;
const { then } = NativePromise.prototype;

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof NativePromise;
}

/** Listens to a promise on the side: the program's own handlers, or their absence, must not change. */
function later(promise: Promise<unknown>, done: (value: unknown) => void): void {
  saved.apply(then, promise, [done, () => {}]);
}
