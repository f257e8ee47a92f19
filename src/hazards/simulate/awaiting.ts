import type { Expression, Statement } from '../../model/program.ts';
import { LIKELY, SimulatedError, type Machine } from './machine.ts';
import { whenSettled } from './promises.ts';
import type { Scope } from './scope.ts';
import { OPAQUE, UNDEFINED, type Value } from './values.ts';

type Done = (error: unknown, value: Value) => void;

const awaiting = new WeakMap<Statement, boolean>();

/**
 * Runs the statements of an async function, or of a module with top-level await, one after the other; at an `await` the
 * rest waits as a job. An await inside a larger statement ends that statement first.
 */
export function runAwaiting(m: Machine, statements: readonly Statement[], scope: Scope, done: Done): void {
  runFrom(m, statements, 0, scope, done);
}

function runFrom(
  m: Machine,
  statements: readonly Statement[],
  start: number,
  scope: Scope,
  done: Done,
): void {
  const { confidence } = m;
  try {
    for (let at = start; at < statements.length; at++) {
      const statement = statements[at]!;
      if (mayAwait(statement))
        return runOneAwaiting(m, statement, scope, done, () => runFrom(m, statements, at + 1, scope, done));
      const ending = m.do.run([statement], scope);
      if (ending !== null) return done(undefined, ending.left ? UNDEFINED : ending.value);
    }
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
    return done(error, OPAQUE);
  } finally {
    m.confidence = confidence;
  }
  done(undefined, UNDEFINED);
}

/** Runs up to the `await`, and the rest of the statement, then `goOn`, when what is awaited is there. */
function runOneAwaiting(m: Machine, statement: Statement, scope: Scope, done: Done, goOn: () => void): void {
  const awaited = awaitedBy(statement);
  let value: Value = OPAQUE;
  if (awaited === null) {
    const ending = m.do.run([statement], scope);
    if (ending !== null) return m.jobs.micro(() => done(undefined, ending.left ? UNDEFINED : ending.value));
  } else value = m.do.evaluate(awaited, scope);
  // How long something unknown takes is not known: what others do meanwhile is only likely.
  const isUnknown = value.kind === 'opaque' && awaited !== null && awaited.op !== 'opaque';
  const floor = isUnknown ? LIKELY : m.confidence;
  const resume = () => {
    const before = m.confidence;
    m.confidence = Math.max(before, floor);
    try {
      if (value.kind === 'promise' && value.error !== undefined) return done(value.error, OPAQUE);
      const result = value.kind === 'promise' ? value.value : value;
      if (awaited !== null && statement.op === 'variable')
        m.do.bind(statement.pattern, result, scope, statement.line, null);
      if (awaited !== null && statement.op === 'return') return done(undefined, result);
      goOn();
    } catch (error) {
      if (!(error instanceof SimulatedError)) throw error;
      done(error, OPAQUE);
    } finally {
      m.confidence = before;
    }
  };
  if (value.kind === 'promise') whenSettled(m, value, resume);
  else m.jobs.micro(resume);
}

/** @returns what `await x;`, `const y = await x` and `return await x` wait for */
function awaitedBy(statement: Statement): Expression | null {
  const value =
    statement.op === 'variable'
      ? statement.init
      : statement.op === 'expression' || statement.op === 'return'
        ? statement.value
        : null;
  return value?.op === 'await' ? value.value : null;
}

/** Whether an `await` stands in the statement, outside of its functions. */
function mayAwait(statement: Statement): boolean {
  let known = awaiting.get(statement);
  if (known === undefined) {
    known = holdsAwait(statement);
    awaiting.set(statement, known);
  }
  return known;
}

function holdsAwait(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(holdsAwait);
  if (typeof node !== 'object' || node === null) return false;
  const { op, awaits } = node as { op?: string; awaits?: true };
  if (op === 'await' || awaits === true) return true;
  if (op === 'function' || op === 'class') return false;
  return Object.values(node).some(holdsAwait);
}
