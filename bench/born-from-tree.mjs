// The monorepo of fixtures/ with the weight of real packages, and a copy of it under other names and in another shape.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WEIGHTS } from './born-from-weights.mjs';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const FIXTURES = join(ROOT, 'fixtures');

/** What was there, what people made of it, and what its programs promise. */
const LAYERS = {
  before: ['monorepo', 'cuts/born-from'],
  people: ['monorepo', 'monorepo-variants/cut', 'monorepo-variants/fixed', 'cuts/born-from'],
};

/** One word for another, in paths and texts alike. */
const OTHER_NAMES = Object.entries({
  api: 'gateway', archive: 'keep', billing: 'payments', bus: 'signals', charge: 'collect', core: 'base',
  customer: 'client', Customer: 'Client', depot: 'harbour', handlers: 'receivers', GUEST: 'STRANGER', invoice: 'bill',
  ledger: 'books', migrate: 'reprice', model: 'domain', monthly: 'yearly', notify: 'tell', openLedger: 'openBooks',
  order: 'shipment', packages: 'parts', prices: 'tariffs', priceOf: 'tariffOf', publish: 'announce',
  reports: 'statements', routes: 'replies', server: 'quay', shared: 'common', storage: 'vault', subscribe: 'listenTo',
  tiers: 'ranks', worker: 'crane',
}); // prettier-ignore

/** What the findings are about, by its name in each tree. */
export const ROLES = {
  depot: {
    entries: { server: 'server', worker: 'worker', migrate: 'migrate' },
    aggregator: ['packages/api/index.js'],
    handlers: 'packages/api/handlers/',
    leaf: 'packages/shared/format.js',
    cycle: ['packages/model/customer.js', 'packages/model/tiers.js'],
  },
  harbour: {
    entries: { server: 'quay', worker: 'crane', migrate: 'reprice' },
    aggregator: ['parts/gateway/index.js', 'parts/gateway/all.js'],
    handlers: 'parts/gateway/receivers/',
    leaf: 'parts/common/format.js',
    cycle: ['parts/domain/client.js', 'parts/domain/ranks.js'],
  },
};

/**
 * Lays out a tree and gives it its packages.
 *
 * @param folder an absolute path; what is in it goes, but for node_modules
 * @param options step: before or people; weight: sdks or own; renamed: the copy in another shape
 */
export function layOutTree(folder, { step = 'before', weight, renamed = false }) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name !== 'node_modules') rmSync(join(folder, name), { recursive: true });
  const texts = new Map(LAYERS[step].flatMap((layer) => readTexts(join(FIXTURES, layer))));
  const { words, install } = WEIGHTS[weight];
  const real = new Map([...texts].map(([path, text]) => [replaced(path, words), replaced(text, words)]));
  for (const [path, text] of renamed ? reshaped(real) : real) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (install === null) copyPackages(folder, Object.values(WEIGHTS[weight].packages));
  else installPackages(folder, install);
  linkWorkspaces(folder);
}

function readTexts(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .map((file) => [relative(root, file).replaceAll('\\', '/'), file])
    .filter(([path]) => !path.startsWith('node_modules/') && !path.endsWith('.md'))
    .map(([path, file]) => [path, readFileSync(file, 'utf8')]);
}

function replaced(text, rules) {
  return rules.reduce((sofar, [pattern, by]) => sofar.replaceAll(pattern, by), text);
}

/** Other names; one more file between the api's index and its parts; re-exports written as imports and exports. */
function reshaped(texts) {
  const rules = OTHER_NAMES.map(([from, to]) => [new RegExp(`(?<![\\w-])${from}(?![\\w-])`, 'g'), to]);
  const renamed = new Map([...texts].map(([path, text]) => [replaced(path, rules), replaced(text, rules)]));
  const index = 'parts/gateway/index.js';
  const all = renamed
    .get(index)
    .replaceAll(/export \{ (\w+) \} from ('.*');/g, 'import { $1 } from $2;\nexport { $1 };');
  return new Map([...renamed, [index, "export * from './all.js';\n"], ['parts/gateway/all.js', all]]);
}

function installPackages(folder, dependencies) {
  const { workspaces: _, ...manifest } = readManifest(folder);
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`);
  if (existsSync(join(folder, 'node_modules', Object.keys(dependencies)[0]))) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status, stderr } = spawnSync(npm, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm install failed in ${folder}: ${stderr}`);
}

/** With all that they depend on, from this project's own node_modules. */
function copyPackages(folder, names) {
  const wanted = [...names];
  const known = new Set();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (known.has(name)) continue;
    known.add(name);
    const from = join(ROOT, 'node_modules', name);
    wanted.push(...Object.keys(readManifest(from).dependencies ?? {}));
    const to = join(folder, 'node_modules', name);
    if (!existsSync(to)) cpSync(from, to, { recursive: true });
  }
}

/** As npm links them. */
function linkWorkspaces(folder) {
  const parts = existsSync(join(folder, 'parts')) ? join(folder, 'parts') : join(folder, 'packages');
  for (const part of readdirSync(parts)) {
    const { name } = readManifest(join(parts, part));
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true, recursive: true });
    symlinkSync(join(parts, part), link, 'junction');
  }
}

function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
