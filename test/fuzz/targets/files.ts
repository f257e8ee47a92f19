import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBaseline, parseBaseline, renderBaseline } from '../../../src/config/baseline-file.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { discoverEntries } from '../../../src/entries/discover.ts';
import { FactsCache } from '../../../src/extract/facts-cache.ts';
import { FolderCache } from '../../../src/io/folders.ts';
import { PackageScopes } from '../../../src/resolve/package-scope.ts';
import { Resolver } from '../../../src/resolve/resolver.ts';
import { TsconfigCache } from '../../../src/resolve/tsconfig.ts';
import { inWords } from '../allowed.ts';
import { corpus } from '../corpus.ts';
import { mutatedJson } from '../mutated-json.ts';
import { mutatedText } from '../mutated-text.ts';
import { inScratch } from '../scratch.ts';
import { target, type Target } from '../target.ts';

const BASELINE =
  '# note\n\nmain module src/a.ts\nmain package lodash\n"my cli" module "a b.ts"\nmain registration event:x\n';
const SPECIFIERS = [
  'dep',
  'dep/sub',
  'dep/x/y',
  '#own',
  '#own/a',
  './a',
  './a.js',
  '../up',
  '~/found',
  'own',
  'own/x',
  '@s/p',
  '',
  '.',
  '/',
];
const MANIFESTS: readonly unknown[] = [
  {
    name: 'own',
    type: 'module',
    main: './a.js',
    bin: { x: './a.js', y: 'b' },
    scripts: { start: 'node a.js', dev: 'cd x && tsx b.ts' },
  },
  {
    name: 'own',
    exports: { '.': { import: './a.js', require: './a.cjs' }, './*': './*.js', './x': null },
    imports: { '#own': './a.js', '#own/*': ['./*', 'dep'] },
  },
  {
    name: '@s/p',
    workspaces: ['packages/*', '!x'],
    module: 'a.js',
    browser: { a: false },
    exports: { node: { default: './a.js' } },
  },
];
const TSCONFIGS: readonly unknown[] = [
  {
    extends: './base.json',
    compilerOptions: {
      baseUrl: '.',
      paths: { '~/*': ['./*'], dep: ['./a'] },
      jsx: 'react-jsx',
      module: 'NodeNext',
    },
  },
  {
    extends: ['./base.json', 'nothing'],
    references: [{ path: './sub' }],
    include: ['**/*'],
    files: ['a.ts'],
    compilerOptions: { verbatimModuleSyntax: true },
  },
  {
    compilerOptions: {
      rootDirs: ['a', 'b'],
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      jsxFactory: 'h.x',
      outDir: 'dist',
    },
  },
];

/** @param fixtures absolute path */
export function fileTargets(fixtures: string): Target[] {
  const configs = corpus(fixtures, ['.json', '.jsonc'])
    .filter(({ name }) => name.includes('import-budget.config'))
    .map(({ text }) => text);
  const values = configs.flatMap((text) => parsed(text));
  return [
    target({ name: 'config', input: fc.oneof(mutatedText(configs), json(values)), run: checkConfig }),
    target({ name: 'baseline', input: mutatedText([BASELINE]), run: checkBaseline }),
    target({
      name: 'manifest',
      input: fc.oneof(json(MANIFESTS), mutatedText(MANIFESTS.map((one) => JSON.stringify(one, null, 1)))),
      run: checkManifest,
    }),
    target({
      name: 'tsconfig',
      input: fc.oneof(json(TSCONFIGS), mutatedText(TSCONFIGS.map((one) => JSON.stringify(one, null, 1)))),
      run: checkTsconfig,
    }),
    target({
      name: 'facts-cache',
      input: fc.tuple(fc.boolean(), mutatedText([CACHE]), json([JSON.parse(CACHE)])),
      run: checkCache,
    }),
  ];
}

function json(values: readonly unknown[]): fc.Arbitrary<string> {
  return mutatedJson(values).map((value) => JSON.stringify(value));
}

function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}

async function checkConfig(text: string): Promise<void> {
  await inScratch({ 'import-budget.config.jsonc': text, 'a.js': '' }, (root) =>
    inWords(() => loadConfig({ root, noConfigCode: true })),
  );
  await inScratch({ 'package.json': `{"importBudget":${text}}` }, (root) =>
    inWords(() => loadConfig({ root, noConfigCode: true })),
  );
}

async function checkBaseline(text: string): Promise<void> {
  const baseline = await inWords(() => parseBaseline(text, 'import-budget.baseline'));
  if (baseline === undefined) return;
  const once = renderBaseline(baseline, text);
  const again = parseBaseline(once, 'x');
  if (renderBaseline(again, once) !== once) throw new Error(`is not written the same twice:\n${once}`);
  await inScratch({}, (root) => void loadBaseline(root, null));
}

async function checkManifest(text: string): Promise<void> {
  const files = {
    'package.json': text,
    'a.js': '',
    'a.ts': '',
    'node_modules/dep/package.json': text,
    'node_modules/dep/a.js': '',
  };
  await inScratch(files, async (root) => {
    await inWords(() => discoverEntries(root));
    resolveAll(root);
  });
}

async function checkTsconfig(text: string): Promise<void> {
  const files = {
    'tsconfig.json': text,
    'base.json': text,
    'sub/tsconfig.json': text,
    'a.ts': '',
    'found.ts': '',
    'sub/b.ts': '',
  };
  await inScratch(files, async (root) => {
    await inWords(() => discoverEntries(root));
    resolveAll(root);
  });
}

/** Every specifier from every place: what leads nowhere says why. */
function resolveAll(root: string): void {
  const folders = new FolderCache();
  const scopes = new PackageScopes(folders);
  const tsconfigs = new TsconfigCache(folders);
  const resolver = new Resolver(folders, scopes, tsconfigs, []);
  for (const path of ['a.js', 'a.ts', 'sub/b.ts', 'node_modules/dep/a.js'].map((name) => `${root}/${name}`)) {
    scopes.workspaceOf(path, root);
    const importer = { path, typescript: path.endsWith('.ts'), importsBecomeRequire: false };
    for (const specifier of SPECIFIERS)
      for (const kind of ['import', 'require'] as const) {
        const found = resolver.resolve(importer, specifier, kind);
        if (found.to === 'missing' && !found.reason)
          throw new Error(`${specifier} is missing without a reason`);
      }
  }
}

const CACHE = JSON.stringify({
  version: '1',
  rows: {
    a: [1, 10, 'hash', [1, ['./b', 1, 1, 3, 0, 'c', 2, 5, 0, 1], [1, 2, 0]]],
    b: [1, 10, 'hash', [0, [], [], ['bad', 1, 1]]],
  },
});

/** Whatever is in the file, the cache gives facts of the right form, or none. */
async function checkCache([asText, text, value]: readonly [boolean, string, string]): Promise<void> {
  await inScratch({}, async (folder) => {
    const cache = new FactsCache(folder, '/root', '1');
    cache.keep('x', { modifiedMs: 1, bytes: 1 }, '', { imports: [], computed: [], moduleSyntax: false });
    cache.save();
    const [file] = (await import('node:fs')).readdirSync(folder);
    const path = join(folder, file as string);
    (await import('node:fs')).writeFileSync(path, asText ? text : value);
    const again = new FactsCache(folder, '/root', '1');
    for (const key of ['a', 'b']) {
      const facts = again.find(key, { modifiedMs: 1, bytes: 10 }, () => '');
      if (facts === undefined) continue;
      for (const { specifier, line } of facts.imports)
        if (typeof specifier !== 'string' || typeof line !== 'number')
          throw new Error(`facts of a wrong form: ${JSON.stringify(facts)}`);
    }
    again.keep('y', { modifiedMs: 1, bytes: 1 }, '', { imports: [], computed: [], moduleSyntax: false });
    again.save();
    JSON.parse(readFileSync(path, 'utf8'));
  });
}
