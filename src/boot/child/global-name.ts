import { Script } from 'node:vm';

/**
 * Declares a name that every script and module of this thread can use. It is a binding of the global scope, as `let` at
 * the top level of a script makes it: no property of the global object, so that programs neither list, delete nor freeze it.
 */
export function declareGlobal(name: string, value: unknown): void {
  const assign = new Script(`let ${name}; (value) => { ${name} = value; };`).runInThisContext() as (
    value: unknown,
  ) => void;
  assign(value);
}
