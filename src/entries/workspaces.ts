import { join } from 'node:path';
import { foldersIn, isFile, readText } from '../io/files.ts';
import { isRecord, type Manifest } from './manifest.ts';
import { readPackagesList } from './pnpm-workspace.ts';

/** Patterns with `**` are followed this deep; workspaces lie higher. */
const DEPTH_LIMIT = 6;
/** No path is longer; the matcher throws at patterns that are longer still. */
const LONGEST_PATTERN = 4096;

/**
 * Finds the packages of a workspace (npm, Yarn, pnpm).
 *
 * @param root absolute path
 * @param manifest the root's package.json
 * @returns folders relative to the root with forward slashes, sorted; those without a package.json are left out
 */
export async function findWorkspaces(root: string, manifest: Manifest | null): Promise<readonly string[]> {
  const patterns = [
    ...manifestPatterns(manifest?.workspaces),
    ...readPackagesList(readText(join(root, 'pnpm-workspace.yaml')) ?? ''),
  ]
    .map((pattern) => pattern.replace(/^(!?)\.\//, '$1').replace(/\/+$/, ''))
    .filter((pattern) => pattern !== '' && pattern !== '!' && pattern.length <= LONGEST_PATTERN);
  if (patterns.length === 0) return [];
  const { default: picomatch } = await import('picomatch');
  const isWanted = picomatch(patterns.filter((pattern) => !pattern.startsWith('!')));
  const refused = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  const isRefused = refused.length === 0 ? () => false : picomatch(refused);
  const depth = patterns.some((pattern) => pattern.includes('**'))
    ? DEPTH_LIMIT
    : Math.max(...patterns.map((pattern) => pattern.split('/').length));
  return foldersBelow(root, depth)
    .filter((folder) => isWanted(folder) && !isRefused(folder) && isFile(join(root, folder, 'package.json')))
    .toSorted();
}

function manifestPatterns(workspaces: unknown): readonly string[] {
  const listed = isRecord(workspaces) ? workspaces['packages'] : workspaces;
  return Array.isArray(listed) ? listed.filter((item) => typeof item === 'string') : [];
}

function foldersBelow(root: string, depth: number): readonly string[] {
  const found: string[] = [];
  let level = [''];
  for (let step = 0; step < depth; step++) {
    level = level.flatMap((parent) =>
      foldersIn(join(root, parent))
        .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
        .map((name) => (parent === '' ? name : `${parent}/${name}`)),
    );
    found.push(...level);
  }
  return found;
}
