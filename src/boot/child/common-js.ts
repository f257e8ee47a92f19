import Module from 'node:module';
import path from 'node:path';
import { EVENT } from '../protocol.ts';
import type { BodyWatch } from './body-watch.ts';
import type { Recorder } from './recorder.ts';
import * as saved from './saved.ts';

type Loader = (this: unknown, ...args: unknown[]) => unknown;

interface Internals {
  _load: Loader;
  _resolveFilename: Loader;
  _cache: Record<string, unknown>;
  prototype: { _compile: Loader };
}

const loader = Module as unknown as Internals;
const { isBuiltin } = Module;

/**
 * Times CommonJS modules: `_load` gives the whole, `_resolveFilename` the end of the search, `_compile` the end of
 * reading. Node calls `path.dirname(file)` after it has compiled a text and before it runs it: that separates the two
 * without a change to the text.
 *
 * @param bodies told of every body that starts and ends; undefined where nobody asks
 */
export function watchCommonJs(recorder: Recorder, bodies: BodyWatch | undefined): void {
  const fresh = watchResolve(recorder);
  watchLoad(recorder, fresh);
  watchCompile(recorder, bodies);
}

/** Whether the file that was found last is not in the cache yet. */
interface Fresh {
  found: boolean;
}

function watchResolve(recorder: Recorder): Fresh {
  const fresh: Fresh = { found: false };
  const original = loader._resolveFilename;
  const replacement: Loader = function (request) {
    const file = saved.apply(original, this, arguments);
    if (typeof file === 'string') {
      // A builtin is found under the name it was asked for.
      fresh.found = loader._cache[file] === undefined && (file !== request || !isBuiltin(file));
      recorder.event(EVENT.resolved, recorder.id(file), recorder.id(request));
    }
    return file;
  };
  saved.replaceMethod(loader, '_resolveFilename', replacement, original);
  return fresh;
}

function watchLoad(recorder: Recorder, fresh: Fresh): void {
  const original = loader._load;
  const nothingNew = repeatedLoads(recorder);
  const replacement: Loader = function (request, parent) {
    const importer = nameOf(parent);
    const start = recorder.count;
    const { flushes } = recorder;
    fresh.found = false;
    recorder.event(EVENT.load, recorder.id(importer), 0);
    // A full buffer was written to make room: the event is the first of the next one.
    const index = recorder.flushes === flushes ? start : 0;
    const written = recorder.flushes;
    let threw = 1;
    try {
      const result = saved.apply(original, this, arguments);
      threw = 0;
      return result;
    } finally {
      const added = recorder.count - index;
      if (recorder.flushes === written && (added === 1 || (added === 2 && !fresh.found))) {
        nothingNew(index, importer, request, threw);
      } else {
        recorder.event(EVENT.loadEnd, recorder.id(request), threw);
        recorder.flushSoon();
      }
    }
  };
  saved.replaceMethod(loader, '_load', replacement, original);
}

/** What to record of a load of what was there already. The first request of a parent is an edge still; later ones are none. */
function repeatedLoads(recorder: Recorder) {
  const known = saved.dictionary<Record<string, true>>();
  const builtins = saved.dictionary<true>();
  return (index: number, importer: unknown, request: unknown, threw: number): void => {
    if (typeof request !== 'string' || threw === 1) return recorder.rewind(index);
    const parent = typeof importer === 'string' ? importer : '';
    const requests = (known[parent] ??= saved.dictionary<true>());
    if (requests[request]) return recorder.rewind(index);
    requests[request] = true;
    if (!builtins[request] && isBuiltin(request)) {
      builtins[request] = true;
      recorder.rewrite(index, EVENT.builtin, recorder.id(request));
      recorder.event(EVENT.loadEnd, recorder.id(request), 0);
    } else {
      recorder.rewind(index);
      recorder.event(EVENT.again, recorder.id(importer), recorder.id(request));
    }
  };
}

function nameOf(parent: unknown): unknown {
  const { filename, id } = (parent ?? {}) as { filename?: unknown; id?: unknown };
  return filename ?? id;
}

/** A text between the start of its compilation and that of its evaluation. */
interface Compilation {
  readonly file: unknown;
  readonly module: object;
  started: boolean;
}

function watchCompile(recorder: Recorder, bodies: BodyWatch | undefined): void {
  let compiling: Compilation | null = null;
  const { dirname } = path;
  const original = loader.prototype._compile;
  const replacement: Loader = function (text, file) {
    const name = recorder.id(file);
    recorder.event(EVENT.compile, name, typeof text === 'string' ? text.length : 0);
    const own: Compilation = { file, module: this as object, started: false };
    compiling = own;
    let threw = 1;
    try {
      const given = bodies === undefined ? text : bodies.prepare(file, text);
      const words = given === text ? arguments : [given, file, arguments[2]];
      const result = saved.apply(original, this, words);
      threw = 0;
      return result;
    } finally {
      compiling = null;
      if (own.started) bodies?.leave(file, (this as { exports?: unknown }).exports);
      recorder.event(EVENT.executeEnd, name, threw);
    }
  };
  saved.replaceMethod(loader.prototype, '_compile', replacement, original);
  const watched = (file: unknown) => {
    if (compiling !== null && file === compiling.file) {
      const { module } = compiling;
      compiling.started = true;
      compiling = null;
      recorder.event(EVENT.execute, recorder.id(file), 0);
      recorder.flushSoon();
      bodies?.enter(file as string, module);
    }
    return dirname(file as string);
  };
  // Read-only under --permission: compilation then counts as evaluation.
  if (!saved.replaceMethod(path, 'dirname', watched, dirname)) {
    recorder.problem('compiling and evaluating CommonJS modules cannot be told apart here');
  }
}
