// Packs what is built, installs it into an empty project and uses it there as the README says: `npm run check:package
// [-- VERSION…]`, with the present Node or with those named. Also holds the sizes that the README gives to the truth.
// The last line is `N passed, N failed`. To bring the sizes up to date: `node scripts/package-check.mjs --sizes`.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isVersion, nodeBinary } from './node-binaries.mjs';
import { commandsToTry, LIBRARY, TYPED } from './package-check/uses.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const README = join(root, 'README.md');
/** The README's line; with dependencies it holds for linux-x64, as native packages differ. */
const SIZES =
  /(?<packed>[\d.]+) MB packed, (?<unpacked>[\d.]+) MB unpacked, (?<files>\d+) files; (?<installed>\d+) MB with its\s+(?<packages>\d+) dependencies/;
const TOLERANCE = 0.1;
const total = { passed: 0, failed: 0 };

const asked = process.argv.slice(2);
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'package check ')));
try {
  if (asked.every(isVersion)) checkAll();
  else if (asked.join() === '--sizes') writeSizes(installPackage().sizes);
  else throw new Error(`usage: npm run check:package [-- 22 24], or with --sizes (not: ${asked.join(' ')})`);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function checkAll() {
  const { sizes, said } = installPackage();
  check('npm install warns of nothing', !/deprecated|EBADENGINE|ERESOLVE|peer/i.test(said), said);
  const listed = npm('ls --all');
  const trouble = /invalid|extraneous|missing|UNMET (?!OPTIONAL)/.exec(listed.output);
  check('npm ls finds nothing wrong', listed.status === 0 && trouble === null, listed.output);
  checkSizes(sizes);
  checkTypes();
  for (const version of asked.length > 0 ? asked : [null]) checkUses(version);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function installPackage() {
  if (!existsSync(join(root, 'dist', 'types', 'src', 'index.d.ts')))
    throw new Error('dist is not complete: npm run build');
  const packed = npm('pack --json --ignore-scripts --pack-destination .', { from: root });
  if (packed.status !== 0) throw new Error(`npm pack failed:\n${packed.output}`);
  const [{ filename, size, unpackedSize, entryCount }] = Object.values(JSON.parse(packed.stdout)).flat();
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true, "main": "main.mjs" }\n');
  writeFileSync(join(folder, 'main.mjs'), "import 'dependency-cruiser';\n");
  const installed = npm(`install --no-audit --no-fund ./${filename}`);
  if (installed.status !== 0) throw new Error(`npm install failed:\n${installed.output}`);
  const packages = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8'));
  return {
    sizes: {
      packed: size / 1e6,
      unpacked: unpackedSize / 1e6,
      files: entryCount,
      installed: bytesIn(join(folder, 'node_modules')) / 1e6,
      packages: Object.keys(packages.packages).length - 1,
    },
    said: installed.output,
  };
}

function checkSizes(sizes) {
  const told = SIZES.exec(readFileSync(README, 'utf8'))?.groups;
  check('the README tells the sizes', told !== undefined, `nothing there matches ${SIZES}`);
  const isReference = process.platform === 'linux' && process.arch === 'x64';
  for (const [name, actual] of Object.entries(sizes)) {
    if (!isReference && (name === 'installed' || name === 'packages')) continue;
    const off = Math.abs(actual - Number(told?.[name])) / actual;
    check(`README: ${name}`, off <= TOLERANCE, `it says ${told?.[name]}, it is ${actual.toFixed(2)}`);
  }
}

function writeSizes({ packed, unpacked, files, installed, packages }) {
  const now = `${packed.toFixed(1)} MB packed, ${unpacked.toFixed(1)} MB unpacked, ${files} files; ${installed.toFixed(0)} MB with its ${packages} dependencies`;
  writeFileSync(README, readFileSync(README, 'utf8').replace(SIZES, now));
  console.log(now);
}

/** A consumer in strict mode, with types of nothing else and no library skipped. */
function checkTypes() {
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'src', 'use.mts'), TYPED);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const kind of ['node16', 'nodenext', 'bundler']) {
    const module = kind === 'bundler' ? 'esnext' : kind;
    const flags = `--noEmit --strict --module ${module} --moduleResolution ${kind} --target es2023`.split(
      ' ',
    );
    const { status, output } = run(process.execPath, [tsc, ...flags, join('src', 'use.mts')]);
    check(`types: ${kind}`, status === 0, output);
  }
}

function checkUses(version) {
  const node = version === null ? process.execPath : nodeBinary(version);
  const exact = node === null ? null : run(node, ['--version']).stdout.trim();
  check(`Node ${version ?? ''} is there`, Boolean(exact), 'see above');
  if (!exact) return;
  const bin = join(folder, 'node_modules', 'import-budget', 'bin', 'import-budget.js');
  for (const { args, code, says } of commandsToTry(node)) {
    const done = run(node, [bin, ...args]);
    const isRight = done.status === code && done.stdout.includes(says) && !isComplaint(done.stderr);
    check(`${exact} ${args.slice(0, 3).join(' ')}`, isRight, `exit code ${done.status}\n${done.output}`);
  }
  writeFileSync(join(folder, 'use.mjs'), LIBRARY);
  const used = run(node, ['use.mjs']);
  check(`${exact} library`, used.stdout === 'all well\n' && used.stderr === '', used.output);
}

/** What Node or its engine says of us. */
function isComplaint(stderr) {
  return /unrecognized flag|Warning|deprecat|^ {4}at /im.test(stderr);
}

/** Only a shell starts npm on Windows; no word of it comes from outside. */
function npm(words, { from = '.' } = {}) {
  const where =
    from === '.' ? words : words.replace('--pack-destination .', `--pack-destination "${folder}"`);
  return result(
    spawnSync(`npm ${where}`, { cwd: from === '.' ? folder : from, encoding: 'utf8', shell: true }),
  );
}

function run(file, args) {
  // Colours off, caches apart: what it says is compared, and nothing of the user's is touched.
  const env = { ...process.env, NO_COLOR: '1', IMPORT_BUDGET_CACHE_DIR: join(folder, 'cache') };
  return result(spawnSync(file, args, { cwd: folder, encoding: 'utf8', env, timeout: 120_000 }));
}

function result({ status, stdout, stderr, error }) {
  return { status, stdout, stderr, output: `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}` };
}

function check(what, isRight, details) {
  total[isRight ? 'passed' : 'failed']++;
  console.log(`${isRight ? 'ok  ' : 'FAIL'} ${what}`);
  if (!isRight) console.log(String(details).replace(/^/gm, '     '));
}

function bytesIn(top) {
  const files = readdirSync(top, { recursive: true, withFileTypes: true }).filter((item) => item.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
