import { describe, expect, it } from 'vitest';
import { importsOf } from '../../support/facts-of.ts';

const RUNS = ['./a eager'];
const MAY_RUN = ['./a conditional'];

describe('a condition that Node always answers alike', () => {
  it.each([
    `true`,
    `1`,
    `'x'`,
    `!0`,
    `!false`,
    `typeof require === 'function'`,
    `'function' == typeof require`,
    `typeof module !== 'undefined' && module.exports`,
    `typeof exports === "object"`,
    `typeof module.exports !== 'undefined'`,
    `typeof define !== 'function'`,
    `!(typeof define === 'function' && define.amd)`,
    `typeof window === 'undefined'`,
    `typeof window === 'undefined' || x`,
    `x || typeof process === 'object'`,
    `module.exports`,
    `typeof globalThis !== 'undefined'`,
  ])('holds: %s', (test) => {
    expect(importsOf(`if (${test}) require('./a');`)).toEqual(RUNS);
    expect(importsOf(`if (!(${test})) {} else require('./a');`)).toEqual(RUNS);
  });

  it.each([
    `x`,
    `false`,
    `null`,
    `typeof x === 'function'`,
    `typeof window !== 'undefined'`,
    `typeof define === 'function' && define.amd`,
    `process.env.NODE_ENV === 'production'`,
    `typeof require === x`,
    `typeof require > 'function'`,
    `x && typeof require === 'function'`,
  ])('may not hold: %s', (test) => {
    expect(importsOf(`if (${test}) require('./a');`)).toEqual(MAY_RUN);
  });

  it('asks about the names of the file itself, not about the global ones they hide', () => {
    expect(importsOf(`function f(module) { if (module) import('./a'); } f();`)).toEqual(MAY_RUN);
    expect(importsOf(`var define = x; if (typeof define !== 'function') require('./a');`)).toEqual(MAY_RUN);
  });

  it('knows that an ES module has no module, exports or require', () => {
    expect(importsOf(`export {}; if (typeof require === 'undefined') import('./a');`)).toEqual(RUNS);
    expect(importsOf(`export {}; if (typeof module === 'object') import('./a');`)).toEqual(MAY_RUN);
  });
});
