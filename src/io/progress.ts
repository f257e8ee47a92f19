import type { Host } from './host.ts';

export interface Progress {
  /** Called often; draws at most ten times a second. */
  readonly step: (done: number, what: string) => void;
  readonly end: () => void;
}

const SILENT_MS = 1000;
const REDRAW_MS = 100;

/** A counting line on stderr for work of over a second; nothing off a terminal. */
export function startProgress(host: Host, quiet: boolean): Progress {
  if (quiet || !host.stderr.isTerminal) return { step: () => undefined, end: () => undefined };
  const started = host.nowMs();
  let last = started + SILENT_MS - REDRAW_MS;
  let drawn = false;
  return {
    step: (done, what) => {
      const now = host.nowMs();
      if (now - last < REDRAW_MS) return;
      last = now;
      drawn = true;
      host.stderr.write(`\r\u001b[2K${done.toLocaleString('en')} ${what}`);
    },
    end: () => {
      if (drawn) host.stderr.write('\r\u001b[2K');
    },
  };
}
