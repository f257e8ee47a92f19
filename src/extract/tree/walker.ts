import type { ClassRecord, FunctionRecord, Scope } from './scope.ts';
import type { SyntaxNode } from './syntax.ts';

/** What the parts of the tree walk (branches, TypeScript, classes) need of the walk itself. */
export interface Walker {
  readonly moduleSyntax: boolean;
  readonly scope: Scope;
  readonly classes: Map<SyntaxNode, ClassRecord>;
  readonly functions: Map<SyntaxNode, FunctionRecord>;
  /** Whether a failing import here is caught. */
  inTry: boolean;
  /** The class whose members are being walked. */
  self: ClassRecord | null;
  visit(node: SyntaxNode): void;
  visitAll(nodes: (SyntaxNode | null)[]): void;
  /** Visits nodes that run only sometimes, unless `run` is true. */
  maybe(nodes: (SyntaxNode | null)[], run?: boolean): void;
  block(node: SyntaxNode): void;
  /** Runs `work` in a new block scope. */
  scoped(work: () => void): void;
  addSite(node: SyntaxNode): void;
  /** Opens a function record below the present scope. */
  open(node: SyntaxNode, parameters: SyntaxNode[]): FunctionRecord;
  /** Runs `work` with another function and scope as the present ones. */
  within(record: FunctionRecord, scope: Scope, conditional: boolean, work: () => void): void;
}
