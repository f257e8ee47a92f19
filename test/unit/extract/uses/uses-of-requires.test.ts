import { describe, expect, it } from 'vitest';
import { readUses } from '../../../../src/extract/uses/read-uses.ts';
import { told } from './told.ts';

const CASES: readonly (readonly [string, string, string[]])[] = [
  ['a name', "const a = require('./a');\nexports.f = () => a;", ['./a: mechanical | require | 2']],
  ['a name that nothing uses', "const a = require('./a');", ['./a: free | unused']],
  [
    'a pattern',
    "const { a, b: c } = require('./a');\nexports.f = async () => a + c;",
    ['./a: mechanical | require | 2a'],
  ],
  [
    'a pattern with a rest',
    "const { a, ...b } = require('./a');\nexports.f = () => b;",
    ['./a: blocked | top-level-use@1:21'],
  ],
  ['a list', "const [a] = require('./a');\nexports.f = () => a;", ['./a: blocked | top-level-use@1:13']],
  ['a member', "const a = require('./a').b.c;\nexports.f = () => a;", ['./a: mechanical | require | 2']],
  [
    'two in one declaration',
    "var a = require('./a'), b = require('./b');\nexports.f = () => a;\nb();",
    ['./a: mechanical | require | 2', './b: blocked | top-level-use@3:1'],
  ],
  [
    'what a helper of compilers gives another name',
    "var _a = require('./a'), _b = _interopRequireDefault(_a);\nexports.f = () => _b.default;",
    ['./a: mechanical | require | 2'],
  ],
  [
    'what such a helper gives, used at once',
    "var _a = require('./a');\nvar _b = _interopRequireWildcard(_a);\n_b.start();",
    ['./a: blocked | top-level-use@3:1'],
  ],
  [
    'what another function gives',
    "var _a = require('./a');\nvar _b = wrap(_a);\nexports.f = () => _b;",
    ['./a: blocked | top-level-use@2:15'],
  ],
  ['nothing', "require('./a');", ['./a: blocked | side-effect-import@1:1']],
  [
    'a call of it',
    "const a = require('./a')(1);\nexports.f = () => a;",
    ['./a: blocked | top-level-use@1:11'],
  ],
  ['heritage', "class A extends require('./a').B {}", ['./a: blocked | heritage@1:17']],
  [
    'reassignment',
    "let a = require('./a');\nexports.f = () => { a = 1; };",
    ['./a: blocked | reassigned@2:21'],
  ],
  [
    'a try',
    "try { const a = require('./a'); exports.f = () => a; } catch {}",
    ['./a: blocked | top-level-use@1:17'],
  ],
  [
    'a function called at once',
    "(function () { const a = require('./a'); exports.f = () => a; })();",
    ['./a: mechanical | require | 1'],
  ],
  [
    'a function called while loading',
    "f();\nfunction f() { const a = require('./a'); }",
    ['./a: blocked | called-while-loading@2:26'],
  ],
  ['a function that is not', "exports.f = () => require('./a');", []],
  [
    'importStar',
    "const a = __importStar(require('./a'));\nexports.f = () => a.b;",
    ['./a: mechanical | require | 2'],
  ],
  [
    'importDefault of tslib',
    "const t = require('tslib');\nconst a = t.__importDefault(require('./a'));\nexports.f = () => a.default;",
    ['tslib: blocked | top-level-use@2:11', './a: mechanical | require | 3'],
  ],
  [
    '(0, importStar)',
    "const a = (0, t.__importStar)(require('./a'));\nexports.f = () => a.b;",
    ['./a: mechanical | require | 2'],
  ],
  [
    'babel',
    "var a = _interopRequireDefault(require('./a'));\nexports.f = () => a.default;",
    ['./a: mechanical | require | 2'],
  ],
  [
    'swc',
    "const a = /*#__PURE__*/ _interop_require_wildcard(require('./a'));\nexports.f = () => a;",
    ['./a: mechanical | require | 2'],
  ],
  [
    'esbuild',
    "var a = __toESM(require('./a'), 1);\n__export(e, { f: () => a.b });\n0 && (module.exports = { a });",
    ['./a: mechanical | require | 2'],
  ],
  ['exportStar', "__exportStar(require('./a'), exports);", ['./a: blocked | re-export@1:14']],
  ['exportStar of tslib', "(0, t.__exportStar)(require('./a'), exports);", ['./a: blocked | re-export@1:21']],
  [
    'a getter of tsc',
    "const a = require('./a');\nObject.defineProperty(exports, 'x', { enumerable: true, get: function () { return a.x; } });",
    ['./a: mechanical | require | 2'],
  ],
  [
    'decorators of tsc',
    "const a = require('./a');\nA = __decorate([a.D(), __metadata('t', a.B)], A);",
    ['./a: blocked | decorator@2:17 decorator@2:40'],
  ],
  [
    'an exported literal',
    "module.exports = { a: require('./a'), b: require('./b').c };",
    ['./a: mechanical | getter | exported-value@1:23', './b: mechanical | getter | exported-value@1:42'],
  ],
  [
    'names in an exported literal',
    "const a = require('./a');\nmodule.exports = { a };",
    ['./a: mechanical | getter | exported-value@2:20'],
  ],
  [
    'a literal in it',
    "module.exports = { rules: { a: require('./a') } };",
    ['./a: mechanical | getter | exported-value@1:32'],
  ],
  ['a spread literal', "module.exports = { ...require('./a') };", ['./a: blocked | re-export@1:23']],
  [
    'an export',
    "exports.a = require('./a');\nmodule.exports.b = require('./b').c;",
    ['./a: mechanical | getter | exported-value@1:13', './b: mechanical | getter | exported-value@2:20'],
  ],
  [
    'an export of a name',
    "const a = require('./a');\nexports.a = a.b;",
    ['./a: mechanical | getter | exported-value@2:13'],
  ],
  ['the exports', "module.exports = require('./a');", ['./a: blocked | re-export@1:18']],
  [
    'the exports, by name',
    "const a = require('./a');\nmodule.exports = a;",
    ['./a: blocked | exported-value@2:18'],
  ],
  ['a property of something else', "app.a = require('./a');", ['./a: blocked | top-level-use@1:9']],
  [
    'a literal with a name',
    "const o = { a: require('./a') };\nmodule.exports = o;",
    ['./a: mechanical | getter | exported-value@1:16'],
  ],
  [
    'a loop',
    "for (const n of fs.readdirSync('.')) exports[n] = require('./' + n);",
    ['*: review | require | computed@1:51'],
  ],
  [
    'forEach',
    "['a', 'b'].forEach((n) => { exports[n] = require('./' + n); });",
    ['*: review | require | computed@1:42'],
  ],
  [
    'a function that loads',
    "const load = (n) => require(`./${n}`);\nexports.a = load('a');\nexports.b = load('b');",
    ['*: review | require | computed@1:21'],
  ],
  ['a name of the environment', 'require(process.env.A);', ['*: blocked | side-effect-import@1:1']],
  [
    'a folded path',
    "const a = require(__dirname + '/a');\nexports.f = () => a;",
    ['./a: mechanical | require | 2'],
  ],
  ['an own require', "function f(require) { require('./a'); }\nf(() => {});", []],
];

describe('a require', () => {
  it.each(CASES)('with %s', (_, text, expected) => {
    expect(told(text, { format: 'cjs' })).toEqual(expected);
  });

  it('of an ES module is made by createRequire', () => {
    const text = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const a = require('./a');
export const f = () => a;`;
    expect(told(text)).toEqual([
      'node:module: blocked | top-level-use@2:17',
      './a: mechanical | create-require | sync-caller@4:24 | 4',
    ]);
  });

  it('is the same for an import() that is awaited', () => {
    const text = "const { a } = await import('./a');\nexport const f = async () => a;\nawait import('./b');";
    expect(told(text)).toEqual([
      './a: mechanical | await-import | 2a',
      './b: blocked | side-effect-import@3:7',
    ]);
  });

  it('tells what is costly', () => {
    const text = `const a = require('./a'), b = require('./b'); exports.f = () => a; app.use(() => b);
exports.c = require('./c'); for (const n of l) require(n); require('./d'); const e = require('./e');`;
    const uses = readUses({ extension: '.cjs', format: 'cjs', text, id: 'src/x.cjs' });
    expect(uses.map(({ specifier, difficulty }) => [specifier, difficulty])).toEqual([
      ['./a', 1],
      ['./b', 2],
      ['./c', 2],
      ['*', 6],
      ['./d', Infinity],
      ['./e', 0.2],
    ]);
    expect(uses[1]?.reasons).toEqual([
      { code: 'callback-argument', at: { file: 'src/x.cjs', line: 1, column: 82 }, detail: 'app.use' },
    ]);
  });
});

describe('names that are taken', () => {
  it.each([
    [
      "import d, { a, b as c } from './x'; export const f = () => d + a + c;",
      ['d', 'a', 'b'].with(0, 'default'),
    ],
    ["import { a, b } from './x'; export const f = () => a;", ['a']],
    ["import * as n from './x'; export const f = () => n.a + n['b'];", ['a', 'b']],
    ["import * as n from './x'; export const f = () => n;", null],
    ["export { a as b } from './x';", ['a']],
    ["export * from './x';", null],
    ["const x = require('./x'); exports.f = () => x.a();", ['a']],
    ["const { a, b: { c } } = require('./x'); exports.f = () => a + c;", ['a', 'b']],
    ["const x = __importDefault(require('./x')); exports.f = () => x.default;", ['default']],
    ["exports.a = require('./x').b.c;", ['b']],
    ["exports.a = require('./x');", null],
  ])('%s', (text, expected) => {
    expect(readUses({ extension: '.js', format: 'esm', text })[0]?.names).toEqual(expected);
  });
});

describe('a text that cannot be read', () => {
  it.each([
    ['broken', 'const a = ;'],
    ['too deep', '['.repeat(9000) + ']'.repeat(9000)],
  ])('%s is said to be so', (_, text) => {
    expect(told(text)).toEqual(['*: blocked | unreadable@1:1']);
  });
});
