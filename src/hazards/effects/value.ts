import type { Class, Expression, Fn, Target } from '../../model/program.ts';
import type { Scope } from './scope.ts';

/** What a name or expression stands for, as far as effects ask. */
export type Value =
  /** Made by the module itself, or nothing is known of it. */
  | { readonly is: 'own' }
  | { readonly is: 'text'; readonly text: string }
  | Place
  | FunctionValue
  | ClassValue
  | { readonly is: 'instance'; readonly of: ClassValue }
  | { readonly is: 'object'; readonly members: Map<string, Value> }
  | { readonly is: 'array'; readonly elements: readonly Value[] };

/** Something that others see as well: an imported or global object, or a member of one. */
export interface Place {
  readonly is: 'place';
  readonly target: 'imported' | 'global';
  /** Of an import; null for a module outside the graph, and for what is global. */
  readonly module: Target;
  /** The module's name here where the path does not tell: `bus` of `import * as bus`. */
  readonly local: string | null;
  /** From the module's exports, or from the global object. */
  readonly path: readonly string[];
}

export interface FunctionValue {
  readonly is: 'function';
  readonly fn: Fn;
  readonly scope: Scope;
}

export interface ClassValue {
  readonly is: 'class';
  readonly cls: Class;
  readonly scope: Scope;
  readonly superclass: Value;
}

/**
 * What becomes of an expression's value: something is made of it; a method of it is called and nothing is made of that
 * (`program.command('x').action(f)`: a chain is there for its beginning); it is dropped.
 */
export type Use = 'taken' | 'chained' | 'dropped';

/** The object of a member: in a chain that is dropped, what the chain begins with. */
export function ofReceiver(use: Use): Use {
  return use === 'dropped' ? 'chained' : use;
}

export const OWN: Value = { is: 'own' };

/** A global variable, or a member of one; the path is empty for the global object itself. */
export function globalPlace(...path: string[]): Place {
  return { is: 'place', target: 'global', module: null, local: null, path };
}

/** What a module exports by a name; `*` is all of it. */
export function importedPlace(module: Target, name: string, local: string | null): Place {
  if (module === 'node:process')
    return globalPlace('process', ...(/^(\*|default)$/.test(name) ? [] : [name]));
  const path = name === '*' ? [] : [name];
  return { is: 'place', target: 'imported', module, local, path };
}

/** Of two values one of which it is: the one of which more is known. A mere fallback text is no name. */
export function either(first: Value, second: Value): Value {
  if (first.is !== 'own') return first;
  return second.is === 'text' ? OWN : second;
}

/** A plain text, or null. */
export function textOf(value: Value | undefined): string | null {
  return value?.is === 'text' ? value.text : null;
}

/** The name at the end of a callee: `on` of `bus.on`, also where an expression is put in front (`(0, bus.on)`). */
export function calleeName(callee: Expression): string | null {
  if (callee.op === 'name') return callee.name;
  if (callee.op === 'member') return callee.key;
  const last = callee.op === 'sequence' ? callee.parts.at(-1) : undefined;
  return last === undefined ? null : calleeName(last);
}
