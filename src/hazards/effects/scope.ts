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
    for (let scope: Scope = this; ; scope = scope.#outer) {
      if (scope.#names.has(name)) return;
      if (scope.#isFunction || scope.#outer === null) return scope.declare(name, value);
    }
  }

  find(name: string): Value | undefined {
    for (let scope: Scope | null = this; scope !== null; scope = scope.#outer) {
      const value = scope.#names.get(name);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  /** @returns false where no such name is declared */
  assign(name: string, value: Value): boolean {
    for (let scope: Scope | null = this; scope !== null; scope = scope.#outer) {
      if (!scope.#names.has(name)) continue;
      scope.#names.set(name, value);
      return true;
    }
    return false;
  }
}
