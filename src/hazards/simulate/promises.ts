import { SimulatedError, type Machine } from './machine.ts';
import { newPromise, OPAQUE, type PromiseValue, type Value } from './values.ts';

/** Settles a promise; who waits for it goes on as a microtask. */
export function settle(m: Machine, promise: PromiseValue, error: unknown, value: Value): void {
  promise.settled = true;
  promise.error = error;
  promise.value = value;
  for (const waiting of promise.waiting.splice(0)) m.jobs.micro(waiting);
}

/** Runs something as a microtask once the promise is settled. */
export function whenSettled(m: Machine, promise: PromiseValue, run: () => void): void {
  if (promise.settled) m.jobs.micro(run);
  else promise.waiting.push(run);
}

/** `promise.then(onValue, onError)`. */
export function chainPromise(
  m: Machine,
  promise: PromiseValue,
  onValue: Value | undefined,
  onError: Value | undefined,
): PromiseValue {
  const next = newPromise();
  const { confidence } = m;
  whenSettled(m, promise, () => {
    const handler = promise.error === undefined ? onValue : onError;
    if (handler?.kind !== 'function') return settle(m, next, promise.error, promise.value);
    const before = m.confidence;
    m.confidence = confidence;
    try {
      adopt(m, next, m.do.callFunction(handler, [promise.value], null));
    } catch (error) {
      if (!(error instanceof SimulatedError)) throw error;
      settle(m, next, error, OPAQUE);
    } finally {
      m.confidence = before;
    }
  });
  return next;
}

function adopt(m: Machine, promise: PromiseValue, value: Value): void {
  if (value.kind !== 'promise') settle(m, promise, undefined, value);
  else whenSettled(m, value, () => settle(m, promise, value.error, value.value));
}
