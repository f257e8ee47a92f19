// Programs that do at boot what tests, sandboxes, agents of monitoring tools and pranks do.

function program(name, why, source, more = {}) {
  const { files, ...rest } = more;
  return {
    name: `odd-${name}`,
    why,
    files: { 'index.js': `require('./before');\n${source}\n`, 'before.js': '', 'after.js': '', ...files },
    mode: 'boot',
    plain: 0,
    mustFind: ['before.js', 'after.js'],
    ...rest,
  };
}

const after = "require('./after');";

export default [
  program(
    'loads-late',
    'A module is loaded half a second after everything else, before the program is at rest.',
    `setInterval(() => {}, 1000); setTimeout(() => process.exit(), 30000); import('./waits.mjs')`,
    {
      files: { 'waits.mjs': "await new Promise((r) => setTimeout(r, 400)); await import('./after.js')" },
      plain: 'timeout',
      limitS: 60,
    },
  ),
  program(
    'writes-to-3',
    'Writes to every descriptor from 3 on.',
    `for (let i = 3; i < 40; i++) try { require('fs').writeSync(i, 'not yours'); } catch {} ${after}`,
    { plain: [0, 1, 7, 'SIGABRT'], mustFind: ['before.js'] },
  ),
  program(
    'reads-every-fd',
    'Lists its own descriptors and closes what is no file of its own.',
    `const fs = require('fs'); try { for (const n of fs.readdirSync('/proc/self/fd')) { const at = (() => { try { return fs.readlinkSync('/proc/self/fd/' + n); } catch { return ''; } })(); if (/import-budget|trace/.test(at)) fs.closeSync(Number(n)); } } catch {} ${after}`,
  ),
  program(
    'truncates-traces',
    'Cuts every file in folders that look like ours to nothing, or to half.',
    `const fs = require('fs'), os = require('os'), p = require('path'); if (/hostile/.test(os.tmpdir())) for (const d of fs.readdirSync(os.tmpdir())) try { for (const f of fs.readdirSync(p.join(os.tmpdir(), d))) if (/trace$/.test(f)) fs.truncateSync(p.join(os.tmpdir(), d, f), 700); } catch {} ${after}`,
    { mustFind: [], exit: { boot: [0, 2] } },
  ),
  program(
    'says-ready',
    'Makes files called ready, and one trace of a process that never was, in every folder for temporary files.',
    `const fs = require('fs'), os = require('os'), p = require('path'); if (/hostile/.test(os.tmpdir())) for (const d of fs.readdirSync(os.tmpdir())) for (const f of ['ready', '1-0.trace', '99999999-0.trace', '-1-0.trace', 'ready.trace']) try { fs.writeFileSync(p.join(os.tmpdir(), d, f), '1'); } catch {} ${after}`,
    { mustFind: [], exit: { boot: [0, 2] } },
  ),
  program(
    'prototype-getters',
    'Every name of an event has a getter on Object.prototype that throws, and Array.prototype has numbers.',
    `for (const k of ['type', 'url', 'format', 'file', 'value', 'done', 'then', 'get', 'set', 'length2', 'enumerable2']) Object.defineProperty(Object.prototype, k, { configurable: true, get() { return undefined; }, set(v) { Object.defineProperty(this, k, { value: v, writable: true, configurable: true, enumerable: true }); } }); Array.prototype[5] = 'five'; ${after}`,
    { plain: [0, 1], mustFind: ['before.js'] },
  ),
  program(
    'iterators',
    'Iteration of lists, maps and generators throws.',
    `const t = () => { throw new Error('no iteration'); }; Array.prototype[Symbol.iterator] = t; Map.prototype[Symbol.iterator] = t; Object.getPrototypeOf([].values()).next = t; ${after}`,
    { plain: [0, 1], mustFind: ['before.js'] },
  ),
  program(
    'typed-arrays',
    'Methods of typed arrays, buffers and call, apply and bind throw.',
    `const t = () => { throw new Error('no bytes'); }; const T = Object.getPrototypeOf(Uint8Array.prototype); for (const k of ['set', 'subarray', 'slice', 'fill', 'copyWithin']) T[k] = t; for (const k of ['write', 'utf8Write', 'copy', 'toString', 'writeUInt32LE']) Buffer.prototype[k] = t; Buffer.from = Buffer.alloc = Buffer.concat = t; ${after}`,
    { plain: [0, 1], mustFind: ['before.js'] },
  ),
  program(
    'apply-and-bind',
    'Function.prototype.call, apply and bind lie.',
    `Function.prototype.bind = function () { return () => {}; }; Reflect.apply = () => 'a lie'; Reflect.construct = () => ({}); Object.defineProperty = () => {}; ${after}`,
    { plain: [0, 1], mustFind: ['before.js'] },
  ),
  program(
    'nested-exits',
    'Ends in an exit listener that starts a thread and a child and sends exit again.',
    `process.once('exit', () => { new (require('worker_threads').Worker)('1', { eval: true }); require('child_process').spawn('sleep', ['5'], { stdio: 'ignore' }).unref(); process.emit('exit', 3); }); ${after}`,
    { limitS: 25 },
  ),
  program(
    'exit-code-odd',
    'exitCode is a text, then something that throws when it is read.',
    `process.exitCode = '3'; process.on('exit', () => { try { process.exitCode = {}; } catch {} }); ${after}`,
    { plain: 3 },
  ),
  program(
    'before-exit',
    'Comes to life again each time it is about to end, a thousand times.',
    `let n = 0; process.on('beforeExit', () => { if (n++ < 1000) setImmediate(() => {}); }); ${after}`,
  ),
  program(
    'stdin-raw',
    'Puts its input into raw mode, pauses, resumes, destroys it.',
    `try { process.stdin.setRawMode(true); } catch {} process.stdin.on('error', () => {}); process.stdin.resume(); process.stdin.unref?.(); process.stdin.destroy(); ${after}`,
  ),
  program(
    'title-and-umask',
    'Changes its title, its umask and its priority, and lets nobody read what it makes.',
    `process.title = 'sshd: root@pts/0'; process.umask(0o777); try { require('os').setPriority(10); } catch {} ${after}`,
  ),
  program(
    'limits',
    'Takes all descriptors there are before it goes on.',
    `const fs = require('fs'); const all = []; try { for (let i = 0; i < 30000; i++) all.push(fs.openSync('/dev/null')); } catch {} for (const one of all.splice(0, 20)) fs.closeSync(one); ${after}`,
    { limitS: 60 },
  ),
  program(
    'gc-storm',
    'Collects rubbish a hundred times, through a flag that it sets while it runs.',
    `require('v8').setFlagsFromString('--expose-gc'); const gc = require('vm').runInNewContext('gc'); for (let i = 0; i < 100; i++) gc(); ${after}`,
    { limitS: 60 },
  ),
  program(
    'v8-flags',
    'Changes the engine while it runs: no optimising, small stack, eval forbidden.',
    `require('v8').setFlagsFromString('--stack-size=400'); require('v8').setFlagsFromString('--no-opt'); require('v8').setFlagsFromString('--disallow-code-generation-from-strings'); ${after}`,
  ),
  program(
    'contexts',
    'A hundred contexts of vm, with a linker and a script that shares names with files.',
    `const vm = require('vm'); for (let i = 0; i < 100; i++) vm.runInContext('globalThis.x = 1', vm.createContext({}), { filename: __dirname + '/before.js' }); new vm.Script("import('./x.js')", { filename: 'y' }); ${after}`,
  ),
  program(
    'async-hooks',
    'Async hooks that throw away errors, and a local storage in every callback.',
    `const h = require('async_hooks'); h.createHook({ init() {}, before() {}, after() {}, destroy() {}, promiseResolve() {} }).enable(); new h.AsyncLocalStorage().run(1, () => import('./late.mjs')); ${after}`,
    { files: { 'late.mjs': '' } },
  ),
  program(
    'warns',
    'Ten thousand warnings, deprecations and traces.',
    `for (let i = 0; i < 10000; i++) process.emitWarning('\\u001b[31m' + i); console.trace('a'); process.traceDeprecation = true; new Buffer(1); ${after}`,
    { limitS: 60 },
  ),
  program(
    'debug-port',
    'Opens the port of the inspector and signals itself to.',
    `require('inspector').open(0); process.kill(process.pid, 'SIGUSR1'); setTimeout(() => { require('inspector').close(); ${after} }, 100)`,
  ),
  program(
    'dies-by-child',
    'Its child kills it while a module is evaluated.',
    "require('child_process').spawn('sh', ['-c', 'kill -9 ' + process.pid], { stdio: 'ignore' }); require('./slow')",
    {
      files: { 'slow.js': 'const t = Date.now(); while (Date.now() - t < 5000);' },
      plain: 'SIGKILL',
      mustFind: ['before.js'],
    },
  ),
];
