/** How long nothing may happen before a save counts as done, and how long that may take together. */
export interface QuietTimes {
  readonly quietMs: number;
  readonly mostMs: number;
}

/** Hints that come one after the other, as editors and checkouts make them, and the one who waits for their end. */
export class Hints {
  private readonly times: QuietTimes;
  private firstMs: number | null = null;
  private lastMs = 0;
  private waiting: (() => void) | undefined;

  constructor(times: QuietTimes) {
    this.times = times;
  }

  /** Something may have happened. */
  readonly hint = (): void => {
    this.lastMs = performance.now();
    this.firstMs ??= this.lastMs;
    this.waiting?.();
  };

  /**
   * Waits for a hint, then until no more come for a while.
   *
   * @returns false where the signal came first
   */
  async settled(signal: AbortSignal): Promise<boolean> {
    while (this.firstMs === null && !signal.aborted) await this.sleep(signal, null);
    for (let left = this.left(); left > 0 && !signal.aborted; left = this.left())
      await this.sleep(signal, left);
    if (signal.aborted) return false;
    this.firstMs = null;
    return true;
  }

  /** Milliseconds until it is quiet. */
  private left(): number {
    const { quietMs, mostMs } = this.times;
    return Math.min(this.lastMs + quietMs, (this.firstMs ?? 0) + mostMs) - performance.now();
  }

  /** @param ms null for as long as nothing happens */
  private sleep(signal: AbortSignal, ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
      this.waiting = ms === null ? done : undefined;
    });
  }
}
