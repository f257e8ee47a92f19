import type { FolderCache } from '../io/folders.ts';

/** Which extensions are tried, in order, and which written extension may stand for another. */
export interface FileRules {
  readonly extensions: readonly string[];
  readonly aliases: Readonly<Record<string, readonly string[]>>;
}

/** `require` of Node. */
export const REQUIRE_RULES: FileRules = { extensions: ['.js', '.json', '.node'], aliases: {} };
/** `import` of Node: the path as it is written. */
export const IMPORT_RULES: FileRules = { extensions: [], aliases: {} };
/** TypeScript and the bundlers: extensions may be left out, and `./x.js` may mean x.ts. */
export const SOURCE_RULES: FileRules = {
  extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.node'],
  aliases: {
    '.js': ['.ts', '.tsx', '.js', '.jsx'],
    '.jsx': ['.tsx', '.jsx'],
    '.mjs': ['.mts', '.mjs'],
    '.cjs': ['.cts', '.cjs'],
  },
};

export type FileAnswer =
  | { readonly is: 'file'; readonly path: string }
  /** A folder with a package.json of its own: its `main` decides, which is the resolver library's business. */
  | { readonly is: 'package-folder' }
  | undefined;

/**
 * Looks a path up as a file, then (where extensions may be left out) as a folder with an index.
 *
 * @param path absolute, normalised, forward slashes
 * @param folderOnly the specifier ended in a slash or dots: only a folder will do
 */
export function findFile(
  folders: FolderCache,
  path: string,
  rules: FileRules,
  folderOnly: boolean,
): FileAnswer {
  if (!folderOnly) {
    const found = asFile(folders, path, rules);
    if (found !== undefined) return { is: 'file', path: found };
  }
  if (rules.extensions.length === 0 || !folders.isFolder(path)) return undefined;
  if (folders.file(`${path}/package.json`) !== undefined) return { is: 'package-folder' };
  const index = withExtension(folders, `${path}/index`, rules.extensions);
  return index === undefined ? undefined : { is: 'file', path: index };
}

function asFile(folders: FolderCache, path: string, rules: FileRules): string | undefined {
  const dot = path.lastIndexOf('.');
  const aliases = dot > path.lastIndexOf('/') ? rules.aliases[path.slice(dot)] : undefined;
  if (aliases !== undefined) {
    const aliased = withExtension(folders, path.slice(0, dot), aliases);
    if (aliased !== undefined) return aliased;
  }
  return folders.file(path) ?? withExtension(folders, path, rules.extensions);
}

function withExtension(
  folders: FolderCache,
  stem: string,
  extensions: readonly string[],
): string | undefined {
  const slash = stem.lastIndexOf('/');
  const folder = folders.get(stem.slice(0, slash) || '/');
  if (folder === null) return undefined;
  const name = stem.slice(slash + 1);
  for (const extension of extensions) {
    if (folder.type(name + extension) === 'file') return folder.realPathOf(name + extension);
  }
  return undefined;
}
