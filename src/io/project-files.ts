import { readdirSync } from 'node:fs';

const SOURCE = /\.([cm]?[jt]sx?|json|node|wasm)$/;

/**
 * Lists the source files of a project: no packages, no hidden folders, no links.
 *
 * @param root absolute path
 * @returns paths relative to the root, forward slashes, sorted; what cannot be listed is left out
 */
export function projectFiles(root: string): string[] {
  const found: string[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const item of list(`${root}/${folder}`)) {
      if (item.name === 'node_modules' || item.name.startsWith('.')) continue;
      const path = folder === '' ? item.name : `${folder}/${item.name}`;
      if (item.isDirectory()) folders.push(path);
      else if (item.isFile() && SOURCE.test(item.name)) found.push(path);
    }
  }
  return found.toSorted();
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
