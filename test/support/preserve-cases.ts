import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'boot', 'preserve');

/** A program of fixtures/boot/preserve/THEME/cases.json. */
export interface PreserveCase {
  /** `theme/name`. */
  readonly name: string;
  /** In one line, what the probe could change about it. */
  readonly shows: string;
  /** Arguments of Node; the working folder is the theme's. */
  readonly run: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
  /** How it ends without a probe: exit code or signal. */
  readonly exit: number | string;
  /** Part of its output without a probe: the proof that it does what it is there for. */
  readonly says: string;
  /** Major versions of Node that it is for; null for all. */
  readonly nodes: readonly number[] | null;
  /** Platforms, where not all. */
  readonly only: readonly string[] | null;
  readonly not: readonly string[];
  /** False where no trace can arrive: Node stops before preloads or may not write. */
  readonly traces: boolean;
  /** Several threads or processes write its output: only which lines there are is compared, not their order. */
  readonly sorted: boolean;
  /**
   * Why it cannot be watched without a difference, by kind of child code (`all`, `probed`, `probed:register`), also for
   * one version of Node (`all@24`). A program that no longer differs must go from here.
   */
  readonly unlike: Readonly<Record<string, string>>;
  /** Theme's folder, in the copy. */
  readonly cwd: string;
}

type WrittenCase = Partial<PreserveCase> & Pick<PreserveCase, 'shows' | 'run' | 'says'>;

/**
 * Copies all programs, some write files, into a folder of their own and lists them.
 *
 * @param folder an empty folder outside of any project
 */
export function copyPreserveCases(folder: string): PreserveCase[] {
  cpSync(FIXTURES, folder, { recursive: true });
  return readdirSync(folder).flatMap((theme) => {
    const cwd = join(folder, theme);
    const written = JSON.parse(readFileSync(join(cwd, 'cases.json'), 'utf8')) as Record<string, WrittenCase>;
    return Object.entries(written).map(([name, given]) => ({
      env: {},
      stdin: '',
      exit: 0,
      nodes: null,
      only: null,
      not: [],
      traces: true,
      sorted: false,
      unlike: {},
      ...given,
      name: `${theme}/${name}`,
      cwd,
    }));
  });
}

/** Whether a program is meant for this platform and this major version of Node. */
export function isForUs(program: PreserveCase, major: number): boolean {
  if (program.nodes !== null && !program.nodes.includes(major)) return false;
  return (program.only?.includes(process.platform) ?? true) && !program.not.includes(process.platform);
}
