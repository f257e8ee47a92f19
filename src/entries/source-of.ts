import { join, relative, resolve, sep } from 'node:path';
import { isFile, readText } from '../io/files.ts';
import { parseJson } from '../io/json.ts';
import { isRecord } from './manifest.ts';

/** Where a package's compiled files go and come from: folders relative to the package. */
export interface BuildFolders {
  readonly outputs: readonly string[];
  readonly sources: readonly string[];
}

const OUTPUTS = ['dist', 'build', 'lib', 'out', 'output', 'esm', 'cjs'];
const SOURCES = ['src', 'source', '.'];

/** What a compiled file's extension can have been. */
const SOURCE_EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts'],
  '.mjs': ['.mts', '.ts', '.mjs', '.js'],
  '.cjs': ['.cts', '.ts', '.cjs', '.js'],
  '': ['.ts', '.tsx', '.js', '.mts', '.cts', '/index.ts', '/index.js'],
};

/**
 * Reads outDir and rootDir of a package's tsconfig files (`extends` is not followed), and adds the usual names.
 *
 * @param folder absolute path of the package
 */
export async function readBuildFolders(folder: string): Promise<BuildFolders> {
  const outputs: string[] = [];
  const sources: string[] = [];
  for (const name of ['tsconfig.build.json', 'tsconfig.json']) {
    const text = readText(join(folder, name));
    if (text === null) continue;
    const { value } = await parseJson(text, true);
    const options = isRecord(value) && isRecord(value['compilerOptions']) ? value['compilerOptions'] : {};
    if (typeof options['outDir'] === 'string') outputs.push(inside(folder, options['outDir']));
    if (typeof options['rootDir'] === 'string') sources.push(inside(folder, options['rootDir']));
  }
  return { outputs: [...outputs, ...OUTPUTS], sources: [...sources, ...SOURCES] };
}

/**
 * Finds the source of a compiled file that has not been built: dist/x.js -> src/x.ts.
 *
 * @param folder absolute path of the package
 * @param target relative to the folder; the file itself does not exist
 * @returns absolute path, or null
 */
export function sourceOf(folder: string, target: string, folders: BuildFolders): string | null {
  const path = inside(folder, target);
  const extension = /\.[mc]?js$/.exec(path)?.[0] ?? '';
  const extensions = SOURCE_EXTENSIONS[extension] ?? [];
  const stem = path.slice(0, path.length - extension.length);
  for (const output of folders.outputs) {
    if (!stem.startsWith(`${output}/`)) continue;
    const rest = stem.slice(output.length + 1);
    // dist/esm/x.js and dist/cjs/x.js come from one source.
    for (const inner of new Set([rest, rest.replace(/^(esm|cjs|es|node|commonjs)\//, '')])) {
      const guesses = folders.sources.flatMap((source) =>
        extensions.map((ext) => join(folder, source, inner + ext)),
      );
      const found = guesses.find(isFile);
      if (found !== undefined) return found;
    }
  }
  return null;
}

function inside(folder: string, path: string): string {
  const result = relative(folder, resolve(folder, path));
  return result === '' ? '.' : result.split(sep).join('/');
}
