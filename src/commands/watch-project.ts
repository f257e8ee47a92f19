import { posix } from 'node:path';
import { exists, isFile } from '../io/files.ts';
import { projectFiles } from '../io/project-files.ts';
import { FolderWatch } from '../watch/folder-watch.ts';
import { ownModules, type Known } from './watch-known.ts';
import { changedFiles, mayMatter } from './watch-touched.ts';

/** Files that an import, a resolution or a judgement may depend on. */
const OF_INTEREST =
  /\.([cm]?[jt]sx?|jsonc?|json5|node|wasm|ya?ml|lockb?)$|\/(\.npmrc|import-budget\.baseline)$/;
/** A text that is written again unchanged is none of these changed. */
const INSTALLED = ['package.json', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml'];
const UNRESOLVED = 'unresolved:';

/** Waits for saves that may matter to what is checked or booted. */
export class ProjectWatch {
  private readonly root: string;
  private readonly watch = new FolderWatch((path) => OF_INTEREST.test(path));
  private known: Known | null = null;

  /** @param root absolute real path, forward slashes */
  constructor(root: string) {
    this.root = root;
  }

  /** Number of folders that are watched. */
  get folders(): number {
    return this.watch.size;
  }

  /**
   * Watches what a run was about.
   *
   * @param known of the last run that went through; null where there was none yet
   * @param isDone whether that was this one: else everything in the project may mend it
   * @param readAtMs when the run began, in ms since 1970
   */
  follow(known: Known | null, isDone: boolean, readAtMs: number): void {
    this.known = isDone ? known : null;
    const own = known === null ? [] : [...ownModules(known), ...known.configFiles];
    const files = [...own, ...INSTALLED].map((id) => posix.resolve(this.root, id));
    const more = isDone ? [] : projectFiles(this.root).map((id) => posix.resolve(this.root, id));
    const missing = known === null ? [] : [...missingFiles(known), ...mendingFiles(known)];
    this.watch.set({
      folders: foldersOf([...files, ...missing, ...more], this.root),
      files: new Set(files.filter(isFile)),
      readAtMs,
    });
  }

  /**
   * Waits for a save.
   *
   * @returns what changed, relative to the root; empty where the signal came first
   */
  async next(signal: AbortSignal): Promise<ReadonlySet<string>> {
    for (;;) {
      const changes = await this.watch.next(signal);
      if (changes.length === 0 || this.known === null || mayMatter(changes, this.known))
        return changedFiles(changes, this.root);
    }
  }

  close(): void {
    this.watch.close();
  }
}

/** Where imports that lead nowhere would be looked up: as a file, or as the index of a folder. */
function missingFiles({ analysis, root }: Known): string[] {
  const ids = (analysis?.groups ?? []).flatMap(({ built }) => built.graph.modules.map(({ id }) => id));
  return (
    ids
      .filter((id) => id.startsWith(UNRESOLVED))
      .map((id) => id.slice(UNRESOLVED.length))
      // Of the project's own, with a path: what a package lacks, an install brings.
      .filter((file) => /(^|\/)\.{1,2}(\/|$)/.test(file) && !file.includes('node_modules/'))
      .flatMap((file) => [posix.resolve(root, file), posix.resolve(root, file, 'index')])
  );
}

/** What may bring a program to start that broke off before its first module: any file, and what its command names. */
function mendingFiles({ traces, root }: Known): string[] {
  const broken = traces.filter(({ modules }) => modules.length === 0);
  if (broken.length === 0) return [];
  const named = broken.flatMap(({ command }) => command.filter((word) => /^[^-].*[./]/.test(word)));
  return [...projectFiles(root), ...named].map((file) => posix.resolve(root, file));
}

/** The folders of files, and those above them in which a manifest or tsconfig may come to stand. */
function foldersOf(files: readonly string[], root: string): ReadonlySet<string> {
  const top = topOf(root);
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = posix.dirname(file); !folders.has(folder); folder = posix.dirname(folder)) {
      folders.add(folder);
      if (folder === top || !folder.startsWith(`${top}/`)) break;
    }
  }
  return folders;
}

/** The repository's folder; the root itself where there is none. */
function topOf(root: string): string {
  for (let folder = root; ; folder = posix.dirname(folder)) {
    if (exists(`${folder}/.git`)) return folder;
    if (folder === posix.dirname(folder)) return root;
  }
}
