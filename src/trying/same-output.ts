/** What one boot printed, its own paths already replaced. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Whether boots of two sides print the same. Where the base does not always print the same itself, numbers (times,
 * process ids) are not compared.
 *
 * @param isCut whether boots are ended by us, at any point of what they print: then one may have come further
 */
export function isSameOutput(base: readonly Output[], head: readonly Output[], isCut: boolean): boolean {
  return (['stdout', 'stderr'] as const).every((stream) => {
    const known = new Set(base.map((output) => output[stream]));
    const mask = (text: string) => (known.size > 1 ? text.replaceAll(/\d+([.,]\d+)*/g, '0') : text);
    const allowed = [...known].map(mask);
    return head.every((output) => {
      const text = mask(output[stream]);
      return allowed.some((one) => one === text || (isCut && (one.startsWith(text) || text.startsWith(one))));
    });
  });
}
