import type { ModuleId } from './module-id.ts';

/**
 * What a module does while it is evaluated, and what its functions would do: a slim tree of everything that can read a
 * binding, load a module or call a function. Plain JSON; names are the source's, lines are 1-based.
 */
export interface Program {
  readonly id: ModuleId;
  readonly emit: Emit;
  /** Only the loads are known: the module is in no cycle, so nothing can meet it half-evaluated. */
  readonly outline?: true;
  /** Import declarations' local names. */
  readonly imports: readonly ImportedName[];
  /** Specifiers' targets of `import` and `export … from`, in source order, each once. */
  readonly requests: readonly ModuleId[];
  readonly exports: readonly ExportedName[];
  /** Targets of `export * from`; null where it leads outside. */
  readonly stars: readonly Target[];
  readonly hoisted: readonly Hoisted[];
  readonly body: readonly Statement[];
  /** An `await` (or `for await`) outside of functions. */
  readonly topLevelAwait: boolean;
  readonly directEval: boolean;
  /** Types of decorated members become values (`emitDecoratorMetadata`). */
  readonly decoratorMetadata: boolean;
  /** The names Node sees in a CommonJS file from outside (cjs-module-lexer). */
  readonly lexed: { readonly exports: readonly string[]; readonly reexports: readonly Target[] };
}

/**
 * How the file reaches Node. `esm` and `cjs` run as they are (types stripped); `tsc` and `esbuild` are ES module syntax
 * compiled to CommonJS, `tsc-in-place` is tsc before 5.5, which exports functions where they are declared.
 */
export type Emit = 'esm' | 'cjs' | 'tsc' | 'tsc-in-place' | 'esbuild';

/** A module of the analysed graph; null is one outside of it, about which nothing is known. */
export type Target = ModuleId | null;

export interface ImportedName {
  readonly local: string;
  readonly target: Target;
  /** As exported there; `*` is the namespace. */
  readonly name: string;
  readonly line: number;
}

/** A local name, or one of another module (`from`), or another module's namespace. */
export type ExportedName =
  | { readonly kind: 'local'; readonly name: string; readonly local: string; readonly declared?: Declared }
  | { readonly kind: 'from'; readonly name: string; readonly target: Target; readonly imported: string }
  | { readonly kind: 'namespace'; readonly name: string; readonly target: Target };

/** How an exported name is declared, where the declaration itself is exported. `value` is `export default expression`. */
export type Declared = 'function' | 'class' | 'variable' | 'enum' | 'value';

/** A name that exists from the start of its block. */
export type Hoisted =
  | { readonly kind: 'function'; readonly name: string; readonly fn: Fn }
  | { readonly kind: 'var'; readonly pattern: Pattern; readonly initialised: boolean }
  | { readonly kind: 'let'; readonly pattern: Pattern; readonly init: Expression | null };

export interface Block {
  readonly statements: readonly Statement[];
  readonly hoisted: readonly Hoisted[];
}

export interface Fn extends Block {
  readonly name: string | null;
  readonly params: readonly Pattern[];
  readonly async: boolean;
  readonly generator: boolean;
  readonly arrow: boolean;
  readonly line: number;
}

export interface Class {
  readonly name: string | null;
  readonly superclass: Expression | null;
  readonly constructor_: Fn | null;
  /** Instance fields' values, in order. */
  readonly fields: readonly Expression[];
  readonly methods: Readonly<Record<string, Fn>>;
  readonly getters: Readonly<Record<string, Fn>>;
  readonly staticMethods: Readonly<Record<string, Fn>>;
  readonly staticGetters: Readonly<Record<string, Fn>>;
  readonly statics: readonly Static[];
  /** Computed keys, in order. */
  readonly computed: readonly Expression[];
  readonly decorators: readonly Expression[];
  /** Decorators of members and parameters. */
  readonly memberDecorators: readonly Expression[];
  /** Types that decorator metadata makes values. */
  readonly metadata: readonly Expression[];
  readonly line: number;
}

export type Static =
  | { readonly kind: 'field'; readonly name: string | null; readonly value: Expression }
  | { readonly kind: 'block'; readonly block: Block };

export type Pattern =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'default'; readonly pattern: Pattern; readonly value: Expression }
  | { readonly kind: 'object'; readonly parts: readonly PatternPart[] }
  | { readonly kind: 'array'; readonly parts: readonly Pattern[] }
  /** An existing place: `({ a: x.y } = value)`. */
  | { readonly kind: 'place'; readonly place: Expression };

export interface PatternPart {
  /** Null for a computed key, and for the rest. */
  readonly key: string | null;
  readonly rest: boolean;
  readonly computed: Expression | null;
  readonly pattern: Pattern;
}

export type Expression =
  /** A value nothing is known about, whose evaluation does nothing. */
  | { readonly op: 'opaque' }
  | { readonly op: 'undefined' }
  | { readonly op: 'text'; readonly value: string }
  | { readonly op: 'name'; readonly name: string; readonly line: number }
  | { readonly op: 'this' }
  | { readonly op: 'super' }
  /** `module.exports` and `exports` of CommonJS. */
  | { readonly op: 'module-exports' }
  | { readonly op: 'exports' }
  | {
      readonly op: 'member';
      readonly object: Expression;
      readonly key: string;
      readonly line: number;
      readonly optional: boolean;
    }
  | { readonly op: 'index'; readonly object: Expression; readonly key: Expression; readonly line: number }
  /** Evaluates all; the result is opaque. `coerce` turns each into a primitive. */
  | { readonly op: 'all' | 'coerce'; readonly parts: readonly Expression[] }
  /** Runs an iterable to its end. `keys` enumerates an object's names. */
  | { readonly op: 'iterate' | 'keys'; readonly value: Expression; readonly line: number }
  | { readonly op: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly op: 'array'; readonly elements: readonly Expression[] }
  | { readonly op: 'spread'; readonly value: Expression }
  | { readonly op: 'object'; readonly members: readonly ObjectMember[]; readonly line: number }
  | { readonly op: 'function'; readonly fn: Fn }
  | { readonly op: 'class'; readonly cls: Class }
  | { readonly op: 'typeof'; readonly value: Expression }
  /** `&&`, `||` and `??`: the right one may run. */
  | { readonly op: 'maybe'; readonly first: Expression; readonly second: Expression }
  | {
      readonly op: 'choose';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  /** `conditional`: a logical assignment (`??=`), whose value may not be evaluated. */
  | {
      readonly op: 'assign';
      readonly target: Pattern;
      readonly value: Expression;
      readonly line: number;
      readonly conditional?: true;
    }
  | { readonly op: 'await'; readonly value: Expression }
  | { readonly op: 'import'; readonly target: Target; readonly line: number }
  | { readonly op: 'require'; readonly target: Target; readonly line: number }
  | {
      readonly op: 'call' | 'new';
      readonly callee: Expression;
      readonly args: readonly Expression[];
      readonly line: number;
      readonly optional: boolean;
    };

export type ObjectMember =
  | { readonly kind: 'value'; readonly key: string; readonly value: Expression }
  | { readonly kind: 'getter' | 'setter'; readonly key: string | null; readonly fn: Fn }
  | { readonly kind: 'computed'; readonly key: Expression; readonly value: Expression }
  | { readonly kind: 'spread'; readonly value: Expression };

export type Statement =
  | { readonly op: 'expression'; readonly value: Expression; readonly line: number }
  | {
      readonly op: 'variable';
      readonly declares: 'var' | 'let' | 'const';
      readonly pattern: Pattern;
      readonly init: Expression | null;
      readonly line: number;
    }
  | { readonly op: 'class'; readonly name: string; readonly cls: Class; readonly line: number }
  | { readonly op: 'return'; readonly value: Expression }
  | { readonly op: 'throw'; readonly value: Expression; readonly line: number }
  | { readonly op: 'block'; readonly block: Block }
  | { readonly op: 'if'; readonly test: Expression; readonly yes: Block; readonly no: Block | null }
  | {
      readonly op: 'try';
      readonly block: Block;
      readonly param: Pattern | null;
      readonly handler: Block | null;
      readonly finalizer: Block | null;
    }
  /** `heads` are the parts that run before each round; `each` names what the body gets of the first of them. */
  | {
      readonly op: 'loop';
      readonly init: Block;
      readonly heads: readonly Expression[];
      readonly each: Pattern | null;
      readonly body: Block;
      /** `for await`. */
      readonly awaits?: true;
    }
  | { readonly op: 'leave' }
  | { readonly op: 'labelled'; readonly block: Block }
  | { readonly op: 'switch'; readonly on: Expression; readonly cases: readonly SwitchCase[] }
  | {
      readonly op: 'enum';
      readonly name: string;
      readonly values: readonly Expression[];
      readonly line: number;
    }
  | { readonly op: 'namespace'; readonly name: string; readonly block: Block }
  /** Where a hoisted function is declared: what exports in place gives it away here. */
  | { readonly op: 'function-here'; readonly name: string }
  | {
      readonly op: 'import';
      readonly target: Target;
      readonly locals: readonly string[];
      /** The compiler drops it: none of its names is used as a value. */
      readonly elided: boolean;
      readonly line: number;
    }
  | { readonly op: 'export-all'; readonly target: Target; readonly line: number }
  | { readonly op: 'export-namespace'; readonly target: Target; readonly name: string; readonly line: number }
  | {
      readonly op: 'export-from';
      readonly target: Target;
      readonly names: readonly { readonly exported: string; readonly imported: string }[];
      readonly line: number;
    };

export interface SwitchCase {
  readonly test: Expression | null;
  readonly block: Block;
}
