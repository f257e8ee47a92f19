import { describe, expect, it } from 'vitest';
import type { Phase } from '../../../src/model/hazard.ts';
import { toId } from '../../support/graph-of.ts';
import { programsOf, simulate, type Files } from '../../support/programs-of.ts';

function boot(files: Files, entry = 'main.cjs', stopAtFailure = false): Phase {
  return simulate(programsOf(files), stopAtFailure).boot(toId(entry));
}

function hazardsOf({ hazards }: Phase): string[] {
  return hazards.map((one) => `${one.module} ${one.kind} ${one.from}.${one.binding} ${one.confidence}`);
}

const FOLLOWED = 'const { x } = require("./half.cjs"); module.exports = { x, own: 1 };';

describe('a name that is not there', () => {
  it('is a hazard where its module had not come that far', () => {
    const files = {
      'main.cjs': 'require("./half.cjs");',
      'half.cjs': 'require("./reader.cjs"); exports.x = 1;',
      'reader.cjs': FOLLOWED,
    };
    expect(hazardsOf(boot(files))).toEqual([
      'reader.cjs undefined-capture half.cjs.x certain',
      'reader.cjs undefined half.cjs.x certain',
    ]);
  });

  it('is none where the module never has it', () => {
    const files = { 'main.cjs': FOLLOWED, 'half.cjs': 'exports.y = 1;' };
    expect(hazardsOf(boot(files))).toEqual([]);
  });

  it('is one where an early copy lost it', () => {
    const files = {
      'main.cjs': 'require("./a.cjs"); require("./copy.cjs").late;',
      'a.cjs': 'require("./copy.cjs"); exports.late = 1;',
      'copy.cjs': 'module.exports = { ...require("./a.cjs") };',
    };
    expect(hazardsOf(boot(files))).toContain('main.cjs undefined copy.cjs.late certain');
  });

  it('is none where a function sets names that it computes', () => {
    const files = {
      'main.cjs': 'const { help } = require("./helpers.cjs"); help();',
      'helpers.cjs': `var help;
(function (factory) {
  if (typeof define === 'function') define(['exports'], (exports) => factory(exporter(exports)));
  else if (typeof module === 'object') factory(exporter(module.exports));
  function exporter(target) { return (name, value) => (target[name] = value); }
})((give) => { help = () => 1; give('help', help); });
0 && (module.exports = { help });`,
    };
    expect(hazardsOf(boot(files))).toEqual([]);
  });
});

describe('calls', () => {
  it('end where each function calls the next one twice', () => {
    const functions = Array.from(
      { length: 60 },
      (_, n) => `function f${n}() { f${n + 1}(); if (globalThis.x) f${n + 1}(); }`,
    );
    const files = { 'main.cjs': `${functions.join('\n')}\nfunction f60() {}\nf0();` };
    expect(boot(files).finished).toEqual(['main.cjs']);
  });

  it('end where a module that fails is loaded again and again', () => {
    const files = {
      'main.cjs': 'require("./again.mjs");',
      'again.mjs': 'import("./fails.cjs").catch(() => {});',
      'fails.cjs': 'import("./fails.cjs").catch(() => {}); throw new Error();',
    };
    expect(boot(files, 'main.cjs', true).started).toContain('fails.cjs');
  });

  it('blame the file whose getter throws', () => {
    const files = {
      'main.cjs': 'module.exports = { get x() { return x; } }; require("./copy.cjs"); const x = 1;',
      'copy.cjs': 'Object.assign(module.exports, require("./main.cjs"));',
    };
    expect(boot(files, 'main.cjs', true).failure).toMatchObject({
      name: 'ReferenceError',
      module: 'main.cjs',
    });
  });
});

describe('what a loader refuses', () => {
  const last = (files: Files, entry: string) => hazardsOf(boot(files, entry)).at(-1);

  it('is a hazard where it ends the boot', () => {
    const files = {
      'main.mjs': "import './lib.mjs';",
      'lib.mjs': "import './plugin.cjs'; export const lib = 1;",
      'plugin.cjs': "require('./lib.mjs');",
    };
    expect(last(files, 'main.mjs')).toBe('plugin.cjs require-cycle lib.mjs.* certain');
  });

  it('is none where the program copes', () => {
    const files = {
      'main.mjs': "import './lib.mjs';",
      'lib.mjs': "import './plugin.cjs'; export const lib = 1;",
      'plugin.cjs': "try { require('./lib.mjs'); } catch {}",
    };
    expect(last(files, 'main.mjs')).toBeUndefined();
  });

  it('is none where a name may be a type', () => {
    const files = {
      'main.ts': "import { T } from './types.ts'; export { T }; export { U } from './types.ts';",
      'types.ts': 'export interface T {} export type U = 1;',
    };
    expect(boot(files, 'main.ts', true).failure).toBeNull();
  });

  it('is an await that never ends, a name that does not exist, an await below a require', () => {
    const waiting = { 'main.mjs': "await import('./other.mjs');", 'other.mjs': "import './main.mjs';" };
    expect(last(waiting, 'main.mjs')).toBe('main.mjs deadlock other.mjs.* certain');
    const missing = { 'main.mjs': "import { y } from './x.mjs'; y;", 'x.mjs': 'export const x = 1;' };
    expect(last(missing, 'main.mjs')).toBe('main.mjs link x.mjs.y certain');
    const late = { 'main.cjs': "require('./late.mjs');", 'late.mjs': 'await null;' };
    expect(last(late, 'main.cjs')).toBe('main.cjs require-async late.mjs.* certain');
  });
});
