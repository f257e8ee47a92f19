/** The one identity that joins everything known about a module: root-relative real path, or `node:fs`. */
export type ModuleId = string & { readonly __brand: 'ModuleId' };

/**
 * Makes the id of a file.
 *
 * @param realPath absolute path with all symlinks resolved, in POSIX or Windows form; a query or hash of a file URL
 *   must have been removed (Node keeps them in the URL, not in the path)
 * @param root absolute real path of the analysis root, in the same form
 * @returns the path relative to `root` with forward slashes (`../` where the file lies outside); on another Windows
 *   drive than the root's, the absolute path
 */
export function toModuleId(realPath: string, root: string): ModuleId {
  const file = slashed(realPath);
  const base = slashed(root);
  const prefix = base.endsWith('/') ? base : `${base}/`;
  if (file.startsWith(prefix)) return file.slice(prefix.length) as ModuleId;
  const fileParts = file.split('/');
  const baseParts = prefix.slice(0, -1).split('/');
  let shared = 0;
  while (
    shared < baseParts.length &&
    shared < fileParts.length - 1 &&
    baseParts[shared] === fileParts[shared]
  )
    shared++;
  if (shared === 0) return file as ModuleId;
  return ('../'.repeat(baseParts.length - shared) + fileParts.slice(shared).join('/')) as ModuleId;
}

/**
 * Makes the id of a Node builtin.
 *
 * @param name with or without the `node:` scheme (`fs`, `node:fs/promises`)
 */
export function toBuiltinId(name: string): ModuleId {
  return (name.startsWith('node:') ? name : `node:${name}`) as ModuleId;
}

/**
 * Makes the id of an import that leads nowhere: a relative one is anchored at its importer's folder, so that two
 * importers of the same missing file share one module.
 *
 * @param specifier as written
 * @param importer the module that holds the import
 */
export function toUnresolvedId(specifier: string, importer: ModuleId): ModuleId {
  const anchor = specifier.startsWith('.') ? importer.slice(0, importer.lastIndexOf('/') + 1) : '';
  return `unresolved:${anchor}${specifier}` as ModuleId;
}

/**
 * Whether an id begins with a scheme, and names no file: `node:fs`, `unresolved:x`, `data:` modules, which hold their
 * whole text in their name. A Windows drive is no scheme.
 */
export function isUrlId(id: string): boolean {
  return /^[a-z][\w+.-]+:/i.test(id);
}

function slashed(path: string): string {
  const forward =
    path.includes('\\') && /^([A-Za-z]:[\\/]|\\\\)/.test(path) ? path.replaceAll('\\', '/') : path;
  // Drive letters compare without case: C:\ and c:\ are one drive.
  return /^[A-Z]:\//.test(forward) ? forward[0]?.toLowerCase() + forward.slice(1) : forward;
}
