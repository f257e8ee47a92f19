import { isTooDeep } from './nesting.ts';
import { parse, type Parsed } from './parse.ts';

/** The syntax of one text for several readers: measured and parsed once, when it is first asked for. Nobody changes it. */
export class FileSyntax {
  readonly #extension: string;
  readonly #text: string;
  #tooDeep: boolean | undefined;
  #parsed: Parsed | undefined;

  /** @param extension with the dot, lower case; empty where the file has none */
  constructor(extension: string, text: string) {
    this.#extension = extension;
    this.#text = text;
  }

  /** Whether the text is nested too deeply to be given to a native parser. */
  get isTooDeep(): boolean {
    return (this.#tooDeep ??= isTooDeep(this.#text, false));
  }

  /** The first clean result, else the first one with its first error: see `parse`. */
  parsed(): Parsed {
    return (this.#parsed ??= parse(this.#extension, this.#text));
  }
}
