type Job = () => void;

/** More than any real program has at startup; what exceeds it runs in circles. */
const LIMIT = 1_000_000;

/** Microtasks and, behind them, everything that comes later (timers, import()). */
export class JobQueue {
  #micro: Job[] = [];
  #later: Job[] = [];
  #microAt = 0;
  #laterAt = 0;

  micro(job: Job): void {
    this.#micro.push(job);
  }

  later(job: Job): void {
    this.#later.push(job);
  }

  /** @returns whether there was a job to run */
  step(): boolean {
    const job = this.#nextMicro() ?? this.#nextLater();
    job?.();
    return job !== undefined;
  }

  /** Runs jobs until none is left, or what is waited for has come. */
  runUntil(isOver: () => boolean): void {
    for (let count = 0; count < LIMIT && !isOver(); count++) if (!this.step()) return;
  }

  drain(): void {
    this.runUntil(() => false);
  }

  #nextMicro(): Job | undefined {
    if (this.#microAt < this.#micro.length) return this.#micro[this.#microAt++];
    this.#micro = [];
    this.#microAt = 0;
    return undefined;
  }

  #nextLater(): Job | undefined {
    if (this.#laterAt < this.#later.length) return this.#later[this.#laterAt++];
    this.#later = [];
    this.#laterAt = 0;
    return undefined;
  }
}
