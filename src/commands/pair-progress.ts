/**
 * What a person who waits for boots of two sides in turn is told, after the number of boots.
 *
 * @param done boots so far: the first one of each side only reads its files from the disk
 */
export function pairProgress(entry: string, done: number): string {
  return done < 2 ? `boots of ${entry} done, to warm up` : `boots of ${entry} done; now pair ${done >> 1}`;
}
