// Programs that start others, talk without end, or change their own files. Bounded in children, bytes and time.

function program(name, why, source, more = {}) {
  const { files, ...rest } = more;
  return {
    name: `starts-${name}`,
    why,
    files: { 'index.js': `require('./before');\n${source}\n`, 'before.js': '', 'after.js': '', ...files },
    mode: 'boot',
    plain: 0,
    mustFind: ['before.js'],
    ...rest,
  };
}

const spawn = "const { spawn, fork, execSync } = require('child_process');";
const node = 'process.execPath';

export default [
  program(
    'detached',
    'Leaves a detached child that holds its outputs.',
    `${spawn} spawn(${node}, ['-e', 'setTimeout(() => {}, 20000)'], { detached: true, stdio: 'inherit' }).unref(); process.exit(0)`,
    { limitS: 25 },
  ),
  program(
    'orphans',
    'Leaves the child of a child, which has let go of everything.',
    `${spawn} spawn('sh', ['-c', 'setsid sleep 20 >/dev/null 2>&1 </dev/null & exit 0'], { detached: true, stdio: 'ignore' }).unref()`,
    { limitS: 25 },
  ),
  program(
    'clean-orphans',
    'Leaves a detached child with an empty environment in another folder.',
    `${spawn} spawn('/bin/sleep', ['20'], { detached: true, stdio: 'ignore', env: {}, cwd: '/' }).unref()`,
    { limitS: 25 },
  ),
  program(
    'stubborn',
    'Leaves a child that ignores SIGTERM.',
    `${spawn} const c = spawn(${node}, ['-e', "process.on('SIGTERM', () => {}); console.log(1); setTimeout(() => {}, 20000)"]); c.stdout.once('data', () => process.exit(0))`,
    { limitS: 25 },
  ),
  program(
    'forks',
    'Forks itself, four deep, two wide: 30 processes.',
    `${spawn} const depth = Number(process.argv[2] ?? 0); if (depth < 4) for (let i = 0; i < 2; i++) spawn(${node}, [__filename, String(depth + 1)])`,
    { limitS: 90 },
  ),
  program(
    'shells',
    'A hundred shells, one after another.',
    `${spawn} for (let i = 0; i < 100; i++) execSync('true')`,
    { limitS: 60 },
  ),
  program(
    'workers',
    'Twenty threads at once, each of which loads and one of which throws.',
    "const { Worker } = require('worker_threads'); for (let i = 0; i < 20; i++) new Worker(__dirname + '/worker.js', { workerData: i }).on('error', () => {})",
    {
      files: {
        'worker.js':
          "require('./after'); if (require('worker_threads').workerData === 7) throw new Error('a worker')",
      },
      limitS: 60,
    },
  ),
  program(
    'workers-exit',
    'Threads that end the process while others start.',
    "const { Worker } = require('worker_threads'); for (let i = 0; i < 8; i++) new Worker('process.exit()', { eval: true }); setTimeout(() => process.exit(0), 50)",
    { plain: [0, 'SIGABRT', 'SIGSEGV'] },
  ),
  program(
    'workers-hang',
    'A thread that works for twenty seconds while the program ends.',
    "const { Worker } = require('worker_threads'); new Worker('for (const t = Date.now(); Date.now() - t < 20000;);', { eval: true }).unref()",
    { limitS: 60 },
  ),
  program(
    'output',
    'Forty megabytes on both outputs, without a line break.',
    "const fs = require('fs'); const text = 'x'.repeat(1 << 20); for (let i = 0; i < 20; i++) for (const to of [1, 2]) fs.writeSync(to, text)",
    { plain: [0, 1], limitS: 60 },
  ),
  program(
    'output-for-ever',
    'Talks without end, on both outputs.',
    "const t = Date.now(); (function talk() { process.stdout.write('x'.repeat(65536)); process.stderr.write('\\n'.repeat(1000)); if (Date.now() - t < 20000) setImmediate(talk); })()",
    { plain: 'timeout', limitS: 60 },
  ),
  program(
    'output-of-control',
    'Talks in terminal codes, null bytes and halves of characters, and then fails.',
    "process.stderr.write('\\u001b[2J\\u001b]0;title\\u0007\\0\\u202e\\u009b31m\\n'); process.stderr.write(Buffer.from([0xff, 0xc3, 0x28, 10])); process.exit(1)",
    { plain: 1 },
  ),
  program(
    'input',
    'Reads its input to the end before it goes on.',
    "require('fs').readFileSync(0); require('./after')",
    { mustFind: ['before.js', 'after.js'] },
  ),
  program(
    'input-for-ever',
    'Waits for input that does not come.',
    "process.stdin.resume(); process.stdin.on('end', () => require('./after'))",
  ),
  program(
    'writes-modules',
    'Writes a module, loads it, removes it.',
    "const fs = require('fs'); const at = __dirname + '/made-' + process.pid + '.js'; fs.writeFileSync(at, \"require('./after')\"); require(at); fs.unlinkSync(at)",
    { writes: true, mustFind: ['before.js', 'after.js'] },
  ),
  program(
    'removes-itself',
    'Works in a copy of itself that it removes while it runs.',
    "const fs = require('fs'), path = require('path'); const to = fs.mkdtempSync(require('os').tmpdir() + '/copy-'); fs.writeFileSync(to + '/main.js', \"require('fs').rmSync(__dirname, { recursive: true }); try { require('./gone'); } catch {}\"); require(to + '/main.js'); require('./after')",
    { mustFind: ['before.js', 'after.js'] },
  ),
  program(
    'removes-temporary',
    'Removes everything in the folder for temporary files, ours too.',
    "const fs = require('fs'), at = require('os').tmpdir(); if (/hostile/.test(at)) for (const name of fs.readdirSync(at)) fs.rmSync(at + '/' + name, { recursive: true, force: true }); require('./after')",
    { exit: { boot: [0, 2] }, mustFind: [] },
  ),
  program(
    'fills-temporary',
    'Puts links, pipes and closed folders into every folder for temporary files.',
    "const fs = require('fs'), at = require('os').tmpdir(); if (/hostile/.test(at)) for (const name of fs.readdirSync(at)) { try { fs.symlinkSync('/', at + '/' + name + '/root'); fs.mkdirSync(at + '/' + name + '/shut', 0); fs.writeFileSync(at + '/' + name + '/x.trace', 'no trace'); require('child_process').execSync('mkfifo pipe 1.bin trace-1-0.bin', { cwd: at + '/' + name }); } catch {} } require('./after')",
    { mustFind: ['before.js', 'after.js'] },
  ),
  program(
    'exec-other',
    'A launcher that replaces itself by a shell and a second Node.',
    `${spawn} const r = require('child_process').spawnSync('sh', ['-c', 'exec "$0" "$1" again', ${node}, __filename], { stdio: 'inherit' }); if (process.argv[2]) require('./after'); else process.exit(r.status)`.replace(
      'const r =',
      "if (process.argv[2]) { require('./after'); return; } const r =",
    ),
    { limitS: 30 },
  ),
  program(
    'kills-parents',
    'Sends SIGTERM to its own process group.',
    "process.kill(0, 'SIGTERM'); setTimeout(() => {}, 3000)",
    { plain: 'SIGTERM', exit: { boot: [2] } },
  ),
];
