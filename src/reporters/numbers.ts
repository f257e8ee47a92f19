/** A smaller time is written as 0. */
export const VISIBLE_MS = 0.05;

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

/**
 * A time without its unit: `0`, `0.4`, `38`, `1,204`.
 *
 * @param value in ms
 */
export function millis(value: number): string {
  const size = Math.abs(value);
  if (size < VISIBLE_MS) return '0';
  return size < 9.95 ? value.toFixed(1) : count(Math.round(value));
}

/** A share: `4.6 %`, `34 %`. */
export function percent(share: number): string {
  const value = share * 100;
  if (Math.abs(value) < 0.05) return '0 %';
  return `${Math.abs(value) < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : count(Math.round(value))} %`;
}

/** A multiple: `5.9x`, `12x`. */
export function times(value: number): string {
  return `${value < 9.95 ? value.toFixed(1) : count(Math.round(value))}x`;
}

/** The least of 1, 2 and 5 times a power of ten that is no smaller than this: a step that is easy to count in. */
export function axisStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}
