'use strict';
// Runs first in an observed process: notes files that are no scripts, which V8's coverage cannot show.
const { appendFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { isMainThread } = require('node:worker_threads');

if (isMainThread && process.env.OBSERVE_INTO) {
  const file = join(process.env.OBSERVE_INTO, `loads-${process.pid}.txt`);
  const load = Module.prototype.load;
  Module.prototype.load = function (path) {
    if (/\.(json|node|wasm)$/.test(path)) appendFileSync(file, `${path}\n`);
    return load.call(this, path);
  };
  if (process.env.OBSERVE_IMPORTS) {
    const hooks = `
      import { appendFileSync } from 'node:fs';
      import { fileURLToPath } from 'node:url';
      export async function load(url, context, next) {
        if (/^file:.*\\.(json|node|wasm)$/.test(url)) {
          appendFileSync(${JSON.stringify(file)}, fileURLToPath(url) + '\\n');
        }
        return next(url, context);
      }`;
    Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
  }
}
