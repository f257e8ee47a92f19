import { apply, cpuUsage, now, self } from './saved.ts';
import { childSpeaksForUs } from './watch-launchers.ts';

const TICK_MS = 10;
/** Work in one tick that is more than our own and the noise of timers. */
const WORK_MS = 2;
const IDLE_FRACTION = 0.9;

/**
 * Tells when the event loop has been idle for more than 90 % of a time, with no request pending (files, connections,
 * name look-ups) and little CPU used by any thread. A timer that does not keep the process alive looks every 10 ms.
 *
 * @param idleMs that time
 * @param anyChild a running child process counts as work; otherwise only one that writes to our own output does
 * @param reached gets the start of that time, in ms of the thread's clock
 * @param loadedAt tells when a module was loaded last, on that clock: a small one is work too, however little
 * @returns how to stop
 */
export function watchIdle(
  idleMs: number,
  anyChild: boolean,
  reached: (atMs: number) => void,
  loadedAt: () => number = () => 0,
): () => void {
  const read = clocks();
  const isBusy = busyCheck(anyChild);
  const { clearInterval } = globalThis;
  let last = read();
  let start = last;
  const look = (): void => {
    const current = read();
    const elapsed = current.now - last.now;
    const work = elapsed - (current.idle - last.idle);
    const cpu = current.cpu - last.cpu;
    const isWork = work > WORK_MS || cpu > (elapsed > 2 * WORK_MS ? elapsed / 2 : WORK_MS);
    if (isWork || loadedAt() >= last.now || isBusy()) start = current;
    last = current;
    const span = current.now - start.now;
    if (span < idleMs || current.idle - start.idle <= IDLE_FRACTION * span) return;
    clearInterval(timer);
    reached(start.now);
  };
  const timer = setInterval(() => {
    try {
      look();
    } catch {
      clearInterval(timer);
    }
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** All in ms: the thread's clock, how long the event loop has waited so far, CPU of all threads of the process. */
interface Reading {
  readonly now: number;
  readonly idle: number;
  readonly cpu: number;
}

function clocks(): () => Reading {
  const { nodeTiming } = performance;
  return () => {
    const { user, system } = apply(cpuUsage, self, []);
    return { now: now(), idle: nodeTiming.idleTime, cpu: (user + system) / 1000 };
  };
}

/** Parts of the names of what is waited for: `FSReqCallback`, `GetAddrInfoReqWrap`, `TCPConnectWrap`, work to do at once. */
const REQUESTS = ['Req', 'ConnectWrap', 'WriteWrap', 'ShutdownWrap', 'Immediate'];
const CHILD = 'ProcessWrap';

function busyCheck(anyChild: boolean): () => boolean {
  const { getActiveResourcesInfo } = process;
  const speaksForUs = childSpeaksForUs();
  const { includes } = String.prototype;
  const isRequest = (name: string): boolean => {
    for (let index = 0; index < REQUESTS.length; index++) {
      if (apply(includes, name, [REQUESTS[index] as string])) return true;
    }
    return false;
  };
  return () => {
    const names = apply(getActiveResourcesInfo, self, []);
    for (let index = 0; index < names.length; index++) {
      const name = names[index] as string;
      if (name === CHILD ? anyChild || speaksForUs() : isRequest(name)) return true;
    }
    return false;
  };
}
