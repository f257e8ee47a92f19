import type { CompileOptions } from '../../model/facts.ts';

/** Names that classic JSX calls: for elements, and besides for fragments. */
export interface JsxFactories {
  readonly element: string;
  readonly fragment: string;
}

/**
 * What makes the elements of a file, as its comments (`@jsx h`, `@jsxFrag Fragment`) or the compiler's options name it;
 * of `h.create` the name is `h`.
 *
 * @param options without them `React` is taken for it
 * @returns null where the compiler brings an import of its own, or leaves JSX to others
 */
export function jsxFactories(text: string, options: CompileOptions | undefined): JsxFactories | null {
  const pragma = /\/\*\*?[^]*?@jsx[ \t]+([\w$.]+)/.exec(text)?.[1];
  if (pragma === undefined && !(options?.jsxClassic ?? true)) return null;
  const fragment = /@jsxFrag[ \t]+([\w$.]+)/.exec(text)?.[1] ?? options?.jsxFragment;
  return {
    element: rootOf(pragma ?? options?.jsxFactory),
    fragment: rootOf(fragment),
  };
}

function rootOf(name = 'React'): string {
  return name.split('.')[0] as string;
}
