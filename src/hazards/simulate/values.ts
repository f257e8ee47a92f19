import type { ModuleId } from '../../model/module-id.ts';
import type { Class, Fn } from '../../model/program.ts';
import type { Scope } from './scope.ts';

/** What is known of a value. What nothing is known about is opaque. */
export type Value =
  | Plain
  | UninitialisedValue
  | TextValue
  | GlobalValue
  | NamespaceValue
  | ObjectValue
  | FunctionValue
  | ClassValue
  | InstanceValue
  | ArrayValue
  | OneOfValue
  | GeneratorValue
  | PromiseValue
  | BrokenValue;

interface Plain {
  readonly kind: 'opaque' | 'undefined';
}

/** The state of a binding, never the result of an expression. */
interface UninitialisedValue {
  readonly kind: 'uninitialised';
  /** Whose getter throws, where one stands in between. */
  readonly thrower?: ModuleId;
}

export const OPAQUE: Value = { kind: 'opaque' };
export const UNDEFINED: Value = { kind: 'undefined' };
export const UNINITIALISED: Value = { kind: 'uninitialised' };

interface TextValue {
  readonly kind: 'text';
  readonly value: string;
}

/** Something of the engine or of Node, by its path: `Object.assign`. */
export interface GlobalValue {
  readonly kind: 'global';
  readonly path: string;
}

/** An ES module's namespace. */
interface NamespaceValue {
  readonly kind: 'namespace';
  readonly module: ModuleId;
}

/** Fields of what can be `module.exports`. */
interface Ownable {
  /** The module whose exports it is. */
  owner: ModuleId | null;
  props: Properties | null;
}

export interface ObjectValue extends Ownable {
  readonly kind: 'object';
  props: Properties;
  /** May have properties that are not known. */
  open: boolean;
  /** It holds a copy of what another module had half-way: names that came later are lost. */
  incomplete: boolean;
  /** Made by a compiler out of an ES module (`__esModule`). */
  readonly esModule: boolean;
  /** Functions under computed keys: what iterates or converts the object may call them. */
  readonly computed: readonly Value[];
}

export interface FunctionValue extends Ownable {
  readonly kind: 'function';
  readonly fn: Fn;
  readonly scope: Scope;
  /** The receiver of a method that was taken from its object. */
  readonly self: Value | null;
  /** The class a method is of: where `super` starts. */
  readonly home: ClassValue | null;
}

export interface ClassValue extends Ownable {
  readonly kind: 'class';
  readonly cls: Class;
  readonly scope: Scope;
  superclass: Value | null;
}

export interface InstanceValue {
  readonly kind: 'instance';
  readonly cls: ClassValue;
}

export interface ArrayValue {
  readonly kind: 'array';
  readonly elements: readonly Value[];
}

/** One of several functions: which one is not known. */
interface OneOfValue {
  readonly kind: 'one-of';
  readonly values: readonly FunctionValue[];
}

export interface GeneratorValue {
  readonly kind: 'generator';
  ran: boolean;
  readonly run: () => void;
}

export interface PromiseValue {
  readonly kind: 'promise';
  settled: boolean;
  value: Value;
  error: unknown;
  /** Run as jobs when it settles. */
  readonly waiting: (() => void)[];
}

/** A getter of a compiled re-export whose module was not required yet: reading it throws in `module`. */
interface BrokenValue {
  readonly kind: 'broken';
  readonly module: ModuleId;
}

export type Property =
  | Value
  /** An accessor of the source. */
  | { readonly kind: 'getter'; readonly fn: Fn; readonly scope: Scope }
  | { readonly kind: 'setter'; readonly fn: Fn; readonly scope: Scope }
  /** A compiler's getter: the value is looked up at each read. */
  | { readonly kind: 'live'; readonly read: () => Value };

export type Properties = Map<string, Property>;

/** @returns an object nobody else holds */
export function newObject(given: Partial<Omit<ObjectValue, 'kind'>> = {}): ObjectValue {
  return {
    kind: 'object',
    props: given.props ?? new Map(),
    owner: given.owner ?? null,
    open: given.open ?? false,
    incomplete: given.incomplete ?? false,
    esModule: given.esModule ?? false,
    computed: given.computed ?? [],
  };
}

/** @returns a function as it stands in `scope` */
export function newFunction(
  fn: Fn,
  scope: Scope,
  bound: { self?: Value | null; home?: ClassValue | null } = {},
): FunctionValue {
  return {
    kind: 'function',
    fn,
    scope,
    self: bound.self ?? null,
    home: bound.home ?? null,
    owner: null,
    props: null,
  };
}

/** @returns a promise that is settled where a value (or an error) is given */
export function newPromise(outcome?: { value?: Value; error?: unknown }): PromiseValue {
  return {
    kind: 'promise',
    settled: outcome !== undefined,
    value: outcome?.value ?? OPAQUE,
    error: outcome?.error,
    waiting: [],
  };
}

/** What can be `module.exports` and hold properties. */
export type Holder = ObjectValue | FunctionValue | ClassValue;

export function isHolder(value: Value): value is Holder {
  return value.kind === 'object' || value.kind === 'function' || value.kind === 'class';
}
