import { existsSync } from './saved.ts';

const LOOK_MS = 10;

/**
 * Waits for a file that the launcher makes when it has seen the awaited moment from outside. The timer does not keep the
 * process alive.
 *
 * @param file absolute path
 */
export function watchTold(file: string, reached: () => void): void {
  const { clearInterval } = globalThis;
  const timer = setInterval(() => {
    if (!existsSync(file)) return;
    clearInterval(timer);
    reached();
  }, LOOK_MS);
  timer.unref();
}
