/** The config as a user writes it; `schema/config.schema.json` describes the same keys. */
export interface UserConfig {
  /** For editors; ignored. */
  readonly $schema?: string;
  /** Programs to analyse, by name. A plain string is short for `{ file }`. */
  readonly entries?: Readonly<Record<string, string | UserEntry>>;
  readonly rules?: readonly UserRule[];
  readonly exceptions?: readonly UserException[];
  /** Functions whose calls while modules load a boot records: `"src/bus.ts#subscribe"`, `"pkg#Class.method"`. */
  readonly registrars?: readonly string[];
}

export interface UserEntry {
  /** Source file, relative to the root. */
  readonly file: string;
  /** The command that starts it, one word an item: `["node", "dist/main.js"]`. */
  readonly run?: readonly string[];
  /** When the boot is done. */
  readonly ready?: UserReady;
  /** Environment variables of the boot. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node binary of the boot. */
  readonly node?: string;
  /** Extra resolve conditions, as `node --conditions`. */
  readonly conditions?: readonly string[];
  /** Exit codes that count as a good boot; default 0. */
  readonly exitCode?: number | readonly number[];
  readonly budget?: UserBudget;
}

export type UserReady =
  | 'exit'
  | 'main'
  | 'listen'
  | 'send'
  | { readonly port: number }
  | { readonly mark: string }
  | { readonly stdout: string }
  | { readonly http: string }
  | { readonly idleMs: number };

/** Limits. Sizes are bytes, or a string with a unit: kB, MB, GB count in 1000s, KiB, MiB, GiB in 1024s. */
export interface UserBudget {
  readonly modules?: UserLimit<number>;
  readonly packages?: UserLimit<number>;
  /** Source bytes on the startup path. */
  readonly bytes?: UserLimit<number | string>;
  /** Multiple of bare Node's own boot: `"6x"`. */
  readonly cpu?: UserLimit<string>;
  readonly cpuMs?: UserLimit<number>;
  readonly rss?: UserLimit<number | string>;
  readonly heap?: UserLimit<number | string>;
  /** Allowed growth of CPU against the base: `"5%"`. */
  readonly regression?: UserLimit<string>;
}

export type UserLimit<T> =
  | T
  | {
      readonly limit: T;
      /** Of the finding where the limit is exceeded; default `error`. */
      readonly level?: UserLevel;
      /** A warning where less than this share of the limit is left: `"10%"`. */
      readonly headroom?: string;
    };

export type UserLevel = 'error' | 'warning' | 'info';

interface UserRuleBase {
  /** Entry names or globs; absent means all. */
  readonly entries?: readonly string[];
  /** Default `error`. */
  readonly level?: UserLevel;
  readonly reason?: string;
  readonly fix?: string;
}

export type UserRule =
  | (UserRuleBase & { readonly type: 'forbidden'; readonly modules: readonly string[] })
  | (UserRuleBase & {
      readonly type: 'required';
      readonly modules: readonly string[];
      readonly registrations?: readonly string[];
    })
  | (UserRuleBase & {
      readonly type: 'required';
      readonly modules?: readonly string[];
      /** Kind, target and name, or globs of that: `"listener process SIGTERM"`. */
      readonly registrations: readonly string[];
    })
  | (UserRuleBase & { readonly type: 'registrations' })
  | (UserRuleBase & { readonly type: 'late-registration'; readonly modules?: readonly string[] })
  | (UserRuleBase & { readonly type: 'cold-load'; readonly modules: readonly string[] })
  | (UserRuleBase & {
      readonly type: 'cycle-hazard';
      /** Least confidence that is a finding; default `certain`. */
      readonly confidence?: 'certain' | 'likely';
      /** Members of cycles that break when they are loaded first are findings too. */
      readonly masked?: boolean;
    })
  | (UserRuleBase & { readonly type: 'prewarm'; readonly modules: readonly string[] })
  | (UserRuleBase & {
      readonly type: 'new-heavy';
      /** Default 10. */
      readonly ms?: number;
      /** Default `"100kB"`. */
      readonly bytes?: number | string;
    })
  | (UserRuleBase & { readonly type: 'unresolved'; readonly except?: readonly string[] })
  | (UserRuleBase & { readonly type: 'dependency-cruiser'; readonly config: string });

interface UserExceptionBase {
  readonly reason: string;
  readonly owner?: string;
  /** ISO date, such as `2027-03-01`. */
  readonly expires?: string;
}

export type UserException =
  | (UserExceptionBase & { readonly edge: string; readonly module?: never })
  | (UserExceptionBase & { readonly module: string; readonly edge?: never });

/**
 * Gives an editor the types of the config.
 *
 * @returns what it was given
 */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}
