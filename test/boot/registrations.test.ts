import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';
import { tempFolder } from '../support/temp-folder.ts';
import { testNode } from '../support/test-node.ts';

const child = fileURLToPath(new URL('../../src/boot/child/registrations.ts', import.meta.url));
const fixture = fileURLToPath(new URL('../../fixtures/boot/registrations/one-of-each', import.meta.url));

/** Comes with a package that the project depends on. */
const GRACEFUL_FS = createRequire(import.meta.url).resolve('graceful-fs');

let code = '';

beforeAll(async () => {
  const bundle = await rolldown({ input: child, platform: 'node' });
  code = (await bundle.generate({ format: 'cjs' })).output[0].code;
  await bundle.close();
});

/** A preload that tells the watch of every CommonJS module, and writes what it reports when the process ends. */
const PRELOAD = `
const { watchRegistrations } = require('./watch.cjs');
const { writeFileSync } = require('node:fs');
const { stringify } = JSON;
const { apply } = Reflect;
const Module = require('node:module');
const { reallyExit } = process;
const { _compile } = Module.prototype;
const reported = [];
let watch;
Module.prototype._compile = function (text, file) {
  const module = this;
  // As the probe does it: a module whose text cannot be compiled is left without having been entered.
  const isBroken = file.endsWith('no-syntax.js');
  if (!isBroken) watch.enter(file, module);
  try {
    return apply(_compile, module, [text, file]);
  } finally {
    watch.leave(file);
  }
};
process.reallyExit = (status) => {
  watch.flush();
  writeFileSync(process.env.REPORT_TO, stringify(reported));
  apply(reallyExit, process, [status]);
};
watch = watchRegistrations((...registration) => (reported[reported.length] = registration));
`;

function run(program: string): { plain: unknown; watched: unknown; reported: string[] } {
  const folder = tempFolder({ 'watch.cjs': code, 'preload.cjs': PRELOAD });
  const start = (args: string[]) => {
    const env = { ...process.env, REPORT_TO: join(folder, 'report.json'), NODE_OPTIONS: '' };
    const { stdout, stderr, status } = spawnSync(testNode(), [...args, program], { encoding: 'utf8', env });
    return { stdout, stderr, status };
  };
  writeFileSync(join(folder, 'report.json'), '[]');
  const plain = start([]);
  const watched = start(['--require', join(folder, 'preload.cjs')]);
  type Reported = [module: string, kind: string, target: string, name: string, count: number];
  const all = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Reported[];
  const short = ([module, kind, target, name, count]: Reported) => {
    const [file = '', ...rest] = target.split('#');
    return [basename(module), kind, [basename(file), ...rest].join('#'), name, count]
      .join(' | ')
      .replace('|  |', '| |');
  };
  return { plain, watched, reported: all.map(short) };
}

test('each module is charged with what it registers, and the program sees nothing of it', () => {
  const { plain, watched, reported } = run(join(fixture, 'main.js'));
  expect(watched).toEqual(plain);
  expect(plain).toMatchObject({ status: 3, stderr: '' });
  expect(`${reported.join('\n')}\n`).toBe(readFileSync(join(fixture, 'expected.txt'), 'utf8'));
});

test('a package from outside: what graceful-fs says it patches', () => {
  const program = join(
    tempFolder({ 'main.cjs': `require(${JSON.stringify(GRACEFUL_FS)});process.exit();` }),
    'main.cjs',
  );
  const { plain, watched, reported } = run(program);
  expect(watched).toEqual(plain);
  expect(reported.toSorted()).toEqual([
    'graceful-fs.js | builtin-patch | fs | Symbol.for(graceful-fs.queue) | 1',
    'graceful-fs.js | builtin-patch | fs | close | 1',
    'graceful-fs.js | builtin-patch | fs | closeSync | 1',
    'graceful-fs.js | symbol-registry | globalThis | graceful-fs.queue | 1',
    'polyfills.js | builtin-patch | process | chdir | 1',
    'polyfills.js | builtin-patch | process | cwd | 1',
  ]);
});

test('what Node itself changes when a module reads or loads its builtins is charged to nobody', () => {
  const program = join(
    tempFolder({
      'main.cjs': "require('./reads.cjs'); require('./patches.cjs'); process.exit();",
      // Lazy properties become values when they are read; the repl brings `node:domain`, which patches events.
      'reads.cjs': "const { opendir, Dir } = require('fs'); require('crypto').prng; require('repl');",
      'patches.cjs':
        "require('events').init = () => {}; require('events').prototype.emit = () => true; require('fs').opendir = 1;",
    }),
    'main.cjs',
  );
  const { plain, watched, reported } = run(program);
  expect(watched).toEqual(plain);
  expect(reported.filter((line) => line.startsWith('reads.cjs'))).toEqual([]);
  expect(reported.toSorted()).toEqual([
    'patches.cjs | builtin-patch | events | init | 1',
    'patches.cjs | builtin-patch | fs | opendir | 1',
    'patches.cjs | prototype | EventEmitter.prototype | emit | 1',
  ]);
});
