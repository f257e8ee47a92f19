import * as fc from 'fast-check';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { sourceOfCompiled } from '../../../src/boot/source-maps.ts';
import { runCycles } from '../../../src/commands/cycles.ts';
import { runFix } from '../../../src/commands/fix.ts';
import { runGraph } from '../../../src/commands/graph.ts';
import { loadBoots, saveBoots } from '../../../src/commands/saved-boots.ts';
import { runSuggest } from '../../../src/commands/suggest.ts';
import { loadCruiserConfig } from '../../../src/config/cruiser-config.ts';
import { parse } from '../../../src/extract/parse.ts';
import type { BootTrace } from '../../../src/model/boot.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { inWords } from '../allowed.ts';
import { mutatedJson } from '../mutated-json.ts';
import { mutatedText } from '../mutated-text.ts';
import { plainFlags, quietHost } from '../quiet-host.ts';
import { inScratch } from '../scratch.ts';
import { target, type Target } from '../target.ts';

/** Small, with a cut of most kinds in it. */
const PROJECT = {
  'package.json':
    '{"name":"p","type":"module","main":"main.js","exports":"./main.js","imports":{"#own":"./own.js"}}',
  'main.js':
    "import { a } from './barrel.js';\nimport { heavy } from 'heavy';\nimport './effect.js';\nimport './old.cjs';\nimport '#own';\nexport function run() { return heavy(a()); }\n",
  'barrel.js':
    "export { a } from './a.js';\nexport * from './b.js';\nexport { default as c } from './c.js';\n",
  'a.js': "import { c } from './barrel.js';\nexport function a() { return c; }\n",
  'b.js': "import { a } from './a.js';\nexport const b = () => a;\nexport const d = b();\n",
  'c.js': 'export default 1;\n',
  'effect.js': "globalThis.effect = 1; import('./late.js');\n",
  'late.js': "import { b } from './b.js'; export default b;\n",
  'old.cjs':
    "const fs = require('node:fs'); const { gone } = require('heavy'); exports.x = () => gone(fs);\n",
  'own.js': 'export const own = await null;\n',
  'node_modules/heavy/package.json': '{"name":"heavy","version":"1.0.0","main":"index.js"}',
  'node_modules/heavy/index.js': "exports.heavy = (x) => x; exports.gone = require('./more');\n",
  'node_modules/heavy/more.js': `module.exports = '${'x'.repeat(2_000)}';\n`,
};
type Files = Record<string, string>;
const NAMES = Object.keys(PROJECT);
const CRUISER = {
  forbidden: [
    {
      name: 'no',
      severity: 'error',
      from: { path: '^src', pathNot: ['x'] },
      to: { circular: true, reachable: true },
    },
    {
      name: 'types',
      from: {},
      to: { dependencyTypes: ['npm-dev'], path: '(a+)+$', moreThanOneDependencyType: true },
    },
  ],
  allowed: [{ from: {}, to: {} }],
  required: [{ module: { path: 'a' }, to: { path: 'b' } }],
  options: { doNotFollow: { path: 'node_modules' }, tsConfig: { fileName: 'tsconfig.json' }, exclude: 'x' },
  extends: 'dependency-cruiser/configs/recommended',
};
const SOURCE_MAP = {
  version: 3,
  file: 'a.js',
  sourceRoot: '..',
  sources: ['src/a.ts', '../src/b.ts', 'webpack://x/c.ts', null],
  names: ['a'],
  mappings: 'AAAA,SAASA;ACCT',
  sections: [{ offset: { line: 0, column: 0 }, map: { version: 3, sources: ['d.ts'], mappings: 'AAAA' } }],
};

/** Whole commands over what a user has on disk. */
export async function projectTargets(): Promise<Target[]> {
  const suggested: unknown = JSON.parse(await inScratch(PROJECT, suggestJson));
  const texts = Object.values(PROJECT);
  const edit = fc.tuple(fc.constantFrom(...NAMES), mutatedText(texts));
  const files = fc
    .array(edit, { minLength: 1, maxLength: 3 })
    .map((edits): Files => ({ ...PROJECT, ...Object.fromEntries(edits) }));
  return [
    target({ name: 'project', weight: 1, input: files, run: checkProject }),
    target({
      name: 'fix-from',
      weight: 2,
      input: fc.record({
        report: mutatedJson([suggested]),
        pick: fc.nat(1_000),
        count: fc.integer({ min: 1, max: 3 }),
        keepEffects: fc.boolean(),
        files: fc.oneof(
          { weight: 3, arbitrary: fc.constant<Files>(PROJECT) },
          { weight: 1, arbitrary: files },
        ),
      }),
      run: checkFixFrom,
    }),
    target({ name: 'cruiser-config', input: written(CRUISER), run: checkCruiser }),
    target({ name: 'source-map', input: written(SOURCE_MAP), run: checkSourceMap }),
    target({ name: 'saved-boots', input: mutatedText(['[]', JSON.stringify([BOOT])]), run: checkBoots }),
  ];
}

function written(value: unknown): fc.Arbitrary<string> {
  const asText = mutatedText([JSON.stringify(value, null, 1)]);
  return fc.oneof(
    mutatedJson([value]).map((one) => JSON.stringify(one)),
    asText,
  );
}

async function suggestJson(folder: string): Promise<string> {
  let text = '';
  const host = quietHost(folder, (part) => void (text += part));
  await runSuggest(host, plainFlags({ json: true }), [], { evict: [] });
  return text;
}

async function checkProject(files: Files): Promise<void> {
  await inScratch(files, async (folder) => {
    const entry = ['main.js'];
    for (const json of [{ json: true as const }, {}]) {
      const flags = plainFlags({ entry, ...json });
      for (const run of [runGraph, runCycles, runSuggest]) {
        let text = '';
        const host = quietHost(folder, (part) => void (text += part));
        const code = await inWords(() => run(host, flags, [], { evict: [] }));
        if (code !== undefined && json.json) JSON.parse(text);
      }
    }
  });
}

interface Fix {
  readonly report: unknown;
  readonly pick: number;
  readonly count: number;
  readonly keepEffects: boolean;
  readonly files: Files;
}

/** Either nothing is changed, or what is written parses; never a file that is not of the program. */
async function checkFixFrom({ report, pick, count, keepEffects, files }: Fix): Promise<void> {
  const ids = [...new Set(idsIn(report))];
  const chosen = Array.from({ length: count }, (_, at) => ids[(pick + at * 7) % Math.max(1, ids.length)]);
  const words = chosen.filter((id) => typeof id === 'string' && !id.startsWith('-')) as string[];
  await inScratch(
    { ...files, 'bystander.js': 'left;\n', 'cuts.json': JSON.stringify(report) },
    async (folder) => {
      const before = textsIn(folder);
      const flags = plainFlags({ entry: ['main.js'] });
      const options = { from: 'cuts.json', ...(keepEffects && { keepEffects: true as const }) };
      const code = await inWords(() => runFix(quietHost(folder), flags, words, options));
      const changed = [...textsIn(folder)].filter(([path, text]) => before.get(path) !== text);
      if (code === undefined && changed.length > 0)
        throw new Error(`refused, and changed ${String(changed[0])}`);
      for (const [path, text] of changed) {
        if (/node_modules|bystander|\.json$/.test(path)) throw new Error(`changed ${path}`);
        const old = before.get(path);
        const parsed = old === undefined || parse(extname(path), old).problem === undefined;
        if (parsed && parse(extname(path), text).problem !== undefined)
          throw new Error(`does not parse any more: ${path}\n${text}`);
      }
    },
  );
}

function idsIn(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const { candidates } = value as { candidates?: unknown };
  const own = Array.isArray(candidates) ? candidates.map((one) => (one as { id?: unknown } | null)?.id) : [];
  return [...own, ...Object.values(value).flatMap((one) => idsIn(one))];
}

function textsIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

async function checkCruiser(text: string): Promise<void> {
  await inScratch({ '.dependency-cruiser.json': text }, (root) =>
    inWords(() => loadCruiserConfig(root, '.dependency-cruiser.json', true)),
  );
}

async function checkSourceMap(map: string): Promise<void> {
  const url = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
  const files = {
    'dist/a.js': '1;\n//# sourceMappingURL=a.js.map\n',
    'dist/a.js.map': map,
    'dist/b.js': `1;\n//# sourceMappingURL=${url}`,
    'src/a.ts': '',
    'src/b.ts': '',
  };
  await inScratch(files, (root) => {
    const ids = ['dist/a.js', 'dist/b.js'] as ModuleId[];
    for (const [, source] of sourceOfCompiled(ids, root).sourceOf)
      if (typeof source !== 'string') throw new Error(`a source that is no name: ${JSON.stringify(source)}`);
  });
}

const BOOT = { entry: 'main', failure: null, modules: [{}], runs: [] } as unknown as BootTrace;

/** Damaged boots are none; they never keep others from being saved. */
async function checkBoots(text: string): Promise<void> {
  await inScratch({}, (root) => {
    const host = quietHost(root);
    const flags = plainFlags({ cache: true, cacheDir: join(root, 'cache') });
    saveBoots(host, flags, root, [BOOT]);
    const [file] = readdirSync(join(root, 'cache'));
    replaceBody(join(root, 'cache', file as string), text);
    if (loadBoots(host, flags, root).length > 0) throw new Error('boots with another checksum are taken');
    saveBoots(host, flags, root, [BOOT]);
    if (loadBoots(host, flags, root).length !== 1) throw new Error('the next boot is not saved');
  });
}

function replaceBody(path: string, body: string): void {
  const [checksum] = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, `${checksum ?? ''}\n${body} `);
}
