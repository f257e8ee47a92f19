// Syntax and bytes that are rare: each is legal somewhere, or nearly so.

const repeated = (count, text) => Array.from({ length: count }, (_, at) => text(at)).join('');
const esm = { 'package.json': { type: 'module' } };

/** A CommonJS entry that Node runs to its end, with ./after behind what is nasty. */
function script(name, why, source, more = {}) {
  const { files, ...rest } = more;
  return {
    name: `syntax-${name}`,
    why,
    files: { 'index.js': source, 'after.js': '', ...files },
    mode: 'both',
    plain: 0,
    mustFind: ['after.js'],
    ...rest,
  };
}

export default [
  script(
    'regexp-or-division',
    'Slashes that divide, slashes that match, in every place where the two are mixed up.',
    "var a = 4, g = 2, i = 1; a /2/ g; if (a) /require('.\\/no')/.test(''); a++ / g; var s = [/[/\\]'\"`]/, a] / /x/g; ({}) / 1; `${a / 2}` / /`/.source; function f() {} /'/i; x: /\"/; require('./after') / 1;",
    { files: { 'no.js': '' }, mustNotFind: ['no.js'] },
  ),
  script(
    'templates-in-templates',
    'Templates in templates, tags, and a require in the innermost.',
    "`${`${`${String.raw`\\u${require('./after')}`}`}`}`; String.raw`${'}'}${`{`}`; `\\`${1}require('./no')`;",
    { files: { 'no.js': '' }, mustNotFind: ['no.js'] },
  ),
  script(
    'strict-octal',
    'Code that only sloppy mode takes, under a directive that is no directive.',
    "('use strict'); var a = 010; delete a; arguments = 1; require('./after');",
  ),
  script(
    'line-continuations',
    'Specifiers that are escaped, continued on the next line, and written in hex.',
    "require('./\\\nafter'); require('./\\x6f\\u006e\\u{65}'); require(`./t\\\nwo`);",
    { files: { 'one.js': '', 'two.js': '' }, mustFind: ['after.js', 'one.js', 'two.js'] },
  ),
  script(
    'jsx-in-js',
    'JSX in a .js file, which Node does not take.',
    "try { require('./view') } catch {} require('./after')",
    {
      files: { 'view.js': "const a = <div>{require('./inner')}</div>; module.exports = a;", 'inner.js': '' },
      mustFind: ['after.js', 'view.js'],
    },
  ),
  script(
    'decorators-in-js',
    'Decorators, import defer, import source, using: syntax that this Node does not have.',
    "for (const n of ['d', 'defer', 'source', 'using', 'do', 'pipe']) try { require('./' + n) } catch {} require('./d-use'); require('./after')",
    {
      files: {
        'd-use.js':
          "try { require('./d') } catch {} import('./defer.mjs').catch(() => {}); import('./source.mjs').catch(() => {}); import('./using.mjs').catch(() => {});",
        'd.js': "@d @e.f() class A { @g h = require('./after') }",
        'defer.mjs': "import defer * as a from './after.js'; a.b;",
        'source.mjs': "import source a from './x.wasm';",
        'using.mjs': '{ using a = null; await using b = null; }',
        'do.js': 'x = do { 1 }',
        'pipe.js': 'x |> y',
      },
      mustFind: ['after.js', 'd-use.js', 'd.js', 'defer.mjs', 'source.mjs', 'using.mjs'],
    },
  ),
  script(
    'module-words-in-script',
    'import and export in a file that package.json calls CommonJS.',
    "try { require('./mixed') } catch {} require('./after')",
    {
      files: {
        'package.json': { type: 'commonjs' },
        'mixed.js': "const a = require('./a'); export default a; import './b.js';",
        'a.js': '',
        'b.js': '',
      },
      mustFind: ['after.js', 'mixed.js'],
    },
  ),
  script(
    'require-in-module',
    'require, __dirname and module in an ES module, where there are none.',
    "import './after.js'; try { require('./no.js') } catch {} if (typeof module !== 'undefined') module.exports = 1;",
    { files: { ...esm, 'no.js': '' } },
  ),
  script(
    'attributes',
    'Import attributes of every kind, twice, with computed values, and the old assert.',
    "import './after.js'; import a from './d.json' with { 'type': 'json', }; import('./d.json', { with: { type: 'js' + 'on' } }); import('./d.json', { with: null }).catch(() => {}); import('./d.json', { with: { type: 'nothing' } }).catch(() => {}); import('./old.js').catch(() => {}); export { default as b } from './d.json' with { type: 'json' };",
    { files: { ...esm, 'd.json': '{}', 'old.js': "import './after.js' assert { kind: 'old' }" } },
  ),
  script(
    'string-names',
    'Exports and imports whose names are texts, halves of characters and members of every object.',
    "import { 'a b' as x, '\\u{1F600}' as y, __proto__ as p, constructor as c } from './names.js'; import './after.js'; export { x as '', y as '*', p as 'default', c as 'import' };",
    {
      files: {
        ...esm,
        'names.js':
          "const a = 1; export { a as 'a b', a as '\\u{1F600}', a as __proto__, a as constructor, a as toString };",
      },
      mustFind: ['after.js', 'names.js'],
    },
  ),
  script(
    'cut-in-character',
    'Modules that end in the middle of an escape, a regular expression, a class, an import.',
    `${['escape', 'regexp', 'class', 'import', 'hash', 'object'].map((n) => `try { require('./${n}') } catch {}`).join('\n')} require('./after')`,
    {
      files: {
        'escape.js': "require('./after'); 'a\\u{12",
        'regexp.js': "require('./after'); /[a",
        'class.js': 'class A { #a; static { b',
        'import.js': 'import { a, b as',
        'hash.js': '#!',
        'object.js': '({ get [',
      },
    },
  ),
  script(
    'bytes-in-between',
    'Soft hyphens, joiners, marks of order, private characters and null bytes between the words.',
    "require\u00A0(\uFEFF'./after'\u3000)\u2029/*\0\u202e*/;'\u00ad\u200d\uE000\0';",
  ),
  script(
    'mixed-line-ends',
    'CR, LF, CRLF, LFCR in one file, also in comments and before directives.',
    "// a\r'use strict'\n\r// b\r\n\n\rrequire('./after')\r// require('./no')\r\n",
    { files: { 'no.js': '' }, mustNotFind: ['no.js'] },
  ),
  script(
    'utf-16-be',
    'UTF-16 of both orders and UTF-32, with and without marks, as package.json and tsconfig.json too.',
    "for (const n of ['big', 'bare', 'wide']) try { require('./' + n) } catch {} try { require('dep') } catch {} try { require('./big') } catch {} require('./after')",
    {
      files: {
        'big.js': Buffer.from('\uFEFFrequire("./after")', 'utf16le').swap16(),
        'bare.js': Buffer.from('require("./after")', 'utf16le'),
        'wide.js': Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]),
        'node_modules/dep/package.json': Buffer.from('\uFEFF{"main":"a.js"}', 'utf16le'),
        'node_modules/dep/a.js': '',
        'tsconfig.json': Buffer.from('\uFEFF{}', 'utf16le'),
      },
    },
  ),
  script(
    'hundred-thousand-requires',
    'A hundred thousand requires of one module, and ten thousand of none, in one file.',
    `${repeated(100_000, () => "require('./after');\n")}if (process.env.NEVER_SET) {${repeated(10_000, (at) => `require('./gone-${at}');`)}}`,
    { limitS: 90 },
  ),
  script(
    'fifty-megabytes',
    'A module of fifty megabytes, nearly all of them one comment.',
    "require('./big'); require('./after')",
    {
      files: { 'big.js': `/*${'x'.repeat(50 << 20)}*/ require('./inner')`, 'inner.js': '' },
      limitS: 90,
      mustFind: ['after.js', 'inner.js'],
    },
  ),
  script(
    'source-maps',
    'Source maps that point at themselves, at devices, at data that is none, at the network.',
    `${['self', 'device', 'data', 'net', 'cut'].map((n) => `require('./${n}');`).join('')} require('./after')`,
    {
      files: {
        'self.js': '1\n//# sourceMappingURL=self.js',
        'device.js': '1\n//# sourceMappingURL=/dev/zero',
        'data.js': '1\n//# sourceMappingURL=data:application/json;base64,!!!!',
        'net.js': '1\n//# sourceMappingURL=http://127.0.0.1:1/a.map\n//# sourceURL=\u001b[31m',
        'cut.js': '1\n//# sourceMappingURL=cut.js.map',
        'cut.js.map':
          '{"version":3,"sources":["../../../../etc/passwd",5,null],"mappings":"AAAA;;;;zzzzzzzzzzzz"',
      },
    },
  ),
];
