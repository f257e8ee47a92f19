import { scriptWords } from './script-words.ts';

/** Starts Node on the file that follows its options. */
const RUNNERS = new Set([
  'node',
  'nodejs',
  'tsx',
  'ts-node',
  'ts-node-esm',
  'ts-node-dev',
  'tsnd',
  'nodemon',
  'swc-node',
  'babel-node',
  'vite-node',
  'esno',
]);

/** Runs the command that follows somewhere in its words. */
const WRAPPERS = new Set(
  'cross-env cross-env-shell env env-cmd dotenv dotenvx npx pnpm yarn npm exec nodemon time nice sudo c8 nyc op doppler'.split(
    ' ',
  ),
);

const VALUE_OPTIONS = new Set(
  (
    '-r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists --tsconfig ' +
    '-P --project --title -O --compiler-options --ignore-diagnostics --dir --cwd --cwd-mode -w --watch-path --ext -i ' +
    '--ignore -x --exec --delay --config --stack-trace-limit --max-old-space-size'
  ).split(' '),
);

/** With one of these no program file is run. */
const NO_FILE = new Set('-e --eval -p --print -pe -c --check --test --run -v --version -h --help'.split(' '));

/** What a script starts: a file relative to the package's folder, or whatever nest-cli.json says. */
export type ScriptTarget = { readonly kind: 'file'; readonly file: string } | { readonly kind: 'nest' };

/**
 * Finds the programs that a package.json script starts with Node, tsx, ts-node, nodemon, `nest start` and the like.
 *
 * @param line the script as written; it is only read
 * @returns in order; words that a shell would still expand (`$X`, `*`) are left out
 */
export function scriptFiles(line: string): readonly ScriptTarget[] {
  const found: ScriptTarget[] = [];
  let folder = '';
  for (const words of scriptWords(line)) {
    if (words[0] === 'cd' && words[1] !== undefined) {
      folder = `${folder}${words[1].replace(/\/$/, '')}/`;
      continue;
    }
    for (const target of commandTargets(words)) {
      if (target.kind === 'nest') found.push(target);
      else if (isPlainPath(folder + target.file)) found.push({ kind: 'file', file: folder + target.file });
    }
  }
  return found;
}

function commandTargets(words: readonly string[]): readonly ScriptTarget[] {
  // concurrently "node a.js" "node b.js", nodemon --exec "node a.js"
  const nested = words
    .filter((word) => /\s/.test(word) && !word.includes('\n'))
    .flatMap((word) => scriptFiles(word));
  if (nested.length > 0) return nested;
  const start = words.findIndex((word) => !/^\w+=/.test(word));
  const first = programName(words[start] ?? '');
  if (first === 'nest') return words[start + 1] === 'start' ? [{ kind: 'nest' }] : [];
  const runner = WRAPPERS.has(first)
    ? words.findIndex((word, index) => index > start && RUNNERS.has(programName(word)))
    : start;
  const at = runner === -1 ? start : runner;
  if (!RUNNERS.has(programName(words[at] ?? ''))) return [];
  const file = programFile(words.slice(at + 1));
  return file === null ? [] : [{ kind: 'file', file }];
}

/** The first word that is neither an option, an option's value nor a subcommand. */
function programFile(words: readonly string[]): string | null {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (NO_FILE.has(word)) return null;
    if (VALUE_OPTIONS.has(word)) index++;
    else if (!word.startsWith('-') && !/^(watch|inspect|debug|\d+)$/.test(word)) return word;
  }
  return null;
}

function programName(word: string): string {
  return (word.split(/[\\/]/).at(-1) ?? '').replace(/\.(exe|cmd)$/, '');
}

function isPlainPath(path: string): boolean {
  return !/[$*{}%`<>?|]/.test(path) && !path.split(/[\\/]/).includes('node_modules');
}
