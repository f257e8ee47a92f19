import { posix } from 'node:path';
import type { ModuleGraph } from '../model/module-graph.ts';

const UNRESOLVED = 'unresolved:';
const EXTENSION = /\.[^./]+$/;
/** Change what is installed, or how imports are looked up, for every entry. */
const FOR_ALL =
  /^(\.\.\/)*(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|\.pnp\.c?js|\.npmrc|\.yarnrc\.yml|package\.json)$/;
const TSCONFIG = /(^|\/)tsconfig[^/]*\.json$/;

/** What must be known of an analysis: its entries, by group, with what each may load. */
export interface TouchableGroup {
  readonly built: { readonly graph: ModuleGraph };
  readonly entries: readonly {
    readonly name: string;
    readonly sets: {
      readonly eager: readonly number[];
      readonly conditional: readonly number[];
      readonly lazy: readonly number[];
    };
  }[];
}

/**
 * The entries that a change may touch: those that load one of its files, at startup or later. A change of what is
 * installed, of the config or of a tsconfig touches all; that of a nested package.json, the entries with modules below it.
 *
 * @param changed paths relative to the root, as `changedSince` gives them
 * @param configFiles the config and what it is made of (baseline, dependency-cruiser's), relative to the root
 * @returns names
 */
export function entriesTouchedBy(
  changed: ReadonlySet<string>,
  { groups }: { readonly groups: readonly TouchableGroup[] },
  configFiles: readonly string[],
): ReadonlySet<string> {
  const configs = new Set(configFiles.map((file) => posix.normalize(file)));
  const files = [...changed];
  const all = files.some((file) => FOR_ALL.test(file) || TSCONFIG.test(file) || configs.has(file));
  const touch = touching(changed);
  const touched = groups.flatMap(({ built: { graph }, entries }) =>
    entries.filter(
      ({ sets: { eager, conditional, lazy } }) =>
        all || [eager, conditional, lazy].some((set) => set.some((node) => touch(graph.modules[node]!.id))),
    ),
  );
  return new Set(touched.map(({ name }) => name));
}

/** Whether a module, by its id, is one of the changed files, was found with the help of one, or is missing without it. */
function touching(changed: ReadonlySet<string>): (id: string) => boolean {
  const files = [...changed];
  const bare = new Set(files.flatMap((file) => [file.replace(EXTENSION, ''), folderOfIndex(file)]));
  const manifests = files
    .filter((file) => posix.basename(file) === 'package.json')
    .map((file) => file.slice(0, -'package.json'.length));
  return (id) =>
    changed.has(id) ||
    manifests.some((folder) => id.startsWith(folder)) ||
    (id.startsWith(UNRESOLVED) && bare.has(unresolvedFile(id)));
}

function unresolvedFile(id: string): string {
  return posix.normalize(id.slice(UNRESOLVED.length)).replace(EXTENSION, '');
}

/** `src/a` of `src/a/index.ts`, which an import may name by its folder. */
function folderOfIndex(file: string): string {
  const bare = file.replace(EXTENSION, '');
  return bare.endsWith('/index') ? bare.slice(0, -'/index'.length) : bare;
}
