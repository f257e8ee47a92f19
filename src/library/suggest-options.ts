import type { BootSettings } from './boot-options.ts';
import type { ProjectOptions } from './options.ts';

/** What `suggest` takes. */
export interface SuggestOptions extends ProjectOptions, BootSettings {
  /** Startup to come down to: CPU of the whole boot (`"800ms"`), or a multiple of bare Node's (`"6x"`). Needs a boot. */
  readonly goal?: string;
  /** Files or packages that are to leave startup. */
  readonly evict?: readonly string[];
  /** Boots first, and takes costs from there. Runs the project's code. */
  readonly boot?: boolean;
  /** Boots each plan and plans again around what is used. Runs the project's code. */
  readonly verify?: boolean;
}
