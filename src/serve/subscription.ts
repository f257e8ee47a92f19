import type { LiveEvent } from './live-event.ts';

/** Which entries a page is about. */
export interface Subscription {
  /** Null for all. */
  readonly wants: ((entry: string) => boolean) | null;
  /** As it stood in the address, `?` included; empty for all. */
  readonly query: string;
}

/** Compiles globs over entry names. */
export type CompileNames = (patterns: readonly string[]) => (entry: string) => boolean;

const MOST_PATTERNS = 20;
const LONGEST_PATTERN = 200;

/**
 * Reads `entry=web*&entry=cli` of an address.
 *
 * @param query without `?`
 * @returns null where there are more or longer patterns than anybody writes
 */
export function subscriptionOf(query: string, compile: CompileNames): Subscription | null {
  const patterns = new URLSearchParams(query).getAll('entry').filter((pattern) => pattern !== '');
  if (patterns.length > MOST_PATTERNS || patterns.some(({ length }) => length > LONGEST_PATTERN)) return null;
  if (patterns.length === 0) return { wants: null, query: '' };
  const again = new URLSearchParams(patterns.map((pattern): [string, string] => ['entry', pattern]));
  return { wants: compile(patterns), query: `?${String(again)}` };
}

/** Whether an event is for this subscription. */
export function isWanted({ entries }: LiveEvent, { wants }: Subscription): boolean {
  return wants === null || entries === null || entries.some(wants);
}

/** An event's data as this subscription is to see it. */
export async function dataFor(event: LiveEvent, { wants }: Subscription): Promise<string> {
  return wants === null || event.narrowed === undefined ? event.data : event.narrowed(wants);
}
