import { mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { exists } from '../io/files.ts';
import { isWithin } from '../io/within.ts';
import { makeFolder } from '../io/make-folder.ts';

const FOLDER = 'node_modules';

/**
 * Gives a worktree the packages installed in the working tree: wherever a folder of both has a `node_modules`, one with
 * links to its packages. Links to packages of the repository itself (workspaces) lead to their files in the worktree, for
 * those are what is compared.
 *
 * @param top the working tree, absolute real path
 * @param tree the worktree, absolute real path
 * @returns how many `node_modules` were linked
 */
export function linkPackages(top: string, tree: string): number {
  const outer = outerPackages(top);
  if (outer !== null) link(outer, join(dirname(tree), FOLDER));
  let count = outer === null ? 0 : 1;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, isFolder } of itemsIn(join(top, folder))) {
      if (!isFolder) continue;
      if (name === FOLDER)
        count += linkFolder(join(top, folder, name), join(tree, folder, name), { top, tree });
      else if (!name.startsWith('.') && exists(join(tree, folder, name))) folders.push(join(folder, name));
    }
  }
  return count;
}

interface Trees {
  readonly top: string;
  readonly tree: string;
}

function linkFolder(from: string, to: string, trees: Trees): number {
  // A commit that holds its packages has them already.
  if (exists(to)) return 0;
  makeFolder(to);
  for (const { name, isFolder } of itemsIn(from)) {
    const source = join(from, name);
    if (name.startsWith('@') && isFolder) {
      mkdirSync(join(to, name));
      for (const scoped of itemsIn(source))
        link(target(join(source, scoped.name), trees), join(to, name, scoped.name));
    } else link(target(source, trees), join(to, name));
  }
  return 1;
}

/** Where a package really is; a workspace's own, in the worktree. */
function target(source: string, { top, tree }: Trees): string {
  const real = realOf(source);
  const inside = relative(top, real);
  const isOwn = inside !== '' && isWithin(top, real) && !inside.split(/[\\/]/).includes(FOLDER);
  return isOwn ? join(tree, inside) : source;
}

/** The nearest packages above the repository, which Node would find as well. */
function outerPackages(top: string): string | null {
  for (let folder = dirname(top); dirname(folder) !== folder; folder = dirname(folder))
    if (exists(join(folder, FOLDER))) return join(folder, FOLDER);
  return null;
}

function link(from: string, to: string): void {
  // Junctions need no privilege on Windows; elsewhere the kind says nothing.
  symlinkSync(from, to, 'junction');
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function itemsIn(folder: string): { readonly name: string; readonly isFolder: boolean }[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).map((item) => ({
      name: item.name,
      isFolder: item.isDirectory() || (item.name === FOLDER && item.isSymbolicLink()),
    }));
  } catch {
    return [];
  }
}
