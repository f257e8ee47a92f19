import { TargetError, UsageError } from '../../src/errors.ts';

/**
 * Runs a stage that may refuse its input.
 *
 * @returns what it gives; undefined where it refused in words
 * @throws Error where it failed in any other way, or has no words for it
 */
export async function inWords<T>(stage: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await stage();
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TargetError)) throw error;
    const { code, message, hint } = error.detail;
    if (!code || !message || !hint)
      throw new Error(`a refusal without words: ${JSON.stringify(error.detail)}`, { cause: error });
    return undefined;
  }
}
