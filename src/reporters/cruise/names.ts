import { visible } from '../escape.ts';

/** How a module is called in a cruise result. */
export type Naming = (id: string) => string;

/** As dependency-cruiser calls it: builtins without `node:`, unresolved imports as they were written. */
function cruiseName(id: string): string {
  return id.replace(/^(node|unresolved):/, '');
}

/** How dependency-cruiser's own reporters are to be fed: most print what they get as it is. */
export interface Feed {
  readonly name: Naming;
  /** For rule names and comments. */
  readonly text: Naming;
}

const LOOKALIKE: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '"': "'",
  '`': "'",
  '|': '¦',
  '\\': '/',
};

/** Exact, for JSON. */
export const EXACT: Feed = { name: cruiseName, text: (text) => text };

/** For plain lines of text: control characters become visible. */
export const LINES: Feed = { name: (id) => visible(cruiseName(id)), text: visible };

/**
 * For labels in quotes and for HTML: in names, whatever could break out is written as in a URL; in words, it is
 * replaced by what looks like it.
 */
export const MARKUP: Feed = {
  name: (id) =>
    visible(cruiseName(id)).replace(
      /["'`<>&{}\\|]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  text: (text) => visible(text).replace(/[<>"`|\\]/g, (char) => LOOKALIKE[char] ?? ''),
};
