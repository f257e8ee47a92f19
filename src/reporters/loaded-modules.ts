import type { BootTrace } from '../model/boot.ts';

/** How many modules a boot loaded, Node's own left out. */
export function loadedModules({ modules }: BootTrace): number {
  return modules.filter(({ origin }) => origin !== 'builtin').length;
}
