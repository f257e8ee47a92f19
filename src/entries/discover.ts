import { join } from 'node:path';
import { isFile, readText, realPath } from '../io/files.ts';
import { toModuleId } from '../model/module-id.ts';
import { entryCandidates, type EntryCandidate, type EntryOrigin } from './candidates.ts';
import { locate, nestEntry } from './locate.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { readBuildFolders, type BuildFolders } from './source-of.ts';
import { findWorkspaces } from './workspaces.ts';

export interface DiscoveredEntry {
  /** Unique: `bin:foo`, `main`, `exports:./sub`, `script:start`; below a workspace `packages/app bin:foo`. */
  readonly name: string;
  /** Relative to the root, forward slashes. */
  readonly file: string;
  readonly from: EntryOrigin;
  /** The path as package.json has it. */
  readonly declared: string;
  /** `declared` is not built; `file` is its source. */
  readonly mapped?: true;
  /** Neither `declared` nor a source of it exists. */
  readonly missing?: true;
}

export interface Discovery {
  /** Root first, then the workspaces by name; of several names for one file the first counts. */
  readonly entries: readonly DiscoveredEntry[];
  /** What was read, for the message that nothing was found: `package.json (bin, main, …)`. */
  readonly lookedAt: readonly string[];
}

/**
 * Finds the programs of a project by its package.json files. Nothing is executed.
 *
 * @param root absolute path of the project
 * @throws UsageError `package-json-invalid` with file and line
 */
export async function discoverEntries(root: string): Promise<Discovery> {
  const manifest = await readManifest(root, root);
  const workspaces = await findWorkspaces(root, manifest);
  const entries: DiscoveredEntry[] = await packageEntries(root, '', manifest);
  for (const workspace of workspaces) {
    const own = await readManifest(join(root, workspace), root);
    entries.push(...(await packageEntries(root, workspace, own)));
  }
  return { entries: uniqueNames(withoutRepeats(entries, root)), lookedAt: lookedAt(manifest, workspaces) };
}

async function packageEntries(
  root: string,
  workspace: string,
  manifest: Manifest | null,
): Promise<DiscoveredEntry[]> {
  const folder = join(root, workspace);
  const folders = await readBuildFolders(folder);
  const candidates = manifest === null ? [] : [...entryCandidates(manifest)];
  // Node's default where no main is given.
  if (
    !candidates.some(({ from }) => from === 'main' || from === 'exports') &&
    isFile(join(folder, 'index.js'))
  ) {
    candidates.push({ name: 'main', from: 'main', target: 'index.js' });
  }
  const entries: DiscoveredEntry[] = [];
  for (const candidate of candidates) {
    const entry = await toEntry(candidate, root, folder, folders);
    if (entry === null) continue;
    entries.push(workspace === '' ? entry : { ...entry, name: `${workspace} ${entry.name}` });
  }
  return entries;
}

async function toEntry(
  candidate: EntryCandidate,
  root: string,
  folder: string,
  folders: BuildFolders,
): Promise<DiscoveredEntry | null> {
  const { name, from } = candidate;
  const declared = candidate.target ?? (await nestEntry(folder));
  const { file, ...state } = locate(folder, declared, folders);
  if (!isProgram(file, from)) return null;
  return { name, file: toModuleId(file, root), from, declared, ...state };
}

/** Leaves out what Node does not run: stylesheets, data, type declarations, shell scripts behind `bin`. */
function isProgram(file: string, from: EntryOrigin): boolean {
  if (/\.d\.[mc]?ts$/.test(file)) return false;
  if (/\.([mc]?[jt]s|[jt]sx)$/.test(file)) return true;
  const bare = !/\.[^./\\]+$/.test(file);
  if (from !== 'bin' || !bare) return bare;
  const hashbang = /^#!.*/.exec(readText(file) ?? '')?.[0];
  return hashbang === undefined || /\b(node|tsx|ts-node)\b/.test(hashbang);
}

function withoutRepeats(entries: readonly DiscoveredEntry[], root: string): readonly DiscoveredEntry[] {
  const byFile = new Map<string, DiscoveredEntry>();
  for (const entry of entries) {
    const file = realPath(join(root, entry.file));
    if (!byFile.has(file)) byFile.set(file, entry);
  }
  return [...byFile.values()];
}

function uniqueNames(entries: readonly DiscoveredEntry[]): readonly DiscoveredEntry[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    let name = entry.name;
    for (let count = 2; taken.has(name); count++) name = `${entry.name} ${count}`;
    taken.add(name);
    return { ...entry, name };
  });
}

function lookedAt(manifest: Manifest | null, workspaces: readonly string[]): readonly string[] {
  const fields = 'bin, main, module, exports, scripts';
  return [
    manifest === null ? 'package.json (there is none)' : `package.json (${fields})`,
    'index.js',
    ...workspaces.map((workspace) => `${workspace}/package.json`),
  ];
}
