import type { ModuleId } from './module-id.ts';

/** What was on the startup path when the team last agreed to it: names only, since times differ between machines. */
export interface Baseline {
  /** Path relative to the root. */
  readonly file: string;
  readonly entries: ReadonlyMap<string, BaselineEntry>;
}

export interface BaselineEntry {
  /** First-party ones. */
  readonly modules: ReadonlySet<ModuleId>;
  /** Names. */
  readonly packages: ReadonlySet<string>;
  /** As `registrationName` writes them. */
  readonly registrations: ReadonlySet<string>;
}

/** One name of the file. */
export interface BaselineLine {
  readonly entry: string;
  readonly kind: 'module' | 'package' | 'registration';
  readonly name: string;
}
