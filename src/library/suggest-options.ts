import type { BootSettings } from './boot-options.ts';
import type { ProjectOptions } from './options.ts';

/** What `suggest` takes. */
export interface SuggestOptions extends ProjectOptions, Omit<BootSettings, 'registrations'> {
  /** What the whole boot may take: CPU in ms, or a multiple of bare Node's. Needs a boot. */
  readonly goal?: { readonly cpuMs: number } | { readonly timesBareNode: number };
  /** Files or packages that are to leave startup. */
  readonly evict?: readonly string[];
  /** Boots first, and takes costs from there. Runs the project's code. */
  readonly boot?: boolean;
  /** Boots each plan and plans again around what is used. Runs the project's code. */
  readonly verify?: boolean;
}
