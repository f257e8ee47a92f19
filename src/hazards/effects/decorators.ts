import type { Expression } from '../../model/program.ts';
import type { Evaluator } from './evaluator.ts';
import { shown } from './place-names.ts';
import type { Scope } from './scope.ts';
import { calleeName, OWN, type Value } from './value.ts';

/** Decorators run with the class: those that are imported or global may register it; the module's own are followed. */
export function reportDecorators(
  evaluator: Evaluator,
  decorators: readonly Expression[],
  scope: Scope,
): void {
  for (const decorator of decorators) reportDecorator(evaluator, decorator, scope);
}

function reportDecorator(evaluator: Evaluator, decorator: Expression, scope: Scope): void {
  if (decorator.op !== 'call') return report(evaluator, decorator, evaluator.value(decorator, scope));
  const helper = calleeName(decorator.callee);
  // What compilers write: types are no decorators, and a parameter's is wrapped.
  if (helper === '__metadata') return;
  const wrapped = helper === '__param' ? decorator.args[1] : undefined;
  if (wrapped !== undefined) return reportDecorator(evaluator, wrapped, scope);
  for (const arg of decorator.args) evaluator.value(arg, scope);
  const factory = evaluator.value(decorator.callee, scope);
  if (factory.is !== 'function') return report(evaluator, decorator, factory);
  const made = evaluator.walk.invoke(factory, [], OWN, 'taken');
  report(evaluator, decorator, made);
}

function report({ walk, log }: Evaluator, at: Expression, decorator: Value): void {
  if (decorator.is === 'function') walk.invoke(decorator, [], OWN, 'dropped');
  if (decorator.is !== 'place') return;
  const line = 'line' in at ? at.line : 1;
  const { confidence } = walk;
  const { target } = decorator;
  log.add({
    line,
    kind: 'decorator',
    callee: `@${shown(decorator)}`,
    text: null,
    target,
    name: null,
    confidence,
  });
}
