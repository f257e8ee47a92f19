import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  type Dirent,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { makeRunFolder, removeRunFolder } from '../boot/run-folder.ts';
import { TargetError } from '../errors.ts';
import { exists, isFile, realPath } from '../io/files.ts';
import { isWithin } from '../io/within.ts';
import { copyLink } from './copy-link.ts';

/** A copy of a project to change and to boot: packages are hard links, so that it costs next to no time or space. */
export interface Overlay {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  /** Absolute path of a folder beside it, for what is no part of the project. */
  readonly folder: string;
  /**
   * Puts another text in place of a file. The original, which shares its content by the link, stays as it is.
   *
   * @param path relative to the root
   * @returns whether there is such a file in the overlay
   * @throws TargetError `no-copy` where it cannot be written; the overlay is then as before
   */
  replace(path: string, text: string): boolean;
  /** Puts a file where there is none. @param path relative to the root @returns whether it could */
  add(path: string, text: string): boolean;
  /** Takes away what was added. @param path relative to the root */
  drop(path: string): void;
  /** Takes all replacements back. */
  restore(): void;
  /** Removes it. Goes with the run's folders at the latest, however this process ends. */
  remove(): void;
}

type Write = (file: string, text: string, options: { readonly flag: 'wx'; readonly mode?: number }) => void;

const PACKAGES = 'node_modules';
/** Larger files outside of packages are data: to copy them takes longer than the boots. */
const COPIED_BYTES = 4 * 1024 * 1024;

/**
 * Makes an overlay of a project. Its own files are copied, for the program may write to them while it is booted; those
 * of packages are linked. Links of the file system lead to where they led, or to the same place in the overlay.
 *
 * @param root absolute real path
 * @param write as `writeFileSync`
 * @throws TargetError `no-copy` where there is no room for it
 */
export function makeOverlay(root: string, write: Write = writeFileSync): Overlay {
  const folder = realPath(makeRunFolder());
  const top = join(folder, basename(root) || 'root');
  try {
    new Copier(root, top).folder('');
    linkOuterPackages(root, folder);
  } catch (error) {
    removeRunFolder(folder);
    throw noCopy(error);
  }
  return {
    root: top.replaceAll('\\', '/'),
    folder,
    ...changing(root, top, write),
    remove: () => removeRunFolder(folder),
  };
}

/** @param root what `top` is a copy of */
function changing(
  root: string,
  top: string,
  write: Write,
): Pick<Overlay, 'replace' | 'add' | 'drop' | 'restore'> {
  const replaced = new Set<string>();
  const added = new Set<string>();
  const drop = (path: string): void => {
    rmSync(join(top, path), { force: true });
    added.delete(path);
  };
  return {
    replace(path, text) {
      const file = join(top, path);
      if (!isWithin(top, realPath(file)) || !exists(file)) return false;
      // Another file takes its name: the content itself is shared with the original.
      writeBeside(file, text, write, lstatSync(file).mode);
      if (!added.has(path)) replaced.add(path);
      return true;
    },
    add(path, text) {
      const file = join(top, path);
      if (!isWithin(top, realPath(dirname(file))) || exists(file)) return false;
      writeBeside(file, text, write);
      added.add(path);
      return true;
    },
    drop,
    restore() {
      for (const path of added) drop(path);
      for (const path of replaced) {
        putBack(root, top, path);
        replaced.delete(path);
      }
    },
  };
}

function putBack(root: string, top: string, path: string): void {
  try {
    rmSync(join(top, path), { force: true });
    new Copier(root, top).file(path);
  } catch (error) {
    throw noCopy(error);
  }
}

/** Writes a file whole or not at all, whatever is there under its name. */
function writeBeside(file: string, text: string, write: Write, mode?: number): void {
  const draft = `${file}.import-budget-draft`;
  try {
    write(draft, text, { flag: 'wx', ...(mode !== undefined && { mode }) });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw noCopy(error);
  }
}

/** @returns an error in words for one of the system */
function noCopy(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof TargetError) return error;
  return new TargetError({
    code: 'no-copy',
    message: `the copy of the project that would be booted cannot be written: ${code}`,
    hint: 'Your files are as before. Make room in the folder for temporary files, or name another one: TMPDIR=/var/tmp.',
  });
}

class Copier {
  private readonly from: string;
  private readonly to: string;
  /** Files cannot be linked across devices. */
  private canLink = true;

  constructor(from: string, to: string) {
    this.from = from;
    this.to = to;
  }

  /** @param path relative to both roots */
  folder(path: string): void {
    mkdirSync(join(this.to, path));
    for (const item of readdirSync(join(this.from, path), { withFileTypes: true })) {
      const inner = path === '' ? item.name : `${path}/${item.name}`;
      if (item.isDirectory()) {
        if (!isLeftOut(item, path)) this.folder(inner);
      } else if (item.isSymbolicLink()) this.link(inner);
      else if (item.isFile()) this.file(inner);
    }
  }

  /** @param path relative to both roots */
  file(path: string): void {
    const from = join(this.from, path);
    const to = join(this.to, path);
    const isPackages = path.startsWith(`${PACKAGES}/`) || path.includes(`/${PACKAGES}/`);
    if (!isPackages && lstatSync(from).size <= COPIED_BYTES) return copy(from, to);
    if (!this.canLink) return copy(from, to);
    try {
      linkSync(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EXDEV') this.canLink = false;
      copy(from, to);
    }
  }

  private link(path: string): void {
    const from = join(this.from, path);
    const text = readlinkSync(from);
    const target = resolve(dirname(from), text);
    const to = join(this.to, path);
    const isInside = isWithin(this.from, target);
    const moved = isAbsolute(text) ? join(this.to, relative(this.from, target)) : text;
    if (copyLink({ text: isInside ? moved : target, path: to, target })) return;
    if (isFile(target)) copy(target, to);
  }
}

function copy(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
}

/** History is large and no part of the program; caches in packages may be written to through a link. */
function isLeftOut({ name }: Dirent, parent: string): boolean {
  return name === '.git' || (name === '.cache' && basename(parent) === PACKAGES);
}

/** Packages that Node would find above the project. */
function linkOuterPackages(root: string, folder: string): void {
  for (let at = dirname(root); dirname(at) !== at; at = dirname(at)) {
    const packages = join(at, PACKAGES);
    if (exists(packages)) return symlinkSync(packages, join(folder, PACKAGES), 'junction');
  }
}
