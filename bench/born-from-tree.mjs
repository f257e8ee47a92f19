// The monorepo of fixtures/ with the weight of real packages, and a copy of it under other names and in another shape.
import { spawnSync } from 'node:child_process';
import {
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

const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url));

export const PACKAGES = {
  '@aws-sdk/client-s3': '3.1000.0',
  'reflect-metadata': '0.2.2',
  stripe: '20.0.0',
  typeorm: '1.1.1',
};

/** The fixture's packages are small stand-ins: what comes instead, in the sources that use them. */
const REAL = [
  [/\bPayline\b/g, 'Stripe'],
  [/\bpayline\b/g, 'stripe'],
  [/@cumulus\/client-bucket/g, '@aws-sdk/client-s3'],
  [/@cumulus\/\*/g, '@aws-sdk/*'],
  [/\bBucketClient\b/g, 'S3Client'],
  [/\bPutObject\((.*?)\)\);/g, "PutObjectCommand({ Bucket: 'depot', Key: $1 }));"],
  [/\bPutObject\b/g, 'PutObjectCommand'],
  [/import \{ draw \} from 'chart-kit'/g, "import { DataSource } from 'typeorm'"],
  [/draw\('line', points\)/g, "new DataSource({ type: 'postgres', entities: points })"],
  [/\blineChart\b/g, 'openLedger'],
  [/\bcharts\.js\b/g, 'ledger.js'],
  [/\bchart-kit\b/g, 'typeorm'],
];

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
 * Lays out a tree and installs its packages.
 *
 * @param folder an absolute path; what is in it goes, but for node_modules
 * @param options overlays: folders of fixtures/monorepo-variants, in order; renamed: the copy in another shape
 */
export function layOutTree(folder, { overlays = [], renamed = false }) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder))
    if (name !== 'node_modules') rmSync(join(folder, name), { recursive: true });
  const layers = ['monorepo', ...overlays.map((name) => `monorepo-variants/${name}`)];
  const texts = new Map(layers.flatMap((layer) => readTexts(join(FIXTURES, layer))));
  const real = new Map([...texts].map(([path, text]) => [replaced(path, REAL), replaced(text, REAL)]));
  for (const [path, text] of renamed ? reshaped(real) : real) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  install(folder);
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

function install(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { workspaces, ...rest } = manifest;
  writeFileSync(
    join(folder, 'package.json'),
    `${JSON.stringify({ ...rest, dependencies: PACKAGES }, null, 2)}\n`,
  );
  if (!existsSync(join(folder, 'node_modules', 'stripe'))) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const { status, stderr } = spawnSync(npm, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm install failed in ${folder}: ${stderr}`);
  }
  linkWorkspaces(folder, workspaces);
}

/** As npm links them. */
function linkWorkspaces(folder, [pattern]) {
  const parts = join(folder, pattern.replace('/*', ''));
  for (const part of readdirSync(parts)) {
    const { name } = JSON.parse(readFileSync(join(parts, part, 'package.json'), 'utf8'));
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true, recursive: true });
    symlinkSync(join(parts, part), link, 'junction');
  }
}
