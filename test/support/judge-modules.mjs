// Child of NodeJudge: loads one entry after the other (each from a new folder, so as new modules) and tells how it went.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** An entry that is not there after this time waits for itself. */
const DEADLOCK_MS = 1500;
const require = createRequire(import.meta.url);
let trace = [];
let early = [];

globalThis.__trace = (text) => trace.push(text);
globalThis.__early = (name) => early.push(name);
globalThis.yes = true;
globalThis.no = false;
globalThis.callNow = (step) => step();
globalThis.callLater = () => {};
// Errors of what a module leaves behind are no part of its evaluation.
process.on('uncaughtException', () => {});
process.on('unhandledRejection', () => {});

process.on('message', async ({ folder, entry }) => {
  [trace, early] = [[], []];
  const file = `${folder}/${entry}`;
  let failure = null;
  try {
    if (/\.c?js$/.test(entry)) require(file);
    else await inTime(import(pathToFileURL(file).href));
  } catch (error) {
    failure = told(error, folder);
  }
  const answer = { failure, trace: [...trace], early: [...early] };
  // What still runs must not be taken for the next one's.
  setImmediate(() => setImmediate(() => process.send(answer)));
});

function inTime(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('never there'), { code: 'DEADLOCK' })),
      DEADLOCK_MS,
    );
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function told(error, folder) {
  const frames = String(error?.stack).replaceAll('\\', '/').split('\n    at ').slice(1).join('\n');
  const file = frames.split(`${folder}/`)[1]?.replace(/:\d+:\d+[^]*$/, '') ?? null;
  return { name: error?.name, code: error?.code ?? null, file, message: String(error?.message) };
}
