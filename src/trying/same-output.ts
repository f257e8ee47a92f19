/** What one boot printed, its own paths already replaced. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  /** The program ended by itself; else we ended it, at any point of what it prints. */
  readonly isWhole: boolean;
}

/**
 * Whether boots of two sides print the same. Where the base does not always print the same itself, numbers (times,
 * process ids) are not compared. Of a boot that we ended the other one may have come further.
 */
export function isSameOutput(base: readonly Output[], head: readonly Output[]): boolean {
  return (['stdout', 'stderr'] as const).every((stream) => {
    const changes = new Set(base.map((output) => output[stream])).size > 1;
    const mask = (text: string) => (changes ? text.replaceAll(/\d+([.,]\d+)*/g, '0') : text);
    return head.every((now) =>
      base.some((old) => {
        const [was, is] = [mask(old[stream]), mask(now[stream])];
        return was === is || (!now.isWhole && was.startsWith(is)) || (!old.isWhole && is.startsWith(was));
      }),
    );
  });
}

/** @param run its outcome: nobody had to end it where there is an exit code or a signal of its own */
export function endedByItself(run: {
  readonly exitCode: number | null;
  readonly signal: string | null;
}): boolean {
  return run.exitCode !== null || run.signal !== null;
}
