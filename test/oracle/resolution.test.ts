import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { extractFacts } from '../../src/extract/extract.ts';
import { FolderCache } from '../../src/io/folders.ts';
import { NO_COMPILE_OPTIONS } from '../../src/model/facts.ts';
import { formatOf } from '../../src/resolve/format.ts';
import { PackageScopes } from '../../src/resolve/package-scope.ts';
import { Resolver } from '../../src/resolve/resolver.ts';
import { TsconfigCache } from '../../src/resolve/tsconfig.ts';

const ROOT = realpathSync(join(import.meta.dirname, '../..'));
const MODULES = join(ROOT, 'node_modules');
/** Files read of one package: enough to meet every way it imports, without reading whole compilers. */
const FILES_PER_PACKAGE = 60;
const MAX_BYTES = 300_000;

interface Question {
  readonly kind: 'require' | 'import';
  readonly importer: string;
  readonly specifier: string;
  readonly ours: string;
}

const folders = new FolderCache();
const scopes = new PackageScopes(folders);
const tsconfigs = new TsconfigCache(folders);
const resolver = new Resolver(folders, scopes, tsconfigs, []);
const packages = new Set<string>();
let questions: Question[] = [];

beforeAll(() => {
  for (const folder of packageFolders()) {
    const before = questions.length;
    for (const file of sourceFiles(folder)) questions.push(...questionsOf(file));
    if (questions.length > before) packages.add(folder);
  }
});

describe('Node agrees on where every import of the installed packages leads', () => {
  it('with packages enough to tell', () => {
    expect(packages.size).toBeGreaterThanOrEqual(60);
    for (const kind of ['require', 'import'] as const) {
      expect(questions.filter((question) => question.kind === kind).length).toBeGreaterThan(500);
    }
  });

  it.each(['require', 'import'] as const)('by %s', (kind) => {
    const asked = questions.filter((question) => question.kind === kind);
    const answers = askNode(asked);
    const differences = asked.flatMap((question, at) => {
      const theirs = normalise(answers[at] ?? '');
      return theirs === question.ours ? [] : [{ ...question, theirs }];
    });
    expect(differences).toEqual([]);
  });
});

/** Every package folder in the repository's own node_modules, nested ones included. */
function packageFolders(modules = MODULES): string[] {
  return readdirSync(modules, { withFileTypes: true })
    .filter((item) => item.isDirectory() && !item.name.startsWith('.'))
    .flatMap((item) => {
      const folder = join(modules, item.name);
      if (item.name.startsWith('@')) return packageFolders(folder);
      const nested = join(folder, 'node_modules');
      const hasNested = statSync(nested, { throwIfNoEntry: false })?.isDirectory() ?? false;
      return [folder, ...(hasNested ? packageFolders(nested) : [])];
    });
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && /\.[cm]?js$/.test(item.name) && !inside(item.parentPath, folder))
    .map((item) => join(item.parentPath, item.name))
    .filter((file) => statSync(file).size <= MAX_BYTES)
    .toSorted()
    .slice(0, FILES_PER_PACKAGE);
}

function inside(path: string, folder: string): boolean {
  return path.slice(folder.length).includes('node_modules');
}

/** What a file asks, each specifier once, with our answer: a path, `node:name`, or `missing`. */
function questionsOf(file: string): Question[] {
  const text = readFileSync(file, 'utf8');
  const facts = extractFacts({
    extension: extname(file),
    text,
    options: NO_COMPILE_OPTIONS,
    checkSyntax: false,
  });
  const { importer } = formatOf(file, facts.moduleSyntax, scopes, tsconfigs);
  const found = new Map<string, Question>();
  for (const { specifier, kind, timing, pattern } of facts.imports) {
    if (pattern || timing === 'erased' || timing === 'reference' || specifier.startsWith('data:')) continue;
    const isImport = ['import', 're-export', 'dynamic-import'].includes(kind);
    // A file with module syntax in a CommonJS package is for bundlers: Node would not load it at all.
    if (isImport && kind !== 'dynamic-import' && importer.importsBecomeRequire) continue;
    const target = resolver.resolve(importer, specifier, kind);
    const ours =
      target.to === 'file' && !target.lenient
        ? target.path
        : target.to === 'builtin'
          ? `node:${target.name}`
          : 'missing';
    const asked = isImport ? 'import' : 'require';
    found.set(`${asked} ${specifier}`, { kind: asked, importer: file, specifier, ours });
  }
  return [...found.values()];
}

function askNode(asked: readonly Question[]): string[] {
  const output = execFileSync(
    process.execPath,
    [
      '--experimental-import-meta-resolve',
      '--no-warnings',
      join(import.meta.dirname, '../support/resolve-like-node.mjs'),
    ],
    {
      input: JSON.stringify(asked.map(({ kind, importer, specifier }) => [kind, importer, specifier])),
      encoding: 'utf8',
      maxBuffer: 64_000_000,
      env: { PATH: process.env['PATH'] },
    },
  );
  return JSON.parse(output) as string[];
}

/** Node's answer in our words. `import.meta.resolve` names files without looking whether they are there. */
function normalise(answer: string): string {
  if (answer.startsWith('error ')) return 'missing';
  if (answer.startsWith('node:')) return answer;
  if (isBuiltin(answer)) return `node:${answer}`;
  const path = answer.startsWith('file:') ? fileURLToPath(answer) : answer;
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return 'missing';
  return realpathSync(path);
}
