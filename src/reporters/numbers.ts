const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1234` as `1,234`. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/**
 * A count with its noun: `1 module`, `1,234 modules`.
 *
 * @param many the plural where it is not made with an s
 */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/**
 * A size for people: `812 B`, `4.1 kB`, `87 kB`, `4.1 MB`. Units are powers of 1000.
 *
 * @param value in bytes
 */
export function bytes(value: number): string {
  if (value < 0) return `-${bytes(-value)}`;
  let unit = 0;
  let size = value;
  // 999.5 and not 1000: what rounds up to 1000 belongs to the next unit.
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  const precise = unit > 0 && size < 9.95;
  return `${precise || (unit > 1 && size < 99.95) ? size.toFixed(1) : size.toFixed(0)} ${UNITS[unit] ?? 'B'}`;
}
