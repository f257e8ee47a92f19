/** Lets a browser drop what it shows: a whole picture of now follows. */
export const RESYNC_FRAME = 'event: resync\ndata: {}\n\n';

/** Keeps connections from being taken for dead. */
export const HEARTBEAT_FRAME = ': still here\n\n';

/**
 * One event as a browser reads it.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 *
 * @param data JSON on one line
 * @param id undefined for parts of a snapshot: only the whole of it is a place to resume from
 */
export function eventFrame(name: string, data: string, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${data}\n\n`;
}

/** Moves the place to resume from without an event: a block without data dispatches none, but its id counts. */
export function placeFrame(id: string): string {
  return `id: ${id}\n\n`;
}
