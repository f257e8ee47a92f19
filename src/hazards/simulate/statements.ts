import type { Block, Statement } from '../../model/program.ts';
import { initialise } from './binding.ts';
import { decorate, defineClass } from './classes.ts';
import { runCompiledImport, runExportAll, runExportFrom, runExportNamespace } from './compiled-imports.ts';
import { atMost, CERTAIN, isCut, LIKELY, SimulatedError, type Ending, type Machine } from './machine.ts';
import { chainTo } from './report-hazard.ts';
import { declare, find, hoist, hoistOwn, innerScope, namesOf, newCell, type Scope } from './scope.ts';
import { deferRequire, isDeferredRequire } from './cut-requires.ts';
import { OPAQUE, UNDEFINED, type Value } from './values.ts';

type Of<Op extends Statement['op']> = Extract<Statement, { op: Op }>;
type Runner<Op extends Statement['op']> = (m: Machine, s: Of<Op>, scope: Scope) => Ending | null;
type Runners = { readonly [Op in Statement['op']]: Runner<Op> };

const LEFT: Ending = { left: true };

const RUNNERS: Runners = {
  expression(m, { value }, scope) {
    if (!isDeferredRequire(m, value, scope)) m.do.evaluate(value, scope);
    return null;
  },
  variable: runVariable,
  class: runClass,
  return: (m, { value }, scope) => ({ left: false, value: m.do.evaluate(value, scope) }),
  throw(m, { value, line }, scope) {
    m.do.evaluate(value, scope);
    if (m.confidence === CERTAIN) throw new SimulatedError('Error', { module: scope.module.id, line });
    return { left: false, value: OPAQUE };
  },
  block: (m, { block }, scope) => m.do.runBlock(block, scope),
  if(m, { test, yes, no }, scope) {
    m.do.evaluate(test, scope);
    const before = m.confidence;
    const [one, other] = atMost(m, LIKELY, () => [
      m.do.runBlock(yes, scope),
      no === null ? null : m.do.runBlock(no, scope),
    ]);
    if (one !== null && other !== null) return one;
    // What follows an early return runs only if that was not taken; the end of the function restores this.
    if (one !== null || other !== null) m.confidence = Math.max(before, LIKELY);
    return null;
  },
  try: runTry,
  loop: runLoop,
  leave: () => LEFT,
  labelled: (m, { block }, scope) => withoutLeaving(m.do.runBlock(block, scope)),
  switch(m, { on, cases }, scope) {
    m.do.evaluate(on, scope);
    atMost(m, LIKELY, () => {
      for (const { test, block } of cases) {
        if (test !== null) m.do.evaluate(test, scope);
        m.do.runBlock(block, scope);
      }
    });
    return null;
  },
  enum: runEnum,
  namespace(m, { name, block }, scope) {
    const cell = find(scope, name);
    if (cell !== null) initialise(cell, OPAQUE, scope);
    const inner = innerScope(scope);
    hoist(block.hoisted, inner);
    return m.do.run(block.statements, inner);
  },
  'function-here': exportFunctionHere,
  import: (m, statement, scope) => runCompiledImport(m, statement, scope),
  'export-all': (m, statement, scope) => runExportAll(m, statement, scope),
  'export-namespace': (m, statement, scope) => runExportNamespace(m, statement, scope),
  'export-from': (m, statement, scope) => runExportFrom(m, statement, scope),
};

/** Runs statements in order; an early end (return, break) skips the rest. */
export function run(m: Machine, statements: readonly Statement[], scope: Scope): Ending | null {
  for (const statement of statements) {
    const ending = runStatement(m, statement, scope);
    if (ending !== null) return ending;
  }
  return null;
}

function runStatement(m: Machine, statement: Statement, scope: Scope): Ending | null {
  return (RUNNERS[statement.op] as (m: Machine, s: Statement, scope: Scope) => Ending | null)(
    m,
    statement,
    scope,
  );
}

/** Runs a block in a scope of its own; its `var`s belong to the function around it. */
export function runBlock(m: Machine, { statements, hoisted }: Block, scope: Scope): Ending | null {
  const inner = innerScope(scope);
  hoistOwn(hoisted, inner);
  return run(m, statements, inner);
}

function withoutLeaving(ending: Ending | null): Ending | null {
  return ending?.left === true ? null : ending;
}

function runVariable(m: Machine, { pattern, init, declares, line }: Of<'variable'>, scope: Scope): null {
  const from = init?.op === 'require' ? init.target : null;
  const isTop = scope.parent === null;
  if (from !== null && isTop && scope.module.program.emit === 'cjs' && isCut(m, scope.module.id, from)) {
    deferRequire(pattern, from, scope);
    return null;
  }
  if (init === null) {
    if (declares !== 'var') for (const name of namesOf(pattern)) declareEmpty(name, scope);
    return null;
  }
  const value = m.do.evaluate(init, scope);
  if (isTop && from !== null && value.kind === 'object' && pattern.kind === 'name') {
    const { confidence } = m;
    const holder = scope.module;
    m.log.captures.push({ holder, from, value, line, confidence, chain: chainTo(m, holder.id, line) });
  }
  const isExports = value.kind === 'object' && value.owner !== null;
  m.do.bind(pattern, value, scope, line, isExports ? from : null);
  return null;
}

/** `let x;` is undefined from now on, and nobody's fault. */
function declareEmpty(name: string, scope: Scope): void {
  const cell = find(scope, name);
  if (cell === null) return;
  cell.ready = true;
  cell.value = UNDEFINED;
}

function runClass(m: Machine, { name, cls }: Of<'class'>, scope: Scope): null {
  let value: Value = defineClass(m, cls, scope);
  let cell = find(scope, name);
  if (cell === null) {
    cell = newCell();
    declare(scope, name, cell);
  }
  if (cls.decorators.length > 0) {
    initialise(cell, value, scope);
    for (const decorator of cls.decorators.map((each) => m.do.evaluate(each, scope)))
      decorate(m, decorator, value);
    // A decorator may have replaced the class.
    value = OPAQUE;
  }
  initialise(cell, value, scope);
  return null;
}

/** tsc makes the object first and fills it then; in esbuild's output the name is set when all values are there. */
function runEnum(m: Machine, { name, values }: Of<'enum'>, scope: Scope): null {
  const cell = find(scope, name);
  const isLate = scope.module.program.emit === 'esbuild';
  if (cell !== null && !isLate) initialise(cell, OPAQUE, scope);
  const inner = innerScope(scope);
  declare(inner, name, newCell(OPAQUE));
  for (const value of values) m.do.evaluate(value, inner);
  if (cell !== null && isLate) initialise(cell, OPAQUE, scope);
  return null;
}

function runTry(m: Machine, { block, handler, finalizer }: Of<'try'>, scope: Scope): Ending | null {
  const finish = () => (finalizer === null ? null : m.do.runBlock(finalizer, scope));
  let ending: Ending | null;
  try {
    ending = m.do.runBlock(block, scope);
  } catch (error) {
    if (!(error instanceof SimulatedError) || handler === null) {
      finish();
      throw error;
    }
    ending = m.do.runBlock(handler, scope);
    return finish() ?? ending;
  }
  if (handler !== null && !m.options.stopAtFailure) atMost(m, LIKELY, () => m.do.runBlock(handler, scope));
  return finish() ?? ending;
}

/** A loop runs once; over an array that is known to hold something, for certain. */
function runLoop(m: Machine, { init, heads, each, body }: Of<'loop'>, outer: Scope): Ending | null {
  const scope = innerScope(outer);
  hoist(init.hoisted, scope);
  run(m, init.statements, scope);
  const [first] = heads.map((head) => m.do.evaluate(head, scope));
  if (each !== null) for (const name of namesOf(each)) declare(scope, name, newCell(OPAQUE));
  const elements = first?.kind === 'array' ? first.elements : [];
  const functions = elements.filter((element) => element.kind === 'function');
  if (each?.kind === 'name' && functions.length > 0) declare(scope, each.name, newCell(functions.at(-1)));
  if (elements.length === 0) {
    atMost(m, LIKELY, () => m.do.runBlock(body, scope));
    return null;
  }
  const ending = withoutLeaving(m.do.runBlock(body, scope));
  return m.confidence === CERTAIN ? ending : null;
}

/** tsc before 5.5 exports a function where it is declared. */
function exportFunctionHere(_: Machine, { name }: Of<'function-here'>, scope: Scope): null {
  const { program, exports } = scope.module;
  const cell = find(scope, name);
  if (program.emit !== 'tsc-in-place' || cell === null) return null;
  for (const item of program.exports)
    if (item.kind === 'local' && item.local === name) exports.props.set(item.name, cell.value);
  return null;
}
