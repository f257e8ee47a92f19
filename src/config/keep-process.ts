let exit = process.exit;
/** Several at once, as a library may be used, take `process.exit` away once and give it back once. */
let running = 0;

/**
 * Keeps this process going while code of the user's is executed in it: `process.exit()` becomes an error, thrown where
 * it was called, and so does an `await` that nothing can settle any more (Node would end with 13, without a word).
 *
 * @param run executes the code
 * @returns what `run` gives
 * @throws what it throws, or an Error that says what would have ended the process
 */
export async function keepProcess<T>(run: () => Promise<T>): Promise<T> {
  if (running++ === 0) {
    exit = process.exit;
    process.exit = refuseExit;
  }
  let onIdle: (() => void) | undefined;
  const idle = new Promise<never>((_resolve, reject) => {
    onIdle = () => reject(new Error('it waits for a promise that nothing will settle'));
    process.once('beforeExit', onIdle);
  });
  try {
    return await Promise.race([run(), idle]);
  } finally {
    if (--running === 0) process.exit = exit;
    if (onIdle !== undefined) process.off('beforeExit', onIdle);
  }
}

function refuseExit(code?: number | string | null): never {
  throw new Error(`it called process.exit(${code === undefined ? '' : String(code)})`);
}
