/** What a command sees of the process it runs in; tests give their own. */
export interface Host {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What booted programs see of it, where that is not all (`--clean-env`). */
  readonly childEnv?: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Milliseconds on a clock that only goes forward. */
  readonly nowMs: () => number;
  /** ISO date of today in UTC. */
  readonly today: () => string;
}

export interface Output {
  readonly isTerminal: boolean;
  /** Columns; undefined off a terminal. */
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
}

/** The host of a real process. */
export function processHost(source: NodeJS.Process): Host {
  return {
    cwd: source.cwd(),
    env: source.env,
    platform: source.platform,
    stdout: outputOf(source.stdout),
    stderr: outputOf(source.stderr),
    nowMs: () => performance.now(),
    today: () => new Date().toISOString().slice(0, 10),
  };
}

function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    isTerminal: stream.isTTY,
    columns: stream.isTTY ? stream.columns : undefined,
    write: (text) => void stream.write(text),
  };
}

/**
 * Whether to colour: `--no-color`, then NO_COLOR (https://no-color.org), then FORCE_COLOR, then the terminal.
 *
 * @param flag false when `--no-color` was given
 */
export function wantsColor(flag: boolean, env: NodeJS.ProcessEnv, output: Output): boolean {
  if (!flag || env['NO_COLOR']) return false;
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTerminal && env['TERM'] !== 'dumb';
}
