import type { Expression } from '../../model/program.ts';
import type { Machine } from './machine.ts';
import type { Scope } from './scope.ts';

type CallExpression = Extract<Expression, { op: 'call' | 'new' }>;

/** Notes a call that leaves the analysed modules: it may register something. */
export function noteOutsideCall(m: Machine, { callee, args, line }: CallExpression, scope: Scope): void {
  if (m.imagined || m.muted > 0) return;
  const [first] = args;
  const text = first?.op === 'text' ? first.value : null;
  m.log.calls.push({ module: scope.module.id, line, callee: describe(callee), text });
}

/** @returns the path of names a call goes through; `…` stands for what is no name */
function describe(callee: Expression): string {
  switch (callee.op) {
    case 'name':
      return callee.name;
    case 'this':
      return 'this';
    case 'member':
      return `${describe(callee.object)}.${callee.key}`;
    default:
      return '…';
  }
}
