// Size and shape: what is quadratic, exponential or recursive shows here.

const range = (count) => Array.from({ length: count }, (_, at) => at);
const modules = (count, text) => Object.fromEntries(range(count).map((at) => [`m/${at}.js`, text(at)]));
const esm = { 'package.json': { type: 'module' } };

export default [
  {
    name: 'wide',
    limitS: 90,
    why: 'Ten thousand imports in one file, ten thousand files in one folder.',
    files: {
      ...esm,
      'index.js': range(10_000)
        .map((at) => `import './m/${at}.js';`)
        .join('\n'),
      ...modules(10_000, () => ''),
    },
    mode: 'static',
    mustFind: ['m/0.js', 'm/9999.js'],
  },
  {
    name: 'long-chain',
    limitS: 90,
    why: 'A chain of ten thousand imports: whoever walks it recursively falls.',
    files: {
      ...esm,
      'index.js': "import './m/0.js';",
      ...modules(10_000, (at) => (at < 9_999 ? `import './${at + 1}.js';` : '')),
    },
    mode: 'static',
    mustFind: ['m/9999.js'],
  },
  {
    name: 'long-ring',
    limitS: 90,
    why: 'One cycle of four thousand modules.',
    files: {
      ...esm,
      'index.js': "import './m/0.js';",
      ...modules(
        4_000,
        (at) => `import { a as b } from './${(at + 1) % 4_000}.js'; export const a = () => b;`,
      ),
    },
    mode: 'static',
    mustFind: ['m/3999.js'],
  },
  {
    name: 'everybody-knows-everybody',
    limitS: 30,
    why: 'Forty barrels, each of which re-exports all of the others: 1,600 edges, cycles without number.',
    files: {
      ...esm,
      'index.js': "import * as all from './m/0.js'; export { all };",
      ...modules(40, (at) =>
        range(40)
          .filter((to) => to !== at)
          .map((to) => `export * from './${to}.js';`)
          .join('\n'),
      ),
    },
    mode: 'static',
    mustFind: ['m/39.js'],
  },
  {
    name: 'ladder',
    limitS: 60,
    why: 'Two ways at each of 400 steps: more chains than there are atoms.',
    files: {
      ...esm,
      'index.js': "import './m/0.js';",
      ...modules(1_200, (at) => {
        const next = at - (at % 3) + 3;
        if (at % 3 > 0) return next < 1_200 ? `import './${next}.js';` : '';
        return `import './${at + 1}.js'; import './${at + 2}.js';`;
      }),
    },
    mode: 'static',
    mustFind: ['m/1198.js', 'm/1199.js'],
  },
  {
    name: 'many-packages',
    limitS: 90,
    why: 'Two thousand packages of one file each.',
    files: {
      'index.js': range(2_000)
        .map((at) => `require('p${at}');`)
        .join('\n'),
      ...Object.fromEntries(
        range(2_000).map((at) => [
          `node_modules/p${at}/index.js`,
          at % 7 === 0 ? `require('p${(at + 1) % 2_000}')` : '',
        ]),
      ),
    },
    mode: 'both',
    plain: 0,
    mustFind: ['node_modules/p0/index.js', 'node_modules/p1999/index.js'],
  },
  {
    name: 'many-names',
    limitS: 90,
    why: 'One import of forty thousand names, each of them used.',
    files: {
      ...esm,
      'index.js': `import { ${range(40_000)
        .map((at) => `n${at}`)
        .join(', ')} } from './names.js';\nexport default [${range(40_000)
        .map((at) => `n${at}`)
        .join(', ')}];`,
      'names.js': range(40_000)
        .map((at) => `export const n${at} = ${at};`)
        .join('\n'),
    },
    mode: 'both',
    plain: 0,
    mustFind: ['names.js'],
  },
  {
    name: 'many-lazy-imports',
    limitS: 60,
    why: 'Five thousand imports in functions, computed ones among them, of one module and of none.',
    files: {
      'index.js':
        range(5_000)
          .map((at) => `exports.f${at} = (x) => import(${at % 2 ? 'x' : `'./one.js'`});`)
          .join('\n') + "require('./after');",
      'one.js': '',
      'after.js': '',
    },
    mode: 'both',
    plain: 0,
    mustFind: ['one.js', 'after.js'],
  },
  {
    name: 'huge-data',
    limitS: 60,
    why: 'Thirty megabytes of JSON as a module.',
    files: {
      'index.js': "require('./data.json')",
      'data.json': `[${`${JSON.stringify('v'.repeat(1_000))},`.repeat(30_000)}0]`,
    },
    mode: 'both',
    plain: 0,
    mustFind: ['data.json'],
  },
];
