// Programs that end badly, late or never. All are bounded in time, memory and children: they end without a tool as well.

const before = { 'before.js': '', 'after.js': '' };

/** Ours ends it, by its own limit or when it is at rest. */
const LASTS = { plain: 'timeout', limitS: 60 };

/** A program that has loaded ./before when it does what it does. */
function program(name, why, source, more = {}) {
  const { files, ...rest } = more;
  return {
    name: `ends-${name}`,
    why,
    files: { 'index.js': `require('./before');\n${source}\n`, ...before, ...files },
    mode: 'boot',
    mustFind: ['before.js'],
    ...rest,
  };
}

/** The same as an ES module. */
function esm(name, why, source, more = {}) {
  const files = {
    'package.json': { type: 'module' },
    'index.js': `import './before.js';\n${source}\n`,
    ...more.files,
  };
  return program(name, why, '', { ...more, files });
}

export default [
  program('throws', 'Throws at the top.', "throw new Error('thrown at the top')", {
    plain: 1,
    mustMention: ['thrown at the top'],
  }),
  program('throws-nothing', 'Throws undefined.', 'throw undefined', { plain: [1, 7] }),
  program(
    'throws-control',
    'Throws terminal codes and right-to-left marks.',
    "throw new Error('\\u001b[2J\\u001b]0;x\\u0007 gone\\u202e\\nerror: all is well')",
    { plain: 1 },
  ),
  program('throws-huge', 'Throws a message of ten megabytes.', "throw new Error('x'.repeat(1e7))", {
    plain: 1,
  }),
  program(
    'throws-getters',
    'Throws what throws when it is looked at.',
    "throw new Proxy(new Error('x'), { get() { throw 1; }, getOwnPropertyDescriptor() { throw 2; }, ownKeys() { throw 3; } })",
    { plain: [1, 7] },
  ),
  program(
    'throws-stack',
    'Its error has a stack that is no text.',
    "const e = new Error('odd stack'); e.stack = { toString() { throw 1; } }; throw e",
    { plain: [1, 7] },
  ),
  program(
    'throws-cause',
    'Its error is its own cause.',
    "const e = new Error('own cause'); e.cause = e; e.errors = [e]; throw e",
    { plain: 1 },
  ),
  program(
    'prepares-stack',
    'Error.prepareStackTrace throws.',
    'Error.prepareStackTrace = () => { throw 1; }; null.x',
    { plain: [1, 7] },
  ),
  program('rejects', 'A rejection that nobody handles.', "Promise.reject(new Error('rejected late'))", {
    plain: 1,
    mustMention: ['rejected late'],
  }),
  program(
    'rejects-odd',
    'Rejections of a symbol, of nothing, of an object without a prototype.',
    'Promise.reject(Object.create(null)); Promise.reject(Symbol()); Promise.reject()',
    { plain: 1 },
  ),
  program('exits-3', 'Exits with 3.', 'process.exit(3)', { plain: 3 }),
  program('exits-256', 'Exits with a number that wraps around to 0.', 'process.exit(256)', { plain: [0, 1] }),
  program(
    'exits-in-exit',
    'Exits in its own exit handler, with another code.',
    "process.on('exit', () => process.exit(9)); process.exit(0)",
    { plain: 9 },
  ),
  program('really-exits', 'Ends without any handler.', 'process.reallyExit(5)', { plain: 5 }),
  program('aborts', 'Aborts.', 'process.abort()', { plain: 'SIGABRT' }),
  ...['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGSEGV', 'SIGHUP', 'SIGPIPE'].map((signal) =>
    program(
      `by-${signal.toLowerCase()}`,
      `Sends itself ${signal}.`,
      `process.kill(process.pid, '${signal}'); const t = Date.now(); while (Date.now() - t < 3000);`,
      {
        plain: signal === 'SIGPIPE' ? [0, 'SIGPIPE'] : signal,
      },
    ),
  ),
  program(
    'stops-itself',
    'Stops itself as Ctrl-Z would; nobody lets it go on.',
    "setTimeout(() => process.exit(), 15000); process.kill(process.pid, 'SIGSTOP')",
    LASTS,
  ),
  program(
    'out-of-memory',
    'Its heap runs out.',
    'const all = []; for (;;) all.push(new Array(1e6).fill(all.length))',
    { nodeArgs: ['--max-old-space-size=64'], plain: 'SIGABRT', limitS: 60 },
  ),
  program('out-of-stack', 'Its stack runs out.', '(function down() { down(); })()', { plain: 1 }),
  program(
    'out-of-stack-in-require',
    'Its stack runs out in a module that a module loads, without end.',
    "require('./again?')",
    {
      files: { 'again?.js': "delete require.cache[__filename]; require('./again?')" },
      plain: [0, 1, 'SIGSEGV'],
    },
  ),
  program('busy', 'Works for a minute.', 'const t = Date.now(); while (Date.now() - t < 60000);', {
    ...LASTS,
  }),
  program('busy-in-module', 'A module of it works for a minute.', "require('./loop')", {
    files: { 'loop.js': 'const t = Date.now(); while (Date.now() - t < 60000);' },
    ...LASTS,
  }),
  program(
    'ignores-signals',
    'Works for half a minute and ignores every signal that can be.',
    "for (const s of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2']) process.on(s, () => {}); setTimeout(() => process.exit(), 30000)",
    LASTS,
  ),
  program(
    'lives-on',
    'Does nothing, but does not end.',
    'setInterval(() => {}, 1000); setTimeout(() => process.exit(), 30000)',
    LASTS,
  ),
  program(
    'ticks',
    'process.nextTick for ever: no timer ever runs.',
    'const t = Date.now(); (function tick() { if (Date.now() - t < 20000) process.nextTick(tick); })()',
    LASTS,
  ),
  program(
    'promises',
    'Promises for ever: no timer ever runs.',
    'const t = Date.now(); (async () => { while (Date.now() - t < 20000) await null; })()',
    LASTS,
  ),
  program(
    'waits',
    'Atomics.wait for twenty seconds.',
    'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000)',
    LASTS,
  ),
  program(
    'bad-regexp',
    'A regular expression that backtracks for ages.',
    "/^(a+)+$/.test('a'.repeat(29) + 'b')",
    { plain: 'timeout', limitS: 90 },
  ),
  program(
    'handler-swallows',
    'Swallows exceptions, takes process.exit away and ends with 42.',
    "process.on('uncaughtException', () => {}); process.exit = () => {}; process.on('exit', () => { process.exitCode = 42; }); throw 1",
    { plain: 42 },
  ),
  program(
    'busy-port',
    'Listens twice on one port.',
    "const net = require('net'); const one = net.createServer().listen(0, '127.0.0.1', () => net.createServer().listen(one.address().port, '127.0.0.1'))",
    { plain: 1, mustMention: ['EADDRINUSE'] },
  ),
  program(
    'listens',
    'Listens on three ports and never ends.',
    "for (let i = 0; i < 3; i++) require('net').createServer().listen(0, '127.0.0.1'); setTimeout(() => process.exit(), 30000)",
    LASTS,
  ),
  program('misses', 'A module that is not there.', "require('not-installed-at-all')", {
    plain: 1,
    mustMention: ['not-installed-at-all'],
  }),
  program('torn', 'A module that does not parse.', "require('./torn')", {
    files: { 'torn.js': 'let a = ;' },
    plain: 1,
    mustMention: ['torn.js'],
  }),
  esm('awaits-for-ever', 'A top-level await that nothing settles.', 'await new Promise(() => {});', {
    plain: 13,
  }),
  esm(
    'awaits-and-lives',
    'A top-level await that nothing settles, and a timer that keeps it alive.',
    'setInterval(() => {}, 1000); setTimeout(() => process.exit(), 30000); await new Promise(() => {});',
    LASTS,
  ),
  esm(
    'awaits-itself',
    'Two modules that wait for each other with await import().',
    "await import('./other.js');",
    { files: { 'other.js': "await import('./index.js');" }, plain: 13 },
  ),
  esm(
    'rejects-at-top',
    'A top-level await that rejects.',
    "await Promise.reject(new Error('rejected at the top'));",
    { plain: 1, mustMention: ['rejected at the top'] },
  ),
  esm('import-fails', 'An export that is not there.', "import { nothing } from './before.js';", {
    plain: 1,
    mustFind: [],
    mustMention: ['nothing'],
  }),
];
