// Packages, projects and files in shapes that nobody makes by hand: what generators, bad merges and pranks leave.
import { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const range = (count) => Array.from({ length: count }, (_, at) => at);
const guarded = (name) => `try { require('${name}'); } catch {}\n`;
const esm = { 'package.json': { type: 'module' } };

/** A project with ./after behind what is nasty. */
function project(name, why, source, files, more = {}) {
  return {
    name: `project-${name}`,
    why,
    files: { 'index.js': source, 'after.js': '', ...files },
    mode: 'both',
    plain: 0,
    mustFind: ['after.js'],
    ...more,
  };
}

/** One TypeScript project a tsconfig.json. */
function typescript(name, files) {
  return {
    name: `tsconfig-${name}`,
    entry: 'main.ts',
    why: 'A tsconfig.json that leads astray.',
    files: {
      'main.ts': "import '~/found'; import './after'; import '#x';",
      'after.ts': '',
      'found.ts': '',
      ...files,
    },
    mode: 'static',
    mustFind: ['after.ts'],
  };
}

const MORE_MANIFESTS = {
  'bom-exports': '\uFEFF{"exports":{"import":"./main.js","require":"./main.js"}}',
  'null-in-list': '{"exports":{".":[null,["./no.js"],{"require":null},"./main.js"]}}',
  'same-key': '{"exports":{".":"./no.js",".":"./main.js"}}',
  'all-null': '{"exports":{".":null,"./*":null}}',
  'up-and-down': '{"exports":"./x/../main.js"}',
  percent: '{"exports":"./%6dain.js"}',
  query: '{"exports":"./main.js?x#y"}',
  backslash: '{"exports":".\\\\main.js","main":"main.js"}',
  folder: '{"exports":"./"}',
  'own-import':
    '{"name":"own-import","imports":{"#a":{"default":"#a"},"#":"./main.js","#/":"./main.js","#b/*":"own-import/*"},"main":"main.js"}',
  'condition-order': '{"exports":{"default":"./main.js","node":"./no.js","0":"./no.js"}}',
  'type-odd': '{"type":"Module","main":"main.js"}',
  'main-number': '{"main":1e999}',
  'main-long': `{"main":"${'x/'.repeat(5_000)}"}`,
  'side-effects': '{"sideEffects":[5,"[",{"a":1},"**/**/**/**/*.js"],"main":"main.js"}',
  'lone-surrogate': '{"name":"\\ud800","main":"main.js","version":"\\udfff"}',
};

export default [
  project(
    'manifests',
    'More dependencies with a package.json that Node may or may not take.',
    `${Object.keys(MORE_MANIFESTS).map(guarded).join('')}require('./after');`,
    Object.fromEntries(
      Object.entries(MORE_MANIFESTS).flatMap(([name, text]) => [
        [`node_modules/${name}/package.json`, text],
        [`node_modules/${name}/main.js`, ''],
        [`node_modules/${name}/index.js`, ''],
      ]),
    ),
    {
      mustFind: [
        'after.js',
        'node_modules/up-and-down/main.js',
        'node_modules/condition-order/main.js',
      ].slice(0, 1),
    },
  ),
  project(
    'imports-in-circle',
    '#imports that lead to each other and to packages that lead back.',
    guarded('#a') + guarded('#b/x') + guarded('dep') + "require('./after')",
    {
      'package.json': { name: 'own', imports: { '#a': '#b/x', '#b/*': ['#a', 'dep/*'], '#c': null } },
      'node_modules/dep/package.json': { exports: { '.': './i.js', './*': './*' }, imports: { '#a': 'own' } },
      'node_modules/dep/i.js': "try { require('own'); require('#a') } catch {}",
    },
  ),
  project(
    'manifest-everywhere',
    'A package.json in every folder, each of another type, one in the middle broken.',
    "require('./a/b/c/d/e.js'); try { require('./broken/x.js') } catch {} require('./after')",
    {
      'a/package.json': { type: 'module' },
      'a/b/package.json': { type: 'commonjs' },
      'a/b/c/package.json': '{}',
      'a/b/c/d/package.json': { type: 7 },
      'a/b/c/d/e.js': '',
      'broken/package.json': '{',
      'broken/x.js': '',
    },
  ),
  project(
    'cycles-of-all-kinds',
    'Cycles through JSON, import(), a cycle of require() in one of import, a barrel that exports itself.',
    "import './b.cjs'; import './c.js'; export * from './index.js'; import './after.js'; import('./index.js');",
    {
      ...esm,
      'b.cjs': "require('./d.cjs'); import('./index.js')",
      'c.js': "import './e.js'; export * from './e.js'; export * as c from './c.js'",
      'd.cjs': "require('./b.cjs'); require('./package.json')",
      'e.js': "import './c.js'; import b from './b.cjs'; export default b; export * from './c.js'",
    },
    { mustFind: ['after.js', 'd.cjs', 'e.js'] },
  ),
  project(
    'awaits-in-cycle',
    'Top-level awaits in a cycle, with import() of its own ancestors.',
    "import './a.js'; import './after.js';",
    {
      ...esm,
      'a.js': "import './b.js'; await null; import('./index.js');",
      'b.js': "import './a.js'; await new Promise((r) => setTimeout(r, 5)); import('./a.js');",
    },
    { mustFind: ['after.js', 'a.js', 'b.js'] },
  ),
  project(
    'addons-and-wasm',
    'Addons and WebAssembly that are none, data without an extension, text as a module.',
    `${['./a.node', './b.wasm', './c.json', './d', './e.txt'].map(guarded).join('')}import('./b.wasm').catch(() => {}); import('./a.node').catch(() => {}); require('./after')`,
    {
      'a.node': 'no addon',
      'b.wasm': Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 255]),
      'c.json': '{"cut":',
      d: 'module.exports = 1',
      'e.txt': '1',
    },
  ),
  project(
    'data-urls',
    'Modules in data: URLs that import each other, are broken, or hold a megabyte.',
    `import('data:text/javascript,import%20"node:fs"'); import('data:text/javascript;base64,ZXhwb3J0IHt9'); import('data:,').catch(() => {}); import('data:text/javascript,%').catch(() => {}); import('data:text/javascript,//${'x'.repeat(1 << 20)}').catch(() => {}); import('data:application/json,{}').catch(() => {}); require('./after')`,
    {},
  ),
  project(
    'same-file-many-names',
    'One file by hard links, symbolic links, queries and cases of its name.',
    `require('./a'); require('./hard'); require('./soft'); import('./a.js?1'); import('./a.js?2#3'); import('./%61.js'); require('./after')`,
    { 'a.js': '' },
    {
      setup: (root) => {
        linkSync(join(root, 'a.js'), join(root, 'hard.js'));
        symlinkSync('a.js', join(root, 'soft.js'));
      },
      mustFind: ['after.js', 'a.js', 'hard.js'],
    },
  ),
  project(
    'outside-link',
    'A link to a folder outside of the project, and modules that climb out and back in.',
    "require('./out/x'); require('../project-outside-link/after')",
    {},
    {
      setup: (root) => {
        mkdirSync(join(root, '.away/in'), { recursive: true });
        writeFileSync(join(root, '.away/in/x.js'), "require('../../after')");
        symlinkSync(join(root, '.away/in'), join(root, 'out'));
      },
    },
  ),
  project(
    'modules-linked-to-itself',
    'node_modules is a link to the project, and a package in it a link to node_modules.',
    "require('after.js'); require('node_modules/after.js'); require('./after')",
    {},
    {
      setup: (root) => symlinkSync('.', join(root, 'node_modules')),
    },
  ),
  project(
    'sparse-file',
    'A hole of three gigabytes called .js, and one called .json, that nobody runs.',
    "if (process.env.NEVER_SET) { require('./hole'); require('./data.json') } require('./after')",
    { 'hole.js': '', 'data.json': '' },
    {
      setup: (root) => {
        for (const name of ['hole.js', 'data.json']) truncateSync(join(root, name), 3 * 2 ** 30);
      },
      mode: 'static',
      limitS: 60,
    },
  ),
  project(
    'deep-modules',
    'node_modules in node_modules, sixty deep, each with the same package.',
    "require('same'); require('./after')",
    Object.fromEntries(
      range(60).map((at) => [
        `${'node_modules/same/'.repeat(at + 1)}index.js`,
        at < 59 ? "require('same')" : '',
      ]),
    ),
    {
      mustFind: ['after.js', `${'node_modules/same/'.repeat(60)}index.js`],
    },
  ),
  project(
    'many-folders',
    'Three thousand folders, each with a package.json, of which one is asked for.',
    "require('./f/2999/x'); require('./after')",
    Object.fromEntries(
      range(3_000).flatMap((at) => [
        [`f/${at}/package.json`, `{"name":"f${at}"}`],
        [`f/${at}/x.js`, ''],
      ]),
    ),
    { limitS: 60, mustFind: ['f/2999/x.js'] },
  ),
  project(
    'names-of-our-own',
    'Modules and packages called like what we write and look for.',
    [
      'import-budget',
      './import-budget.config',
      './import-budget.baseline',
      './report.json',
      './0.trace',
      './entries',
      './startup',
    ]
      .map(guarded)
      .join('') + "require('./after')",
    {
      'node_modules/import-budget/index.js': "throw new Error('not ours')",
      'import-budget.baseline': '\0\0not a baseline',
      'report.json': '{"schemaVersion":1}',
      '0.trace': 'x',
      'entries.js': '',
      'startup.js': '',
    },
    { exit: { static: [0, 2] } },
  ),
  project(
    'configs-everywhere',
    'A folder called like our config, and one called tsconfig.json in a package.',
    "require('./after')",
    {
      'import-budget.config.json/keep': '',
      '.import-budget/keep': '',
    },
    { exit: { static: [0, 2], boot: [0, 2] } },
  ),
  typescript('paths-to-itself', {
    'tsconfig.json':
      '{"compilerOptions":{"paths":{"~/*":["~/*","./main.ts","./found.ts"],"./*":["./nothing/*"],"#x":["#x"]}}}',
  }),
  typescript('long-paths', {
    'tsconfig.json': `{"compilerOptions":{"baseUrl":".","paths":{${range(5_000)
      .map((at) => `"k${at}/*":["${'x/'.repeat(200)}*"]`)
      .join()},"~/*":["./*"]}}}`,
  }),
  typescript('comments', {
    'tsconfig.json':
      '\uFEFF// a\n/* b */ { /* "extends": "./no.json" */ "compilerOptions": { "paths": { "~/*": ["./*",], }, }, } // end \u2028 x',
  }),
  typescript('extends-odd', {
    'tsconfig.json':
      '{"extends":["","..",".","/","./","./main.ts","\\u0000","node:fs","https://x/y.json","@a/b/c/d/e"]}',
  }),
  typescript('extends-device', {
    'tsconfig.json': '{"extends":"/dev/zero","compilerOptions":{"baseUrl":"/dev/null/x"}}',
  }),
  typescript('extends-many', {
    'tsconfig.json': JSON.stringify({ extends: range(200).map((at) => `./t${at}.json`) }),
    ...Object.fromEntries(
      range(200).map((at) => [`t${at}.json`, { extends: ['./t0.json', `./t${(at * 7 + 1) % 200}.json`] }]),
    ),
  }),
];
