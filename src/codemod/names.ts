import { ts } from 'ts-morph';
import type { Source } from './source.ts';

/** Hands out names that nothing in the file uses yet, at any depth. */
export class FreeNames {
  readonly #taken = new Set<string>();

  constructor({ root }: Source) {
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) this.#taken.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(root);
  }

  /** The wanted name, or with a number behind it. */
  take(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${wanted}${count}`;
    this.#taken.add(name);
    return name;
  }
}

/** `./heavy-thing.js` -> `heavyThing`, `@scope/my.pkg` -> `myPkg`. */
export function nameOfSpecifier(specifier: string): string {
  const parts = specifier.split('/').filter((part) => !/^\.*$/.test(part));
  const last = parts.at(-1)?.replace(/\.[cm]?[jt]sx?$|\.json$/, '') ?? '';
  const base = last === 'index' ? (parts.at(-2) ?? last) : last;
  const words = base.split(/[^A-Za-z0-9$]+/).filter((word) => word !== '');
  const name = words.map((word, at) => (at === 0 ? word : capital(word))).join('');
  return /^[A-Za-z$]/.test(name) ? name : `module${capital(name)}`;
}

/** With its first letter in upper case. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `name` or `'na-me'`: as a key of an object. */
export function asKey(name: string, quote: string): string {
  return isName(name) ? name : `${quote}${name}${quote}`;
}

/** `.name` or `['na-me']`. */
export function asMember(name: string, quote: string): string {
  return isName(name) ? `.${name}` : `[${quote}${name}${quote}]`;
}

function isName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}
