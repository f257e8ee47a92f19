/**
 * Keeps this process going while code of the user's is executed in it: `process.exit()` becomes an error, thrown where
 * it was called, and so does an `await` that nothing can settle any more (Node would end with 13, without a word).
 *
 * @param run executes the code
 * @returns what `run` gives
 * @throws what it throws, or an Error that says what would have ended the process
 */
export async function keepProcess<T>(run: () => Promise<T>): Promise<T> {
  const exit = process.exit;
  process.exit = (code) => {
    throw new Error(`it called process.exit(${code === undefined ? '' : String(code)})`);
  };
  let onIdle: (() => void) | undefined;
  const idle = new Promise<never>((_resolve, reject) => {
    onIdle = () => reject(new Error('it waits for a promise that nothing will settle'));
    process.once('beforeExit', onIdle);
  });
  try {
    return await Promise.race([run(), idle]);
  } finally {
    process.exit = exit;
    if (onIdle !== undefined) process.off('beforeExit', onIdle);
  }
}
