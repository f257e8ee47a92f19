import type { ModuleId } from '../../model/module-id.ts';
import type { Expression, Pattern } from '../../model/program.ts';
import { isCut, type Machine } from './machine.ts';
import { find, type Scope } from './scope.ts';

/** @returns whether a statement is nothing but a require that was cut */
export function isDeferredRequire(m: Machine, value: Expression, scope: Scope): boolean {
  return value.op === 'require' && scope.parent === null && isCut(m, scope.module.id, value.target);
}

/** `const { x } = require()` that was cut: the names load the module when they are first read. */
export function deferRequire(pattern: Pattern, target: ModuleId, scope: Scope): void {
  const defer = (part: Pattern, key: string | null): void => {
    if (part.kind === 'object') for (const inner of part.parts) defer(inner.pattern, inner.key);
    if (part.kind !== 'name') return;
    const cell = find(scope, part.name);
    if (cell === null) return;
    cell.ready = true;
    cell.deferred = { target, key };
  };
  defer(pattern, null);
}
