import { statSync, symlinkSync } from 'node:fs';

/** What copying a link needs of the system; tests give their own. */
export interface LinkSystem {
  readonly isFolder: (path: string) => boolean;
  readonly symlink: (text: string, path: string, kind: 'junction' | 'file') => void;
}

const SYSTEM: LinkSystem = {
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
  symlink: symlinkSync,
};

/**
 * Makes a link. The kind says nothing but on Windows, where a folder gets a junction, which needs no privilege; a link to
 * a file needs one there.
 *
 * @param text what the new link holds
 * @param path of the new link, absolute
 * @param target what is linked to at present, absolute
 * @returns false where the link may not be made, and a copy of the file has to do
 * @throws the system's error, where a folder cannot be linked
 */
export function copyLink(
  { text, path, target }: { readonly text: string; readonly path: string; readonly target: string },
  system: LinkSystem = SYSTEM,
): boolean {
  const kind = system.isFolder(target) ? 'junction' : 'file';
  try {
    system.symlink(text, path, kind);
    return true;
  } catch (error) {
    if (kind === 'file' && (error as NodeJS.ErrnoException).code === 'EPERM') return false;
    throw error;
  }
}
