import { resolve } from 'node:path';
import { cleanHost } from '../commands/clean-host.ts';
import type { GlobalFlags } from '../commands/flags.ts';
import type { Host, Output } from '../io/host.ts';

/** What all functions of the library take. */
export interface ProjectOptions {
  /** Folder of the project, where everything relative starts and commands run; default: the current one. */
  readonly root?: string;
  /** Names of entries in the config, or files; default: all of the config's, else those of package.json. */
  readonly entries?: readonly string[];
  /** Config file; default: the one in the root, where there is one. */
  readonly config?: string;
  /** Whether a config that is code may be executed; default true. */
  readonly configCode?: boolean;
  /** Extra resolve conditions, as `node --conditions`. */
  readonly conditions?: readonly string[];
  /** Where facts of files and the last boots are kept; false keeps none; default: the user's cache folder. */
  readonly cache?: string | false;
}

/** Options as a command has them from its flags. @internal */
export function toFlags(options: ProjectOptions, version: string): GlobalFlags {
  const { config, configCode = true, conditions = [], cache } = options;
  return {
    version,
    root: '.',
    ...(config !== undefined && { config }),
    configCode,
    entry: [],
    conditions,
    reporter: [],
    output: [],
    quiet: true,
    color: false,
    cache: cache !== false,
    ...(typeof cache === 'string' && { cacheDir: cache }),
  };
}

/** The process we run in, except that nothing is printed, and that it stands in the project's folder. @internal */
export function silentHost(
  host: Host,
  { root = '.', cleanEnv = false }: ProjectOptions & { readonly cleanEnv?: boolean },
): Host {
  const nothing: Output = { isTerminal: false, columns: undefined, write: () => undefined };
  const silent = { ...host, cwd: resolve(host.cwd, root), stdout: nothing, stderr: nothing };
  return cleanEnv ? cleanHost(silent) : silent;
}
