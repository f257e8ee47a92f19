// What packages, projects and TypeScript say of themselves.

/** Each is the package.json of a dependency that Node may or may not take. */
const MANIFESTS = {
  empty: '',
  nothing: 'null',
  list: '[]',
  text: '"main.js"',
  number: '5',
  cut: '{"main": "main.js",',
  comments: '{/* no */"main":"main.js"}',
  twice: '{"main":"no.js","main":"main.js"}',
  wide: `{${' '.repeat(3_000_000)}"main":"main.js"}`,
  deep: `{"main":"main.js","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  types:
    '{"name":5,"version":{},"main":["main.js"],"type":7,"exports":null,"imports":3,"dependencies":[],"bin":5}',
  'main-up': '{"main":"../../../index.js"}',
  'main-self': '{"main":"."}',
  'main-empty': '{"main":""}',
  'main-absolute': '{"main":"/main.js"}',
  'main-nul': '{"main":"main\\u0000.js"}',
  'exports-list': '{"exports":["./no.js",{"default":"./main.js"},5,null]}',
  'exports-number': '{"exports":7}',
  'exports-false': '{"exports":false}',
  'exports-empty': '{"exports":{}}',
  'exports-mixed': '{"exports":{".":"./main.js","default":"./main.js"}}',
  'exports-out': '{"exports":"./../../../index.js"}',
  'exports-no-dot': '{"exports":"main.js"}',
  'exports-modules': '{"exports":"./node_modules/x/main.js"}',
  'exports-numbers': '{"exports":{"0":"./main.js","1":"./main.js"}}',
  'exports-stars': '{"exports":{".":"./main.js","./*/*/*":"./*/*/*","./*":"./*","./**":null}}',
  'exports-deep': `{"exports":${'{"default":'.repeat(5_000)}"./main.js"${'}'.repeat(5_000)}}`,
  'exports-many': `{"exports":{".":"./main.js",${Array.from({ length: 20_000 }, (_, at) => `"./k${at}":"./main.js"`).join()}}}`,
  'exports-proto': '{"exports":{".":{"__proto__":"./no.js","constructor":"./no.js","default":"./main.js"}}}',
  'imports-around': '{"imports":{"#a":"#b","#b":"#a","#c":"imports-around"},"main":"main.js"}',
  'name-of-control': '{"name":"\\u001b[31mred\\u202e","version":"\\n1","main":"main.js"}',
  'version-huge': `{"name":"version-huge","version":"${'9'.repeat(100_000)}","main":"main.js"}`,
  loops: '{"main":"main.js","dependencies":{"loops":"*"},"name":"other-name"}',
};

/** Each is the tsconfig.json of a project that imports `~/found` and './after'. */
const TSCONFIGS = {
  itself: { 'tsconfig.json': '{"extends":"./tsconfig.json"}' },
  circle: {
    'tsconfig.json': '{"extends":"./a.json"}',
    'a.json': '{"extends":"./b.json"}',
    'b.json': '{"extends":"./a.json"}',
  },
  list: {
    'tsconfig.json': '{"extends":["./a.json","./gone.json",5,"nowhere/tsconfig"]}',
    'a.json': '{"extends":["./tsconfig.json"]}',
  },
  broken: { 'tsconfig.json': '{"compilerOptions": {"paths": {"~/*": ["./*"' },
  empty: { 'tsconfig.json': '' },
  nothing: { 'tsconfig.json': 'null' },
  types: { 'tsconfig.json': '{"extends":7,"compilerOptions":null,"files":5,"include":{},"references":"x"}' },
  paths: {
    'tsconfig.json':
      '{"compilerOptions":{"baseUrl":7,"paths":{"~/*":5,"*":["*"],"a":null,"":[""],"b*c*d":["*"]}}}',
  },
  greedy: {
    'tsconfig.json': '{"compilerOptions":{"paths":{"*":["./*","../*","./*/*/*"]},"rootDirs":[5],"types":{}}}',
  },
  base: {
    'tsconfig.json': '{"compilerOptions":{"baseUrl":"../../../../../../..","paths":{"~/*":["nothing/*"]}}}',
  },
  wide: { 'tsconfig.json': `{${' '.repeat(2_000_000)}}` },
  deep: { 'tsconfig.json': `{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}` },
  references: {
    'tsconfig.json': '{"references":[{"path":"."},{"path":"./a"},{"path":5},{}]}',
    'a/tsconfig.json': '{"references":[{"path":".."}]}',
  },
  long: {
    'tsconfig.json': '{"extends":"./c0.json"}',
    ...Object.fromEntries(
      Array.from({ length: 400 }, (_, at) => [`c${at}.json`, `{"extends":"./c${at + 1}.json"}`]),
    ),
  },
  constructors: {
    'tsconfig.json':
      '{"compilerOptions":{"paths":{"__proto__":["./after"],"constructor":["./after"],"~/*":["./*"]},"__proto__":{"baseUrl":"."}}}',
  },
};

/** Each is the root's own package.json: entries are looked for in it. */
const ROOTS = {
  empty: '',
  nothing: 'null',
  list: '[]',
  cut: '{"main":',
  types: {
    main: 5,
    bin: { a: 7, b: null, c: ['x'] },
    scripts: { start: 5, dev: null, 'pre\nstart': 'node a.js' },
    workspaces: 7,
  },
  workspaces: { workspaces: ['**', '..', '../..', '/', 5, null, '!**', '{a,b', 'packages/*', '\u0000'] },
  yarn: { workspaces: { packages: { 0: 'x' }, nohoist: 5 } },
  scripts: {
    scripts: {
      start: `node ${'./index.js && node '.repeat(5_000)}`,
      quote: "node 'index.js",
      shell: 'node $(touch owned) `touch owned` index.js > owned; touch owned',
      around: 'npm run around',
    },
  },
  bins: {
    bin: {
      '../up': './index.js',
      'a\u001b[2J': './index.js',
      __proto__: './index.js',
      up: '../../../../etc/passwd',
    },
  },
};

const guarded = (names) => names.map((name) => `try { require('${name}'); } catch {}`).join('\n');

export default [
  {
    name: 'manifests',
    limitS: 60,
    why: 'Thirty dependencies whose package.json is broken, huge, deep, of wrong types, or leads elsewhere.',
    files: {
      'index.js': `${guarded(Object.keys(MANIFESTS))}\nrequire('./after');`,
      'after.js': '',
      ...Object.fromEntries(
        Object.entries(MANIFESTS).flatMap(([name, text]) => [
          [`node_modules/${name}/package.json`, text],
          [`node_modules/${name}/main.js`, ''],
          [`node_modules/${name}/index.js`, ''],
        ]),
      ),
    },
    mode: 'both',
    plain: 0,
    mustFind: ['after.js', 'node_modules/exports-deep/main.js', 'node_modules/name-of-control/main.js'],
  },
  ...Object.entries(TSCONFIGS).map(([kind, files]) => ({
    name: `tsconfig-${kind}`,
    entry: 'main.ts',
    why: 'A tsconfig.json that goes in circles, is broken, or says what it may not.',
    files: { 'main.ts': "import '~/found'; import './after';", 'after.ts': '', 'found.ts': '', ...files },
    mode: 'static',
    mustFind: ['after.ts'],
  })),
  ...Object.entries(ROOTS).map(([kind, manifest]) => ({
    name: `root-${kind}`,
    why: "The project's own package.json is broken or hostile; the entry is named.",
    files: { 'package.json': manifest, 'index.js': "require('./after')", 'after.js': '' },
    mode: 'static',
    exit: { static: [0, 2] },
  })),
  ...Object.entries(ROOTS).map(([kind, manifest]) => ({
    name: `found-in-root-${kind}`,
    why: "The project's own package.json is broken or hostile, and says what the entries are.",
    entry: null,
    files: { 'package.json': manifest, 'index.js': "require('./after')", 'after.js': '' },
    mode: 'static',
    exit: { static: [0, 2] },
  })),
  {
    name: 'imports-itself',
    why: 'A package that imports itself by path, by name, by #name, through a link, and re-exports itself.',
    files: {
      'package.json': {
        name: 'own',
        type: 'module',
        exports: { '.': './index.js', './*': './*' },
        imports: { '#own': './index.js', '#own/*': './*' },
      },
      'index.js':
        "import './index.js'; import 'own'; import '#own'; import 'own/other.js'; export * from './index.js'; import('own/index.js');",
      'other.js': "import '#own/other.js'; export * from 'own';",
    },
    mode: 'both',
    plain: 0,
    mustFind: ['other.js'],
  },
  {
    name: 'no-project',
    why: 'No package.json here, none in the dependency, and a node_modules folder inside a node_modules folder.',
    files: {
      'package.json': null,
      'index.js': "require('bare'); require('./here');",
      'here.js': '',
      'node_modules/bare/index.js': "require('inner');",
      'node_modules/bare/node_modules/inner/index.js': '',
    },
    mode: 'both',
    plain: 0,
    mustFind: ['here.js', 'node_modules/bare/node_modules/inner/index.js'],
  },
  {
    name: 'four-versions',
    why: 'One package in four places, two of them with the same version.',
    files: {
      'index.js': "require('a'); require('b'); require('c'); require('many');",
      ...Object.fromEntries(
        ['a', 'b', 'c'].flatMap((name, at) => [
          [`node_modules/${name}/index.js`, "require('many')"],
          [`node_modules/${name}/node_modules/many/index.js`, ''],
          [
            `node_modules/${name}/node_modules/many/package.json`,
            `{"name":"many","version":"${at >> 1}.0.0"}`,
          ],
        ]),
      ),
      'node_modules/many/index.js': '',
      'node_modules/many/package.json': '{"name":"many","version":"9.0.0"}',
    },
    mode: 'both',
    plain: 0,
    mustFind: ['a', 'b', 'c'].map((name) => `node_modules/${name}/node_modules/many/index.js`),
  },
  {
    name: 'required-modules',
    why: 'ES modules under require(): a tree, one that awaits, one in a circle with CommonJS.',
    files: {
      'index.js':
        "require('./tree.mjs'); try { require('./waits.mjs'); } catch {} try { require('./circle.mjs'); } catch {}",
      'tree.mjs': "import './leaf.mjs'; import './common.cjs';",
      'leaf.mjs': '',
      'common.cjs': "require('./second.mjs')",
      'second.mjs': '',
      'waits.mjs': 'await null;',
      'circle.mjs': "import './circle.cjs';",
      'circle.cjs': "require('./circle.mjs');",
    },
    mode: 'both',
    plain: 0,
    mustFind: ['tree.mjs', 'leaf.mjs', 'common.cjs', 'second.mjs', 'waits.mjs', 'circle.cjs'],
  },
];
