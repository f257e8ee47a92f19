import type {
  Block,
  Class,
  ExportedName,
  Expression,
  Fn,
  Hoisted,
  ImportedName,
  Pattern,
  Statement,
  Target,
} from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import type { Names } from './names.ts';
import type { ProgramSource } from './source.ts';

/** What the statements of one block become; `vars` is the list of the function around it. */
export interface Frame {
  readonly statements: Statement[];
  readonly hoisted: Hoisted[];
  readonly vars: Hoisted[];
  /** Of the module itself: imports and exports are only there. */
  readonly top: boolean;
}

/** `import local = require()` or `import local = A.B`: gone when the name is not used as a value. */
export interface Alias {
  readonly local: string;
  readonly statement: Statement;
  /** The first name of `A.B`. */
  readonly uses: string | null;
}

/** What is known of the whole file so far. */
export interface Found {
  readonly imports: ImportedName[];
  readonly exports: ExportedName[];
  readonly stars: Target[];
  readonly aliases: Alias[];
  /** `export =` of TypeScript, which tsc puts at the end. */
  readonly last: Statement[];
  /** Names of the module itself that are used as values. */
  readonly used: Set<string>;
  topLevelAwait: boolean;
  directEval: boolean;
}

/** One file being read: what its parts (expressions, classes, statements …) share and need of each other. */
export interface Reading {
  readonly source: ProgramSource;
  readonly isTypeScript: boolean;
  /** Whether unused imports are dropped. */
  readonly elides: boolean;
  readonly found: Found;
  readonly moduleNames: Names;
  /** Names of the module that are types. */
  readonly typeNames: ReadonlySet<string>;
  /** Functions given to a call: its `require` parameter is the real one (UMD, AMD). */
  readonly factories: Set<SyntaxNode>;
  names: Names;
  /** How many functions are around the place at hand. */
  functions: number;
  /** What `this` is there. */
  self: Expression;
  line(node: SyntaxNode): number;
  expression(node: SyntaxNode | null | undefined): Expression;
  /** A declared or assigned pattern. */
  pattern(node: SyntaxNode): Pattern;
  function(node: SyntaxNode): Fn;
  class(node: SyntaxNode): Class;
  /** Statements with a scope of their own; `frame` is the one around them. */
  block(nodes: readonly SyntaxNode[], frame: Frame): Block;
  /** The same for what holds its `var`s too: functions, static blocks, namespaces. */
  body(nodes: readonly SyntaxNode[]): Block;
  statement(node: SyntaxNode, frame: Frame): void;
}

/** Runs `work` where other names are declared. */
export function inScope<T>(reading: Reading, names: Names, work: () => T): T {
  const before = reading.names;
  reading.names = names;
  try {
    return work();
  } finally {
    reading.names = before;
  }
}

/** Runs `work` as part of a function (or field), which has a `this` of its own unless it is an arrow. */
export function inFunction<T>(reading: Reading, arrow: boolean, work: () => T): T {
  const { self } = reading;
  reading.functions++;
  if (!arrow) reading.self = { op: 'this' };
  try {
    return work();
  } finally {
    reading.functions--;
    reading.self = self;
  }
}
