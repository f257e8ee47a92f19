const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1000,
  m: 1000 ** 2,
  g: 1000 ** 3,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
};

/**
 * Turns a size of the config into bytes. `kB`, `MB`, `GB` count in 1000s, `KiB`, `MiB`, `GiB` in 1024s.
 *
 * @param size bytes as a number, or as written: `"4MB"`, `"1.5 KiB"`, `"900B"`; valid by the config schema
 * @returns whole bytes, halves rounded up
 * @throws Error where the size is not valid by the schema
 */
export function sizeInBytes(size: number | string): number {
  if (typeof size === 'number') return size;
  const match = /^(\d+(?:\.\d+)?)\s?([kmg]i?)?b$/i.exec(size);
  const factor = FACTORS[match?.[2]?.toLowerCase() ?? ''];
  if (match === null || factor === undefined) throw new Error(`not a size: ${size}`);
  return Math.round(Number(match[1]) * factor);
}
