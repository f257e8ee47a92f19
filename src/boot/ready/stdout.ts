import { lineSearch } from './line-search.ts';
import type { ReadyKind } from './ready-kind.ts';
import type { ReadyProbe, Started } from './ready-probe.ts';

/** Prompts end without a line break: after this pause an unfinished line is searched as it stands. */
const PAUSE_MS = 50;

/** The program prints a line that matches, on standard output or standard error. */
export const stdoutKind: ReadyKind = {
  name: 'stdout',
  written: 'stdout:REGEX',
  help: 'the program prints a line that matches, on standard output or standard error',
  make: (argument, written) => {
    if (!argument) return 'stdout needs a regular expression';
    let pattern: RegExp;
    try {
      pattern = new RegExp(argument);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    return stdoutProbe(written, pattern);
  },
};

function stdoutProbe(name: string, pattern: RegExp): ReadyProbe {
  return {
    name,
    child: { kind: 'none' },
    endsAtExit: false,
    needsChannel: false,
    watch: (started, reached) => watchOutput(started, pattern, reached),
  };
}

function watchOutput(started: Started, pattern: RegExp, reached: (atNs: bigint) => void): () => void {
  const searches = { stdout: lineSearch(pattern), stderr: lineSearch(pattern) };
  const pauses: { stdout?: NodeJS.Timeout; stderr?: NodeJS.Timeout } = {};
  let over = false;
  const stop = (): void => {
    over = true;
    clearTimeout(pauses.stdout);
    clearTimeout(pauses.stderr);
    stopListening();
  };
  const tell = (atNs: bigint): void => {
    stop();
    reached(atNs);
  };
  const stopListening = started.onOutput((stream, bytes, atNs) => {
    if (over) return;
    clearTimeout(pauses[stream]);
    if (searches[stream].push(bytes)) return tell(atNs);
    pauses[stream] = setTimeout(() => {
      if (!over && searches[stream].matchesRest()) tell(atNs);
    }, PAUSE_MS);
  });
  return stop;
}
