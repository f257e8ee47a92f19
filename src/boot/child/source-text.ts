import * as saved from './saved.ts';

/**
 * Makes a reader of ES module sources, for loaders that give bytes.
 *
 * @returns undefined where there is no source
 */
export function sourceReader(): (source: unknown) => string | undefined {
  const decoder = new TextDecoder();
  const { decode } = decoder;
  return (source) => {
    if (typeof source === 'string') return source;
    if (source === null || source === undefined) return undefined;
    return saved.apply(decode, decoder, [source]) as string;
  };
}
