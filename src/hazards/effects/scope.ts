import type { Value } from './value.ts';

/** Names of a function, block or module, with what they stand for as far as the walk has come. */
export class Scope {
  readonly #names = new Map<string, Value>();
  readonly #outer: Scope | null;
  readonly #isFunction: boolean;

  /** @param isFunction whether `var` declarations stop here */
  constructor(outer: Scope | null, isFunction: boolean) {
    this.#outer = outer;
    this.#isFunction = isFunction;
  }

  declare(name: string, value: Value): void {
    this.#names.set(name, value);
  }

  /** A `var` is the function's: the block that holds it must not hide it. */
  declareVar(name: string, value: Value): void {
    if (this.#names.has(name)) return;
    if (this.#isFunction || this.#outer === null) this.#names.set(name, value);
    else this.#outer.declareVar(name, value);
  }

  find(name: string): Value | undefined {
    return this.#names.get(name) ?? this.#outer?.find(name);
  }

  /** @returns false where no such name is declared */
  assign(name: string, value: Value): boolean {
    if (!this.#names.has(name)) return this.#outer?.assign(name, value) ?? false;
    this.#names.set(name, value);
    return true;
  }
}
