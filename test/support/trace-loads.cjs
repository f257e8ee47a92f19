'use strict';
// Runs first in an observed process: notes who loads what, as lines of JSON. Simple, and slow: the probe's own tests
// must not depend on it, nor it on the probe.
const { appendFileSync } = require('node:fs');
const Module = require('node:module');
const { isMainThread } = require('node:worker_threads');

const file = process.env.TRACE_INTO;
if (isMainThread) {
  const { NODE_OPTIONS: _, ...rest } = process.env;
  process.env = rest;
  const note = (line) => appendFileSync(file, `${JSON.stringify(line)}\n`);
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...more) {
    const found = resolve.call(this, request, parent, ...more);
    note({ from: parent?.filename ?? null, to: found });
    return found;
  };
  const load = Module.prototype.load;
  Module.prototype.load = function (path) {
    note({ starts: path });
    try {
      const result = load.call(this, path);
      note({ ends: path });
      return result;
    } catch (error) {
      note({ throws: path });
      throw error;
    }
  };
  const hooks = `
    import { appendFileSync } from 'node:fs';
    import { fileURLToPath } from 'node:url';
    const path = (url) => (url?.startsWith('file:') ? fileURLToPath(url) : url);
    const note = (line) => appendFileSync(${JSON.stringify(file)}, JSON.stringify(line) + '\\n');
    export async function resolve(specifier, context, next) {
      const found = await next(specifier, context);
      note({ from: path(context.parentURL) ?? null, to: path(found.url) });
      return found;
    }
    export async function load(url, context, next) {
      const found = await next(url, context);
      note({ starts: path(url), module: true });
      return found;
    }`;
  Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}
