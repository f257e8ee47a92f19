import type { Edit } from './edit.ts';

/** Whether an import is an entry of a literal, or of `exports`, where a getter can stand. */
export function isRegistryEntry({ action, shape, deferability, reasons }: Edit): boolean {
  if (deferability === 'blocked' || reasons.some(({ code }) => code === 'computed')) return false;
  return (
    action === 'registry' || (shape === 'getter' && reasons.some(({ code }) => code === 'exported-value'))
  );
}
