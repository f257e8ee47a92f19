import { readdirSync, realpathSync, statSync } from 'node:fs';

export type EntryType = 'file' | 'folder' | 'other';

export interface Folder {
  /** The folder's own real path. */
  readonly real: string;
  /** What is in it, by name; links are followed. */
  readonly type: (name: string) => EntryType | undefined;
  /** Real path of an entry; differs from `real/name` only for links. */
  readonly realPathOf: (name: string) => string;
  /** Whether the entry is a link, or nothing that can be followed without asking. */
  readonly isLink: (name: string) => boolean;
  readonly names: () => Iterable<string>;
}

/** Lists each folder once, so that resolving thousands of imports asks the file system once per folder. */
export class FolderCache {
  private readonly folders = new Map<string, Folder | null>();

  /**
   * @param path absolute, forward slashes
   * @returns null where there is no such folder or it may not be listed
   */
  get(path: string): Folder | null {
    let folder = this.folders.get(path);
    if (folder === undefined) {
      folder = readFolder(path, () => this.realPathOf(path));
      this.folders.set(path, folder);
    }
    return folder;
  }

  /** A folder that its listed parent knows to be no link is as real as the parent: no need to ask the system. */
  private realPathOf(path: string): string {
    const slash = path.lastIndexOf('/');
    const parent = slash > 0 ? this.folders.get(path.slice(0, slash)) : undefined;
    if (parent?.isLink(path.slice(slash + 1)) === false) return parent.realPathOf(path.slice(slash + 1));
    return realpathSync.native(path);
  }

  /** Whether a regular file is there, links followed; returns its real path. */
  file(path: string): string | undefined {
    const slash = path.lastIndexOf('/');
    const folder = this.get(path.slice(0, slash) || '/');
    const name = path.slice(slash + 1);
    return folder?.type(name) === 'file' ? folder.realPathOf(name) : undefined;
  }

  isFolder(path: string): boolean {
    const slash = path.lastIndexOf('/');
    return this.get(path.slice(0, slash) || '/')?.type(path.slice(slash + 1)) === 'folder';
  }
}

function readFolder(path: string, realPath: () => string): Folder | null {
  const types = new Map<string, EntryType | 'link'>();
  let real: string;
  try {
    for (const item of readdirSync(path, { withFileTypes: true })) {
      types.set(
        item.name,
        item.isFile() ? 'file' : item.isDirectory() ? 'folder' : item.isSymbolicLink() ? 'link' : 'other',
      );
    }
    real = realPath();
  } catch {
    return null;
  }
  const links = new Map<string, { type: EntryType | undefined; real: string }>();
  const follow = (name: string) => {
    let link = links.get(name);
    if (link === undefined) {
      link = followLink(`${real}/${name}`);
      links.set(name, link);
    }
    return link;
  };
  return {
    real,
    type: (name) => {
      const type = types.get(name);
      return type === 'link' ? follow(name).type : type;
    },
    realPathOf: (name) =>
      types.get(name) === 'link' ? follow(name).real : `${real === '/' ? '' : real}/${name}`,
    isLink: (name) => types.get(name) !== 'folder' && types.get(name) !== 'file',
    names: () => types.keys(),
  };
}

function followLink(path: string): { type: EntryType | undefined; real: string } {
  try {
    const real = realpathSync.native(path);
    const stats = statSync(real);
    return { type: stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other', real };
  } catch {
    return { type: undefined, real: path };
  }
}
