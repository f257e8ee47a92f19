import { UsageError, type ErrorDetail } from '../../../src/errors.ts';

/** What a rejected promise says to the user; anything but a UsageError fails the test. */
export async function usageError(promise: Promise<unknown>): Promise<ErrorDetail> {
  const outcome = await promise.then(
    () => 'nothing was thrown',
    (error: unknown) => error,
  );
  if (outcome instanceof UsageError) return outcome.detail;
  throw outcome instanceof Error ? outcome : new Error(String(outcome));
}
