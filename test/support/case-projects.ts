import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** What an analysis can say about a file: its strongest edge timing, or that nothing names it. */
export type Verdict = 'eager' | 'conditional' | 'lazy' | 'reference' | 'erased' | 'none';

/** How real Node judges a case, beyond "what is eager was loaded, what is not was not". */
export interface NodeRun {
  /** Conditional files that this very run loads; the other conditional ones must stay unloaded. */
  readonly taken?: readonly string[];
  /** Lazy files that the run still loads: a timer, a call from another module. Only a boot can show them. */
  readonly later?: readonly string[];
  /** Files that only Node sees, because their names are computed. */
  readonly unseen?: readonly string[];
  /** Node's own flags. */
  readonly flags?: readonly string[];
  /** Exit code; 0 where it is not given. */
  readonly exit?: number;
}

/** `case.json` of a fixture: a small project, one line on what it shows, and what is expected of it. */
export interface CaseProject {
  /** `extract/require-in-try` */
  readonly name: string;
  /** The project's folder, a copy outside the repository: absolute real path. */
  readonly folder: string;
  readonly description: string;
  readonly entry: string;
  readonly expect: Readonly<Record<string, Verdict>>;
  /** Codes of the notices that the analysis must give, sorted; none where absent. */
  readonly notices?: readonly string[];
  /** Specifiers that only TypeScript or a bundler resolves. */
  readonly lenient?: readonly string[];
  /** Symbolic links made in the copy: link -> target folder, both relative to the project. */
  readonly links?: Readonly<Record<string, string>>;
  readonly conditions?: readonly string[];
  /** Platforms where it holds; all where absent. */
  readonly onlyOn?: readonly string[];
  readonly run?: NodeRun;
  /** Why Node cannot judge this case. */
  readonly notRun?: string;
}

const FIXTURES = join(import.meta.dirname, '../../fixtures');

/**
 * Copies the case projects of a theme out of the repository, so that no package.json, tsconfig.json or node_modules
 * of the repository governs them, and makes their links.
 *
 * @param theme folder below fixtures/
 * @param target an empty folder
 */
export function copyCases(theme: string, target: string): CaseProject[] {
  const from = join(FIXTURES, theme);
  return readdirSync(from)
    .filter((leaf) => existsSync(join(from, leaf, 'case.json')))
    .map((leaf) => {
      const folder = join(target, theme, leaf);
      cpSync(join(from, leaf), folder, { recursive: true });
      const settings = JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) as CaseProject;
      for (const [link, to] of Object.entries(settings.links ?? {})) {
        const at = join(folder, link);
        mkdirSync(dirname(at), { recursive: true });
        symlinkSync(relative(dirname(at), join(folder, to)), at, 'junction');
      }
      return { ...settings, name: `${theme}/${leaf}`, folder: realpathSync(folder) };
    });
}

/** The case's own source files below its folder, links not followed: every one of them needs an expectation. */
export function sourceFilesOf({ folder }: CaseProject): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && !/^(package|tsconfig.*|case)\.json$/.test(item.name))
    .map((item) => relative(folder, join(item.parentPath, item.name)).replaceAll('\\', '/'))

    .filter((path) => !/\.d\.[cm]?ts$/.test(path) && /\.([cm]?[jt]sx?|json|node|wasm)$/.test(path));
}
