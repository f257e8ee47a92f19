/**
 * A copy of a slice that stands alone. V8 makes a slice of a text a view into it, so a specifier that is kept would keep
 * its whole file in memory.
 */
export function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
