import { describe, expect, it } from 'vitest';
import { effectsIn, toldIn } from '../../support/effects-in.ts';

type Forms = readonly (readonly [source: string, told: readonly string[]])[];

describe('calls of imported things', () => {
  const IMPORTED: Forms = [
    [`import { bus } from './bus.mjs'; bus.on('a', f);`, ['certain registration bus.on a']],
    [`import bus from './bus.mjs'; bus.on('a', f);`, ['certain registration bus.on a']],
    [`import * as bus from './bus.mjs'; bus.subscribe('a', f);`, ['certain registration bus.subscribe a']],
    [`import { subscribe as s } from './bus.mjs'; s('a', f);`, ['certain registration subscribe a']],
    [`import { bus } from './bus.mjs'; const { on } = bus; on('a', f);`, ['certain registration bus.on a']],
    [`import { routes } from './r.mjs'; routes.push({});`, ['certain registration routes.push']],
    [`import { registerAll } from './r.mjs'; registerAll();`, ['certain registration registerAll']],
    [
      `import { program } from './p.mjs'; program.command('x').option('-y').action(f);`,
      ['certain registration program.command x'],
    ],
    [
      `import { r } from './r.mjs'; void r('a'); !r('b');`,
      ['certain registration r a', 'certain registration r b'],
    ],
    [`import { r } from './r.mjs'; await r('a');`, ['certain registration r a']],
    [`const r = await import('./r.mjs'); r.use('a');`, ['certain registration r.use a']],
    // Runs something, but hands nothing over.
    [`import { run } from './r.mjs'; run(argv);`, ['certain call run']],
    [`import { create } from './r.mjs'; create(1).listen(2);`, ['certain call create']],
    [`import fs from 'node:fs'; fs.mkdirSync('x');`, ['certain call fs.mkdirSync x']],
    // Called for the result: a factory, as far as can be seen.
    [`import { create } from './r.mjs'; export const x = create();`, ['possible call create']],
    [`import { A } from './r.mjs'; export default new A();`, ['possible call new A']],
    // What is kept is what takes it off again.
    [`import { bus } from './bus.mjs'; const off = bus.on('a', f);`, ['likely registration bus.on a']],
    [`import { log } from './log.mjs'; log.info('x');`, ['certain output log.info']],
  ];
  it.each(IMPORTED)('%s', (source, told) => expect(toldIn(source)).toEqual(told));

  const NONE = [
    `import express from 'express'; export let app; import('./x.mjs').then((x) => x.use(1));`,
    `import { readFileSync } from 'node:fs'; import { join } from 'node:path'; const text = readFileSync(join('a'));`,
    `import { inherits } from 'node:util'; import { A } from './a.mjs'; function B() {} inherits(B, A);`,
    `import { list } from './a.mjs'; export const names = list.map(String).filter(Boolean);`,
    `import { a } from './a.mjs'; export const f = () => a.use(1); export class B { c() { a.use(2); } d = a.use(3); }`,
    `import { a } from './a.mjs'; function* g() { a.use(1); } g();`,
    `import assert from 'node:assert'; assert.ok(1); assert(2);`,
  ];
  it.each(NONE)('none: %s', (source) => expect(toldIn(source)).toEqual([]));

  it('not on what the module made itself, exported or not', () => {
    const source = `import express from 'express';
      export const app = express();
      app.get('/', () => {});
      const list = [];
      list.push(app);
      export const state = { on() {} };
      state.on('a');`;
    expect(toldIn(source)).toEqual(['possible call express']);
  });
});

describe('global things', () => {
  const GLOBAL: Forms = [
    [`process.on('SIGTERM', f);`, ['certain registration process.on SIGTERM']],
    [`import process from 'node:process'; process.on('a', f);`, ['certain registration process.on a']],
    [`import { on } from 'node:process';`, []],
    [
      `setTimeout(f, 1); process.nextTick(f);`,
      ['certain timer setTimeout', 'certain timer process.nextTick'],
    ],
    [
      `console.log(1); process.stdout.write('x');`,
      ['certain output console.log', 'certain output process.stdout.write'],
    ],
    [
      `globalThis.fetch = f; global['a'] = 1;`,
      ['certain polyfill globalThis.fetch =', 'certain polyfill globalThis.a ='],
    ],
    [`if (!globalThis.fetch) globalThis.fetch = f;`, ['likely polyfill globalThis.fetch =']],
    [`globalThis.fetch ??= f;`, ['likely polyfill globalThis.fetch =']],
    [`Array.prototype.at = f;`, ['certain prototype-patch Array.prototype.at =']],
    [`Object.defineProperty(String.prototype, 'at', {});`, ['certain prototype-patch String.prototype.at =']],
    [
      `Object.assign(globalThis, { a: 1, b: 2 });`,
      ['certain polyfill globalThis.a =', 'certain polyfill globalThis.b ='],
    ],
    [`const p = Array.prototype; p.at = f;`, ['certain prototype-patch Array.prototype.at =']],
    [`Error.stackTraceLimit = 9;`, ['certain assignment Error.stackTraceLimit =']],
    [`process.env.A = 'b';`, ['certain assignment process.env.A =']],
    [`process.exit();`, ['certain call process.exit']],
    [`describe('a', f);`, ['certain call describe a']],
  ];
  it.each(GLOBAL)('%s', (source, told) => expect(toldIn(source)).toEqual(told));

  const PURE = [
    `Object.freeze({}); Symbol.for('a'); new Map([[1, 2]]); new Set(); new WeakMap(); new URL('a:b'); Math.max(1);`,
    `JSON.parse('1'); Array.from([1]); String(1); Number('1'); parseInt('1'); Object.create(null); new RegExp('a');`,
    `const x = {}; Object.assign(x, { a: 1 }); Object.defineProperty(x, 'b', {}); class A {} A.prototype.b = 1;`,
    `const { HOME } = process.env; const debug = process.env.DEBUG.split(','); process.argv.slice(2); process.cwd;`,
  ];
  it.each(PURE)('none: %s', (source) => expect(toldIn(source)).toEqual([]));
});

describe('assignments to imported things', () => {
  const ASSIGNED: Forms = [
    [`import { config } from './c.mjs'; config.port = 1;`, ['certain assignment config.port =']],
    [
      `import { config } from './c.mjs'; config[key()] = 1; function key() {}`,
      ['certain assignment config.… ='],
    ],
    [`import { A } from './a.mjs'; A.prototype.b = 1;`, ['certain prototype-patch A.prototype.b =']],
    [
      `import { A } from './a.mjs'; Object.defineProperty(A.prototype, 'b', {});`,
      ['certain prototype-patch A.prototype.b ='],
    ],
    [
      `import { A } from './a.mjs'; Object.assign(A.prototype, { b() {} });`,
      ['certain prototype-patch A.prototype.b ='],
    ],
  ];
  it.each(ASSIGNED)('%s', (source, told) => expect(toldIn(source)).toEqual(told));
});

describe('what runs', () => {
  const USE = `import { a } from './a.mjs'; `;
  const RUNS: Forms = [
    [`if (x) a.use(1); else a.use(2, 'b');`, ['likely registration a.use']],
    [`x && a.use(1);`, ['likely registration a.use']],
    [`try { a.use(1); } catch { a.set(2); }`, ['certain registration a.use', 'likely registration a.set']],
    [
      `(function () { a.use(1); })(); (() => a.add(1))();`,
      ['certain registration a.use', 'certain registration a.add'],
    ],
    [
      `function f(name) { a.on(name, 1); } f('x'); f('y');`,
      ['certain registration a.on x', 'certain registration a.on y'],
    ],
    [`function f() { if (x) return; a.use(1); } f();`, ['likely registration a.use']],
    [`function f() { if (x) throw 1; a.use(1); } f();`, ['certain registration a.use']],
    [`function f() { return; a.use(1); } f();`, []],
    [
      `async function f() { a.use(1); await 1; a.add(2); } f();`,
      ['certain registration a.use', 'likely registration a.add'],
    ],
    [
      `(async () => { if (x) { await 1; } a.use(1); })(); a.add(1);`,
      ['likely registration a.use', 'certain registration a.add'],
    ],
    [`await 1; a.use(1);`, ['certain registration a.use']],
    [
      `for (const n of ['x', 'y']) a.on(n, 1);`,
      ['certain registration a.on x', 'certain registration a.on y'],
    ],
    [`['x'].forEach((n) => a.on(n, 1));`, ['certain registration a.on x']],
    [`for (const n of names) a.on(n, 1);`, ['likely registration a.on']],
    [`new Promise(() => a.use(1));`, ['certain registration a.use']],
    [
      `class A { static { a.use(1); } static b = a.add(1); }`,
      ['certain registration a.use', 'possible call a.add'],
    ],
    [`class A { constructor() { a.use(1); } } class B extends A {} new B();`, ['certain registration a.use']],
    [`class A { c() { a.use(1); } } new A().c();`, ['certain registration a.use']],
    [`const o = { f() { a.use(1); } }; o.f(); o.toString();`, ['certain registration a.use']],
    [`function f() { f(); a.use(1); } f();`, ['certain registration a.use']],
    [
      `function f(g) { g(); } f(() => a.use(1)); f.call(null, () => a.add(1));`,
      ['certain registration a.use', 'certain registration a.add'],
    ],
  ];
  it.each(RUNS)('%s', (source, told) => expect(toldIn(USE + source)).toEqual(told));
});

describe('CommonJS', () => {
  const COMMON: Forms = [
    [`module.exports = {}; module.exports.a = 1; exports.b = 2; this.c = 3;`, []],
    [`const bus = require('./bus'); bus.on('a', f);`, ['certain registration bus.on a']],
    [`const { on } = require('./bus'); on('a', f);`, ['certain registration on a']],
    [`require('./bus').bus.on('a', f);`, ['certain registration bus.on a']],
    [`require('./a')(app);`, ['certain registration src/a']],
    [`if (require.main === module) require('./a').run();`, ['likely call run']],
    [`require.extensions['.x'] = f;`, ['certain registration require.extensions..x =']],
    [
      `(function (root, make) { make(root); })(this, function () { process.on('a', f); });`,
      ['certain registration process.on a'],
    ],
    [`var a; if (x) { var a = require('./a'); } a.use(1);`, ['certain registration a.use']],
  ];
  it.each(COMMON)('%s', (source, told) => expect(toldIn(source, 'src/main.cjs', 'cjs')).toEqual(told));

  it('as compilers write it', () => {
    const source = `var __decorate = (this && this.__decorate) || function (decorators, target) { return target; };
      var __importDefault = (this && this.__importDefault) || function (mod) { return { default: mod }; };
      Object.defineProperty(exports, '__esModule', { value: true });
      const nest_1 = require('nest');
      const bus_1 = __importDefault(require('./bus'));
      bus_1.default.on('a', f);
      (0, nest_1.register)('b');
      let A = class A {};
      exports.A = A = __decorate([(0, nest_1.Injectable)(), __metadata('design:type', Object), __param(0, (0, nest_1.Inject)())], A);`;
    expect(toldIn(source, 'src/main.js', 'cjs')).toEqual([
      'certain registration bus.on a',
      'certain registration register b',
      'certain decorator @Injectable',
      'certain decorator @Inject',
    ]);
  });
});

describe('decorators', () => {
  it('count where they are imported; the module runs its own', () => {
    const source = `import { Controller, Get, registry } from 'nest';
      const Own = () => (target: unknown) => registry.add(target);
      @Controller() @Own() export class A { @Get('/') list() {} }`;
    expect(toldIn(source, 'src/main.ts', 'tsc').toSorted()).toEqual([
      'certain decorator @Controller',
      'certain decorator @Get',
      'certain registration registry.add',
    ]);
  });
});

describe('names', () => {
  const nameOf = (source: string) => effectsIn(source)[0]?.name;

  it('are those that boots give', () => {
    expect(nameOf(`process.once('SIGTERM', f);`)).toBe('listener process SIGTERM');
    expect(nameOf(`import { bus } from './bus.mjs'; bus.on('a', f);`)).toBe('listener src/bus.mjs#bus a');
    expect(nameOf(`import bus from './bus.mjs'; bus.on('a', f);`)).toBe('listener src/bus.mjs#default a');
    expect(nameOf(`import { on } from './bus.mjs'; on('a', f);`)).toBe('registrar src/bus.mjs#on a');
    expect(nameOf(`Array.prototype.at = 1;`)).toBe('prototype Array.prototype at');
    expect(nameOf(`JSON.parse = 1;`)).toBe('builtin-patch JSON parse');
    expect(nameOf(`import fs from 'node:fs'; fs.open = 1;`)).toBe('builtin-patch fs open');
    expect(nameOf(`import http from 'node:http'; http.Server.prototype.listen = 1;`)).toBe(
      'prototype Server.prototype listen',
    );
    expect(nameOf(`import Module from 'node:module'; Module._load = 1;`)).toBe('require-hook module _load');
    expect(nameOf(`globalThis.a = 1;`)).toBe('global globalThis a');
  });

  it('are null for what no boot reports', () => {
    expect(nameOf(`import { config } from './c.mjs'; config.a = 1;`)).toBeNull();
    expect(nameOf(`process.env.A = '1';`)).toBeNull();
    expect(nameOf(`setTimeout(f);`)).toBeNull();
  });

  it('hold no text that is no name', () => {
    const source = `process.on('a\\nb', f); process.on('${'x'.repeat(100)}', f);`;
    expect(effectsIn(source)).toMatchObject([{ what: 'process.on', name: 'listener process' }]);
  });
});

describe('places', () => {
  it('are the lines of the calls, once each, in order', () => {
    const source = `import { a } from './a.mjs';
function f() {
  a.use(1);
}
a.add(1); a.add(2);
f();
f();`;
    expect(effectsIn(source).map(({ line, what }) => `${line} ${what}`)).toEqual(['3 a.use', '5 a.add']);
  });

  it('keep the surest where a line does it twice', () => {
    expect(toldIn(`import { a } from './a.mjs'; if (x) a.use(1); a.use(2);`)).toEqual([
      'certain registration a.use',
    ]);
  });
});

describe('odd programs', () => {
  it('end', () => {
    const calls = Array.from({ length: 40 }, (_, i) => `function f${i}() { f${i + 1}(); f${i + 1}(); }`).join(
      '\n',
    );
    const source = `import { a } from './a.mjs'; ${calls} function f40() { a.use(1); } f0();`;
    expect(toldIn(source)).toEqual(['certain registration a.use']);
  });
});
