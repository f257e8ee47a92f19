import type { Registration } from './boot.ts';
import type { ModuleId } from './module-id.ts';

/** What loading a module in a process that has already booted registered. */
export interface LateLoad {
  readonly entry: string;
  /** The lazy root, as asked for. */
  readonly module: ModuleId;
  /**
   * Registrations made while it and what it imports were evaluated, without those that startup had made under the same
   * name. Of roots that share a module, the first one gets what that registers.
   */
  readonly registrations: readonly Registration[];
  /** Why it could not be loaded or observed in full, on one line; null where nothing is in doubt. */
  readonly problem: string | null;
}
