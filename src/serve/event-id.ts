/**
 * The id a browser gives back when it connects again.
 *
 * @param instance names one start of the command: numbers of another one mean nothing here
 */
export function eventId(instance: string, seq: number): string {
  return `${instance}-${String(seq)}`;
}

/**
 * Reads an id back.
 *
 * @returns null where it is of another instance, or none of ours
 */
export function seqOfId(id: string, instance: string): number | null {
  const prefix = `${instance}-`;
  const digits = id.startsWith(prefix) ? id.slice(prefix.length) : '';
  return /^(0|[1-9]\d{0,14})$/.test(digits) ? Number(digits) : null;
}
