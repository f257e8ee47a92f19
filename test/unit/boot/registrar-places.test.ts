import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { insertReporters } from '../../../src/boot/child/registrations/insert.ts';
import { registrarPlaces } from '../../../src/boot/registrar-places.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Runs a CommonJS text with the reporters in it; `use` is evaluated at its end. */
async function calls(text: string, name: string, use: string) {
  const folder = tempFolder({ 'bus.cjs': text });
  const file = join(folder, 'bus.cjs');
  const { places, problems } = await registrarPlaces([`./bus#${name}`], () => file);
  expect(problems).toEqual([]);
  const inserted = insertReporters(text, places, 'REPORTER', file);
  expect(inserted.split('\n')).toHaveLength(text.split('\n').length);
  const run = (code: string) => {
    const seen: unknown[] = [];
    const module = { exports: {} };
    const REPORTER = (...given: unknown[]) => void seen.push(given);
    const result = runInNewContext(`${code}\n;${use}`, {
      module,
      exports: module.exports,
      REPORTER,
    }) as unknown;
    return { seen, result };
  };
  // A reporter changes nothing but that it is called.
  expect(run(inserted).result).toEqual(run(text).result);
  return run(inserted).seen;
}

test.each([
  ['a declaration', 'function on(event, run) {\n  return [event, run];\n}', 'on', 'on("e", 1)'],
  ['one on one line', 'function on(event){return event}', 'on', 'on("e")'],
  ['an empty one', 'function on(event) {}', 'on', 'on("e")'],
  ['a default', 'function on(event = "e") { return event }', 'on', 'on()'],
  ['an async one', 'async function on(event) { await 0 }', 'on', 'typeof on("e")'],
  ['a function expression', 'const on = function (event) { return event };', 'on', 'on("e")'],
  ['an arrow', 'const on = (event) => { return event };', 'on', 'on("e")'],
  ['an arrow without body', 'const on = event => event ? event : 0;', 'on', 'on("e")'],
  ['an arrow to an object', 'const on = (event) => ({ event });', 'on', 'on("e").event'],
  ['an arrow that assigns', 'let last; const on = (event) => last = event;', 'on', 'on("e") + last'],
  ['an arrow to an arrow', 'const on = (event) => (run) => run(event);', 'on', 'on("e")(String)'],
  ['an arrow to a function', 'const on = event => function () { return event };', 'on', 'on("e")()'],
  ['a method', 'class Bus { on(event) { return event } }', 'Bus.on', 'new Bus().on("e")'],
  ['a static method', 'class Bus { static on(event) { return event } }', 'Bus.on', 'Bus.on("e")'],
  ['a field', 'class Bus { on = (event) => event }', 'Bus.on', 'new Bus().on("e")'],
  ['a class expression', 'const Bus = class { on(event) { return event } }', 'Bus.on', 'new Bus().on("e")'],
  ['a member of an object', 'const bus = { a: { on(event) { return event } } }', 'bus.a.on', 'bus.a.on("e")'],
  ['exports.on', 'exports.on = function (event) { return event }', 'on', 'exports.on("e")'],
  ['module.exports.on', 'module.exports.on = (event) => { return event }', 'on', 'module.exports.on("e")'],
  ['module.exports', 'module.exports = { on(event) { return event } }', 'on', 'module.exports.on("e")'],
  ['a default export', 'module.exports = (event) => event', 'default', 'module.exports("e")'],
  ['an alias', 'function f(event) { return event }\nmodule.exports = { on: f }', 'on', 'f("e")'],
  ['a prototype', 'function Bus() {}\nBus.prototype.on = function (event) {}', 'Bus.on', 'new Bus().on("e")'],
  [
    'an old class',
    'var Bus = (function () { function Bus() {}\nBus.prototype.on = function (event) {}; return Bus; })();',
    'Bus.on',
    'new Bus().on("e")',
  ],
  [
    'the outer of two',
    'function outer() { function on(event) { throw 1 } }\nfunction on(event) {}',
    'on',
    'outer(), on("e")',
  ],
  [
    'one behind a method of that name',
    'class Other { on(event) {} }\nconst other = { on(event) {} };\nfunction on(event) {}',
    'on',
    'new Other().on("x"), other.on("y"), on("e")',
  ],
  [
    'either of two',
    'if (1) exports.on = (event) => 1; else exports.on = (event) => 2;',
    'on',
    'exports.on("e")',
  ],
])('%s is found, and called as before', async (_, text, name, use) => {
  expect(await calls(text, name, use)).toEqual([[0, 'e']]);
});

test('strict mode stays, and a parameter that is no plain name is left out', async () => {
  const strict = 'function on({ event }) {\n  "use strict"\n  return this === undefined;\n}';
  const place = 'function on(event) { "use strict"; return this === undefined }';
  expect(await calls(place, 'on', 'on("e")')).toEqual([[0, 'e']]);
  // Directives are not allowed beside patterns, so this one is only looked at.
  expect(await calls(strict.replace('  "use strict"\n', ''), 'on', 'on({ event: 1 })')).toEqual([[0]]);
});

test('what cannot be watched is said', async () => {
  const folder = tempFolder({ 'bus.cjs': 'function* on() {}\nexports.off = 1;', 'bad.cjs': 'no program' });
  const fileOf = (module: string) => (module === 'gone' ? null : join(folder, module));
  const asked = ['bus.cjs#on', 'bus.cjs#off', 'bus.cjs#off', 'bad.cjs#on', 'gone#on', 'missing.cjs#on'];
  const { places, problems } = await registrarPlaces(asked, fileOf);
  expect(places).toEqual([]);
  expect(problems.map(({ message }) => message.replaceAll(folder, '').replaceAll('\\', '/'))).toEqual([
    'The registrar "bus.cjs#on" is not watched: it is a generator',
    'The registrar "bus.cjs#off" is not watched: /bus.cjs defines no function of that name',
    'The registrar "bad.cjs#on" is not watched: /bad.cjs cannot be parsed',
    'The registrar "gone#on" is not watched: there is no such module',
    'The registrar "missing.cjs#on" is not watched: there is no such module',
  ]);
});

test('TypeScript and ES modules are read too', async () => {
  const folder = tempFolder({
    'bus.ts':
      'export class Bus<T> {\n  on(this: Bus<T>, event: T): void {}\n}\nexport default (e: string) => e;\n',
    'bus.mjs': 'const f = (event) => {};\nexport { f as on };\n',
  });
  const asked = ['bus.ts#Bus.on', 'bus.ts#default', 'bus.mjs#on'];
  const { places, problems } = await registrarPlaces(asked, (module) => join(folder, module));
  expect(problems).toEqual([]);
  expect(places).toMatchObject([
    { name: 'bus.ts#Bus.on', offset: 58, firstParameter: 'event' },
    { name: 'bus.ts#default', expression: true, firstParameter: 'e' },
    { name: 'bus.mjs#on', offset: 22, firstParameter: 'event' },
  ]);
});

test.each([
  ['tsx', 'function on(event,run){}__name(on,"on");', 'function on(event,run){;R(0,event);}__name(on,"on");'],
  [
    'with a directive',
    'function on(event) {"use strict"; x() }',
    'function on(event) {"use strict";;R(0,event); x() }',
  ],
  [
    'an arrow',
    'const on=/* @__PURE__ */__name((event)=>{},"on")',
    'const on=/* @__PURE__ */__name((event)=>{;R(0,event);},"on")',
  ],
  ['a method', 'class Bus { on(event) {} }', 'class Bus { on(event) {;R(0,event);} }'],
  ['another parameter', 'function on(other) {}', null],
  ['two of them', 'class A { on(event) {} } class B { on(event) {} }', null],
  ['a call', 'on(event); { }', null],
])('in a text that a loader has made: %s', async (_, text, expected) => {
  const place = { file: '/bus.ts', offset: 5, textLength: 1, name: './bus.ts#on', firstParameter: 'event' };
  const missed: string[] = [];
  const result = insertReporters(text, [place], 'R', '/bus.ts', (name) => missed.push(name));
  expect(result).toBe(expected ?? text);
  expect(missed).toEqual(expected === null ? ['./bus.ts#on'] : []);
});

test('two names of one function are both reported, each once', async () => {
  const text = 'const f = (event) => event;\nmodule.exports = { on: f };';
  const folder = tempFolder({ 'bus.cjs': text });
  const file = join(folder, 'bus.cjs');
  const { places } = await registrarPlaces(['./bus.cjs#f', './bus.cjs#on'], () => file);
  expect(insertReporters(text, places, 'R', file)).toBe(
    text.replace('=> event', '=> R(0,event)?0:R(1,event)?0:event'),
  );
});

test('several registrars of several files keep their ranks', () => {
  const text = 'f(){}g(){}';
  const place = { file: '/a.js', textLength: text.length, firstParameter: null };
  const places = [
    { ...place, name: 'a#f', offset: 4 },
    { ...place, name: 'b#h', offset: 4, file: '/b.js' },
    { ...place, name: 'a#g', offset: 9 },
  ];
  expect(insertReporters(text, places, 'R', '/a.js')).toBe('f(){;R(0);}g(){;R(2);}');
});
