import type { CutReason } from '../../model/cut.ts';
import { RUNS_GENERATOR } from '../tree/activate.ts';
import type { Collected } from '../tree/collect.ts';
import { NOT_RUN } from '../tree/scope.ts';
import { isClass, isFunction, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { calleeName, FUNCTION_WRAPPERS } from '../tree/values.ts';
import { outermost, type Visit } from './visit.ts';

/**
 * When a place of a file runs: `top` while the module is evaluated, `maybe` where a function around it is called then,
 * or given to something that may call it, `later` otherwise.
 */
export type Moment =
  | { readonly when: 'top'; readonly code: CutReason['code'] }
  | {
      readonly when: 'maybe';
      readonly code: CutReason['code'];
      readonly around: Visit;
      readonly async: boolean;
    }
  | { readonly when: 'later'; readonly async: boolean };

/** What is known of the functions of a file. */
export interface Functions {
  /** Which of them run while the module is evaluated. */
  readonly collected: Collected;
  /** The same, if all that is given to calls at top level were called by them. */
  readonly possible: Collected;
  /** Those given to such calls, with the call. */
  readonly given: ReadonlyMap<SyntaxNode, Visit>;
}

/** Helpers of compilers that stand for decorators. */
const DECORATES = /^_*(?:ts_)?(?:decorate|metadata|param|decorateClass|decorateElement|applyDecs\w*)$/;
const FIELDS = new Set(['PropertyDefinition', 'AccessorProperty']);

/**
 * Tells when a place runs. `async` says that an `await` could stand there. A function called at once is part of what is
 * around it; a generator's body is not.
 */
export function momentOf(place: Visit, functions: Functions): Moment {
  let code: CutReason['code'] | undefined;
  let isAsync: boolean | undefined;
  let decorates = false;
  for (let at = place; at.parent !== null; at = at.parent) {
    const { node } = at.parent;
    if (node.type === 'Decorator') {
      decorates = true;
      code ??= 'decorator';
    }
    if (decorates) {
      decorates = !isClass(node);
      continue;
    }
    code ??= codeOf(at, node);
    if (node.type === 'StaticBlock') isAsync ??= false;
    if (isFunction(node) && (at.key === 'body' || at.key === 'params')) {
      isAsync ??= at.key === 'body' && Boolean(node['async']);
      const call = calledAtOnce(at.parent);
      if (call !== undefined && !node['generator']) at = call;
      else return inFunction(at.parent, isAsync, functions);
      if (at.parent === null) break;
    } else if (FIELDS.has(node.type) && at.key === 'value') {
      if (!node['static']) return inField(at.parent, functions);
      isAsync ??= false;
    }
  }
  return { when: 'top', code: code ?? 'top-level-use' };
}

function codeOf(at: Visit, parent: SyntaxNode): CutReason['code'] | undefined {
  if (isClass(parent) && at.key === 'superClass') return 'heritage';
  if (parent.type === 'StaticBlock') return 'static-init';
  if (FIELDS.has(parent.type) && at.key === 'value' && parent['static']) return 'static-init';
  if (parent.type === 'CallExpression' && DECORATES.test(calleeName(unwrap(parent['callee'])) ?? ''))
    return 'decorator';
  return undefined;
}

function inField(field: Visit, functions: Functions): Moment {
  return whenCalled(field, false, functions) ?? { when: 'later', async: false };
}

function inFunction(around: Visit, isAsync: boolean, functions: Functions): Moment {
  const called = whenCalled(around, isAsync, functions);
  if (called !== undefined) return called;
  const call = givenTo(around);
  if (call !== undefined && momentOf(call, functions).when !== 'later')
    return { when: 'maybe', code: 'callback-argument', around: call, async: isAsync };
  return { when: 'later', async: isAsync };
}

function whenCalled(
  at: Visit,
  isAsync: boolean,
  { collected, possible, given }: Functions,
): Moment | undefined {
  const { node } = at;
  if (runs(node, collected))
    return { when: 'maybe', code: 'called-while-loading', around: at, async: isAsync };
  if (!runs(node, possible)) return undefined;
  return { when: 'maybe', code: 'callback-argument', around: given.get(node) ?? at, async: isAsync };
}

function runs(node: SyntaxNode, { functions }: Collected): boolean {
  return (functions.get(node)?.run ?? NOT_RUN) !== NOT_RUN;
}

/**
 * The call that a function, or the name of one, is an argument of. Helpers that only give back a function do not call
 * it.
 */
export function givenTo(visit: Visit): Visit | undefined {
  const outer = outermost(visit);
  const call = outer.parent;
  if (outer.key !== 'arguments' || call === null) return undefined;
  const name = calleeName(unwrap(call.node['callee'])) ?? '';
  return FUNCTION_WRAPPERS.has(name) || RUNS_GENERATOR.has(name) ? undefined : call;
}

/** The call of a function expression that is called where it stands: `(() => …)()`, `(function () {}).call(this)`. */
export function calledAtOnce(visit: Visit): Visit | undefined {
  const outer = outermost(visit);
  const { parent } = outer;
  if (parent === null) return undefined;
  if (outer.key === 'callee') return parent;
  if (outer.key !== 'object' || !/^(?:call|apply)$/.test(calleeName(parent.node) ?? '')) return undefined;
  const member = outermost(parent);
  return member.key === 'callee' ? (member.parent ?? undefined) : undefined;
}
