const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/**
 * Reads a length of time.
 *
 * @param text `500ms`, `30s`, `2m`; a bare number counts seconds
 * @returns ms; undefined where it is no length of time above 0
 */
export function durationMs(text: string): number | undefined {
  const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m)?$/.exec(text.trim()) ?? [];
  const ms = Number(digits) * (UNITS[unit] ?? NaN);
  return ms > 0 ? ms : undefined;
}
