// Programs that change the world they run in before they load the rest.

function program(name, why, source, more = {}) {
  const { files, ...rest } = more;
  return {
    name: `patches-${name}`,
    why,
    files: { 'index.js': `${source}\n`, 'before.js': '', 'after.js': '', ...files },
    mode: 'boot',
    plain: 0,
    mustFind: ['before.js', 'after.js'],
    ...rest,
  };
}

const around = (source) => `require('./before');\n${source};\nrequire('./after');`;

export default [
  program(
    'environment',
    'Empties its environment, arguments and flags.',
    around(
      'for (const key in process.env) delete process.env[key]; process.env = null; process.argv = []; process.execArgv.length = 0',
    ),
  ),
  program(
    'node-options',
    'Breaks NODE_OPTIONS for its children and starts itself again.',
    around(
      "process.env.NODE_OPTIONS = '--nothing-is-called-this'; if (!process.argv[2]) require('child_process').spawnSync(process.execPath, [__filename, 'again'], { stdio: 'inherit' })",
    ),
  ),
  program(
    'freezes',
    'Freezes every built-in it can reach.',
    around(
      'for (const name of Object.getOwnPropertyNames(globalThis)) { const it = globalThis[name]; if (typeof it === "function") { try { Object.freeze(it); Object.freeze(it.prototype); } catch {} } } try { Object.freeze(globalThis); } catch {}',
    ),
  ),
  program(
    'poisons',
    'Methods of lists, maps, texts, functions and promises throw.',
    around(
      "const split = Function.prototype.call.bind(String.prototype.split); const throws = () => { throw new Error('poisoned'); }; for (const [it, keys] of [[Array, 'push pop shift map filter forEach slice splice join indexOf includes concat'], [Map, 'get set has delete forEach'], [Set, 'add has delete'], [WeakMap, 'get set has'], [String, 'replace split slice startsWith endsWith indexOf trim charCodeAt'], [RegExp, 'exec test'], [Promise, 'then catch finally']]) for (const key of split(keys, ' ')) it.prototype[key] = throws; Object.keys = Object.assign = Object.entries = throws; JSON.parse = throws",
    ),
  ),
  program(
    'json',
    'JSON.stringify throws, everything has a toJSON, Object.prototype has setters.',
    around(
      "JSON.stringify = () => { throw 1; }; Object.prototype.toJSON = () => 'no'; for (const key of ['ms', 'a', 'b', 'events', 'strings', 'kind', 'module']) Object.defineProperty(Object.prototype, key, { configurable: true, set() { throw 2; }, get() { return undefined; } })",
    ),
  ),
  program(
    'clocks',
    'Clocks stand still, run backwards and throw.',
    around(
      'performance.now = () => -1; Date.now = () => NaN; process.hrtime = () => { throw 1; }; process.hrtime.bigint = () => -5n; globalThis.performance = null; process.uptime = () => Infinity; globalThis.setTimeout = () => {}; globalThis.setImmediate = () => {}',
    ),
  ),
  program(
    'fs',
    'Replaces the file system.',
    around(
      "const fs = require('fs'); for (const key of ['writeSync', 'openSync', 'writeFileSync', 'appendFileSync', 'closeSync', 'mkdirSync', 'existsSync', 'statSync']) fs[key] = () => { throw new Error('no file system'); }",
    ),
  ),
  program(
    'loader',
    'Replaces _load, _resolveFilename, _extensions, _compile and wrap.',
    around(
      "const M = require('module'); for (const key of ['_load', '_resolveFilename', '_findPath', '_nodeModulePaths', 'wrap']) { const real = M[key]; M[key] = function (...args) { return Reflect.apply(real, this, args); }; } for (const key of ['_compile', 'load', 'require']) { const real = M.prototype[key]; M.prototype[key] = function (...args) { return Reflect.apply(real, this, args); }; } M._extensions['.odd'] = (module, file) => module._compile('1', file); require('./x.odd')",
    ),
    { files: { 'x.odd': 'no JavaScript' } },
  ),
  program(
    'load-throws',
    'Module._load throws for a while.',
    around(
      "const M = require('module'); const real = M._load; M._load = () => { throw new Error('no modules today'); }; try { require('./never'); } catch {} M._load = real",
    ),
    { files: { 'never.js': '' }, mustNotFind: ['never.js'] },
  ),
  program(
    'cache',
    'Empties require.cache, puts fakes in, and loads a thing a hundred times.',
    around(
      "for (let i = 0; i < 100; i++) { for (const key in require.cache) delete require.cache[key]; require('./before'); } require.cache[__dirname + '/fake.js'] = { exports: 1, loaded: true }; require('./fake.js')",
    ),
    { files: { 'fake.js': '' } },
  ),
  program(
    'descriptors',
    'Closes every descriptor, those of the outputs too.',
    around(
      "for (let i = 3; i < 100; i++) try { require('fs').closeSync(i); } catch {} try { process.disconnect(); } catch {} for (const i of [1, 2]) try { require('fs').closeSync(i); } catch {}",
    ),
    { plain: [0, 1, 7, 'SIGABRT'], mustFind: ['before.js'] },
  ),
  program(
    'outputs',
    'Ends and destroys its outputs, replaces write, and takes console away.',
    around(
      "process.stdout.end(); process.stderr.destroy(); process.stdout.write = () => { throw 1; }; globalThis.console = null; Object.defineProperty(process, 'stderr', { get() { throw 2; } })",
    ),
    { plain: [0, 1, 7] },
  ),
  program(
    'folder',
    'Changes its folder to one that it then removes.',
    around(
      "const fs = require('fs'); const at = fs.mkdtempSync(require('os').tmpdir() + '/gone-'); process.chdir(at); fs.rmdirSync(at)",
    ),
    { plain: [0, 1] },
  ),
  program(
    'process',
    'Replaces process, its emit, its exit and its listeners.',
    around(
      "process.emit = () => false; process.removeAllListeners(); process.on = () => process; process.exit = () => {}; process.kill = () => {}; process.cwd = () => { throw 1; }; Object.defineProperty(process, 'pid', { value: 1 }); globalThis.process = {}",
    ),
    { plain: [0, 1] },
  ),
  program(
    'globals',
    'Takes the names of the language away.',
    around(
      "for (const name of ['Map', 'Set', 'WeakMap', 'Promise', 'Error', 'Symbol', 'Reflect', 'Proxy', 'Buffer', 'queueMicrotask', 'structuredClone', 'TextDecoder', 'Float64Array', 'Uint8Array', 'URL']) try { globalThis[name] = undefined; } catch {}",
    ),
    { plain: [0, 1] },
  ),
  program(
    'inspector',
    'Opens and closes an inspector session of its own.',
    around(
      "const { Session } = require('inspector'); const s = new Session(); s.connect(); s.post('Debugger.enable'); s.post('Runtime.enable'); s.post('Profiler.enable'); s.post('Profiler.start'); s.disconnect()",
    ),
  ),
  program(
    'stack-limit',
    'Error.stackTraceLimit is 0, a text, frozen away.',
    around(
      "Error.stackTraceLimit = 0; new Error().stack; Error.stackTraceLimit = 'many'; delete Error.stackTraceLimit; Object.freeze(Error)",
    ),
  ),
  program(
    'own-hooks',
    'Installs hooks of its own, with a module that is no file.',
    around(
      "require('module').register('./hooks.mjs', require('url').pathToFileURL(__filename)); import('made:up').then(() => import('./late.mjs'))",
    ),
    {
      files: {
        'hooks.mjs':
          "export const resolve = (s, c, next) => s.startsWith('made:') ? { url: s, shortCircuit: true } : next(s, c);\nexport const load = (u, c, next) => u.startsWith('made:') ? { format: 'module', source: '', shortCircuit: true } : next(u, c);",
        'late.mjs': '',
      },
      mustFind: ['before.js', 'after.js', 'late.mjs'],
    },
  ),
  program(
    'hidden-loads',
    'Loads through eval, new Function, vm and made-up names.',
    around(
      "eval(\"require('./one')\"); new Function('r', \"r('./two')\")(require); require('vm').runInThisContext('1', { filename: __dirname + '/ghost.js' }); require(['.', 'three'].join('/'))",
    ),
    {
      files: { 'one.js': '', 'two.js': '', 'three.js': '' },
      mustFind: ['before.js', 'after.js', 'one.js', 'two.js', 'three.js'],
      mustNotFind: ['ghost.js'],
    },
  ),
];
