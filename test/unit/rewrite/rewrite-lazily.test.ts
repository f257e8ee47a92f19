import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rewriteLazily, type Rewritten } from '../../../src/rewrite/rewrite-lazily.ts';
import { tempFolder } from '../../support/temp-folder.ts';
import { testNode } from '../../support/test-node.ts';

const CJS_TARGET = `console.log('loaded');
exports.value = 1;
exports.add = (a, b) => a + b;
exports.self = function () { return this === undefined ? 'undefined' : this === module.exports ? 'module' : typeof this; };
exports.Thing = class { constructor(n) { this.n = n; } };
exports.nested = { deep: 7 };
exports.tag = (parts) => 'tag ' + parts[0];
`;
const ESM_TARGET = `console.log('loaded');
export const value = 1;
export const add = (a, b) => a + b;
export function self() { return this === undefined ? 'undefined' : typeof this; }
export class Thing { constructor(n) { this.n = n; } }
export const tag = (parts) => 'tag ' + parts[0];
export default function main() { return 'main'; }
`;
const INTEROP = `'use strict';
var __importDefault = (m) => (m && m.__esModule ? m : { default: m });
var __importStar = (m) => (m && m.__esModule ? m : Object.assign({}, m, { default: m }));
`;

interface Pattern {
  readonly importer: string;
  /** Name of the importer; default `main.cjs`. */
  readonly file?: string;
  /** Whether it is loaded while the importer is evaluated; then nothing is said of what comes later. */
  readonly touched?: true;
}

/** Each exports `later`, which reads what was imported; its result is printed after 'between'. */
const commonJs: Record<string, Pattern> = {
  'a plain variable': { importer: "const t = require('./t.cjs');\nexports.later = () => t.add(t.value, 2);" },
  'a destructured one': {
    importer:
      "const { add, value: one, nested: { deep }, none = 5, ...rest } = require('./t.cjs');\nexports.later = () => [add(one, deep), none, Object.keys(rest).length];",
  },
  'a member': { importer: "const add = require('./t.cjs').add;\nexports.later = () => add(1, 2);" },
  'a call of what is required': {
    importer: "const sum = require('./t.cjs').add(3, 4);\nexports.later = () => sum;",
  },
  'calls have the same this': {
    importer:
      "'use strict';\nconst t = require('./t.cjs'), { self } = t, other = require('./t.cjs').self;\nexports.later = () => [t.self(), self(), other(), (0, t.self)()];",
    touched: true,
  },
  'calls of destructured names': {
    importer:
      "const { self } = require('./t.cjs');\nexports.later = () => [self(), self.call(1), typeof self];",
  },
  'interop of a default': {
    importer: `${INTEROP}const t_1 = __importDefault(require('./t.cjs'));\nexports.later = () => (0, t_1.default.add)(1, 2);`,
  },
  'interop of a namespace': {
    importer: `${INTEROP}const t = __importStar(require('./t.cjs'));\nexports.later = () => [t.default.value, t.value];`,
  },
  'one of several in a declaration': {
    importer:
      "var fs = require('fs'), t = require('./t.cjs'),\n  path = require('path')\nexports.later = () => [typeof fs.read, t.value, path.sep]",
  },
  'an exported member': {
    importer:
      "exports.thing = require('./t.cjs');\nexports.add = require('./t.cjs').add;\nexports.later = () => [exports.thing.value, exports.add(1, 1)];",
  },
  'an exported name': {
    importer:
      "const t = require('./t.cjs');\nexports.t = t;\nexports.one = t.value;\nexports.later = () => [exports.t.value, exports.one];",
  },
  'an exported literal': {
    importer:
      "const t = require('./t.cjs');\nmodule.exports = { t, one: t.value, lazy: require('./t.cjs').add, later: () => { const e = module.exports; e.one = 9; return [e.t.value, e.one, e.lazy(1, 1), Object.keys(e)]; } };",
  },
  'a registry': {
    importer:
      "const rules = { 'a-b': require('./t.cjs'), [1 + 1]: require('./t.cjs').value, plain: 3 };\nexports.later = () => [rules['a-b'].value, rules[2], rules.plain];",
  },
  'a shorthand property in a function': {
    importer: "const { value } = require('./t.cjs');\nexports.later = () => ({ value });",
  },
  construction: {
    importer:
      "const t = require('./t.cjs');\nconst { Thing } = require('./t.cjs');\nexports.later = () => [new t.Thing(1), new Thing(2), new (t.Thing)(3), new Thing];",
  },
  'no semicolons': {
    importer:
      "let n = 1\nconst t = require('./t.cjs')\nlet list = n\nexports.later = () => {\n  const one = n\n  t.add(one, 1)\n  return t\n    .value\n}",
  },
  'templates and tags': {
    importer: "const { tag, value } = require('./t.cjs');\nexports.later = () => [tag`x`, `${value}`];",
  },
  'a hoisted function that runs first': {
    importer: "exports.later = read;\nfunction read() { return t.value; }\nconst t = require('./t.cjs');",
  },
  'shadowed names': {
    importer:
      "const t = require('./t.cjs');\nfunction other(t) { return t; }\nconst own = { t: (t) => t, t2() { const t = 4; return t; } };\nexports.early = [other(3), own.t(5), own.t2()];\nexports.later = () => [...exports.early, t.value];",
  },
  'in a block': {
    importer: "if (true) {\n  const t = require('./t.cjs');\n  exports.later = () => t.value;\n}",
  },
  'in a function that runs at once': {
    importer: "(function () {\n  const t = require('./t.cjs');\n  exports.later = () => t.value;\n})();",
  },
  'a class field': {
    importer: "const t = require('./t.cjs');\nclass A { own = t.value; }\nexports.later = () => new A().own;",
  },
  'an ES module required': {
    importer: "const t = require('./t.mjs');\nexports.later = () => [t.value, t.default()];",
  },
  'truthiness is a touch': {
    importer: "const t = require('./t.cjs');\nif (t) exports.later = () => t.value;",
    touched: true,
  },
  'typeof is a touch': {
    importer:
      "const { add } = require('./t.cjs');\nexports.kind = typeof add;\nexports.later = () => exports.kind;",
    touched: true,
  },
  'storing is a touch': {
    importer: "const t = require('./t.cjs');\nconst list = [t];\nexports.later = () => list[0].value;",
    touched: true,
  },
  'heritage is a touch': {
    importer: "const t = require('./t.cjs');\nclass B extends t.Thing {}\nexports.later = () => new B(3).n;",
    touched: true,
  },
  'printing a literal is a touch': {
    importer: "const t = require('./t.cjs');\nconsole.log({ t });\nexports.later = () => t.value;",
    touched: true,
  },
  'a hashbang, and strings that look like ours': {
    importer:
      "#!/usr/bin/env node\n'use strict';\nconst t = require('./t.cjs');\nexports.later = () => '$lazy0' + t.value;",
  },
};

const modules: Record<string, Pattern> = {
  'default, names and namespace of an ES module': {
    importer:
      "import main, { value, add as plus } from './t.mjs';\nimport * as all from './t.mjs';\nexport const later = () => [main(), plus(value, 1), Object.keys(all), all.default === main];",
  },
  'default, names and namespace of CommonJS': {
    importer:
      "import t, { value, add as plus } from './t.cjs';\nimport * as all from './t.cjs';\nexport const later = () => [t.value, plus(value, 1), all.default === t, all.value];",
  },
  'calls have no this': {
    importer:
      "import { self } from './t.mjs';\nimport * as all from './t.mjs';\nexport const later = () => [self(), all.self(), (0, all.self)()];",
  },
  'a registry in an ES module': {
    importer:
      "import { value, add } from './t.mjs';\nexport const all = { value, plus: add };\nexport const later = () => [all.value, all.plus(1, 2)];",
  },
  'an import after its use': {
    importer: "export const later = () => value;\nimport {\n  value,\n} from './t.mjs';",
  },
  'a tag, a construction, a template': {
    importer:
      "import { tag, Thing, value } from './t.mjs'\nexport const later = () => [tag`x`, new Thing(1), `${value}`]",
  },
  createRequire: {
    importer:
      "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);\nconst t = require('./t.cjs');\nexport const later = () => t.value;",
  },
  'a default export is a touch': {
    importer: "import { value } from './t.mjs';\nexport default value;\nexport const later = () => value;",
    touched: true,
  },
};

function run(folder: string, file: string): { stdout: string; stderr: string } {
  const load = file.endsWith('.cjs') ? `const m = require('./${file}');` : `import * as m from './${file}';`;
  const driver = join(folder, file.endsWith('.cjs') ? 'driver.cjs' : 'driver.mjs');
  writeFileSync(
    driver,
    `${load}\nconsole.log('between');\nconsole.log(JSON.stringify(m.later()), Object.keys(m));\n`,
  );
  const { stdout, stderr } = spawnSync(testNode(), ['--no-warnings', driver], { encoding: 'utf8' });
  return { stdout, stderr };
}

function rewrite(folder: string, file: string, text: string): Rewritten {
  return rewriteLazily({
    extension: file.slice(file.lastIndexOf('.')),
    text,
    format: file.endsWith('.cjs') ? 'cjs' : 'esm',
    cuts: ['./t.cjs', './t.mjs']
      .filter((specifier) => text.includes(`'${specifier}'`))
      .map((specifier) => ({ specifier, line: 0, target: join(folder, specifier), key: specifier })),
    log: join(folder, 'touches'),
  });
}

function check({ importer, touched }: Pattern, file: string): void {
  const folder = tempFolder({ 't.cjs': CJS_TARGET, 't.mjs': ESM_TARGET, [file]: importer });
  const plain = run(folder, file);
  expect(plain.stderr).toBe('');
  const { text, skipped } = rewrite(folder, file, importer);
  expect(skipped).toEqual([]);
  expect(text.split('\n').length).toBeGreaterThan(importer.split('\n').length);
  writeFileSync(join(folder, file), text);
  const lazy = run(folder, file);
  expect(lazy.stderr).toBe('');
  const log = existsSync(join(folder, 'touches')) ? readFileSync(join(folder, 'touches'), 'utf8') : '';
  // All read it in the end, and the log says where, without frames of ours.
  expect(log).toContain(touched ? file : 'driver');
  expect(log).not.toContain('$lazy0');
  if (touched) return expect(lazy.stdout).toBe(plain.stdout);
  const without = (out: string) => out.replaceAll('loaded\n', '');
  expect(without(lazy.stdout)).toBe(without(plain.stdout));
  expect(plain.stdout.startsWith('loaded')).toBe(true);
  expect(lazy.stdout.startsWith('between\nloaded')).toBe(true);
}

describe('what is imported is loaded when it is first read, and is the same', () => {
  it.each(Object.entries(commonJs))('CommonJS: %s', (_, pattern) => check(pattern, 'main.cjs'));
  it.each(Object.entries(modules))('ES module: %s', (_, pattern) => check(pattern, 'main.mjs'));
});

describe('what cannot be put off is left and said', () => {
  const refused: readonly (readonly [string, string, 'esm' | 'cjs'])[] = [
    ["import './x';", 'side-effect-import', 'esm'],
    ["require('./x');", 'side-effect-import', 'cjs'],
    ["export { a } from './x';", 're-export', 'esm'],
    ["export * from './x';", 're-export', 'esm'],
    ["import { a } from './x';\nexport { a };", 're-export', 'esm'],
    ["module.exports = require('./x');", 're-export', 'cjs'],
    ["let x = require('./x');\nx = 1;", 'reassigned', 'cjs'],
    ["let x = require('./x');\n[x] = [1];", 'reassigned', 'cjs'],
    ["var x = require('./x');\nvar x = 2;", 'reassigned', 'cjs'],
    ["let x;\nx = require('./x');", 'reassigned', 'cjs'],
    ["app.use(require('./x'));", 'top-level-use', 'cjs'],
    ["const x = require('./x').bind(this);", 'unreadable', 'cjs'],
    ["for (const x of ['./x']) require(x);", 'computed', 'cjs'],
    ['const x = require(', 'unreadable', 'cjs'],
  ];
  it.each(refused)('%s: %s', (text, why, format) => {
    const cut = { specifier: './x', line: 1, target: '/x', key: 'k' };
    const line = text.startsWith('let x;') ? 2 : 1;
    const cuts = [{ ...cut, line }];
    const result = rewriteLazily({ extension: '.js', text, format, cuts, log: '/log' });
    expect(result).toEqual({ text, applied: [], skipped: [{ key: 'k', why }] });
  });
});
