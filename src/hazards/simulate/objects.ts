import type { Expression, ObjectMember } from '../../model/program.ts';
import type { Machine } from './machine.ts';
import { evaluateBase } from './names.ts';
import { enumerateExports, enumerateNamespace, noteCopy, peek } from './exported-values.ts';
import { readMember } from './members.ts';
import { meet, readUninitialised } from './report-hazard.ts';
import type { Scope } from './scope.ts';
import {
  isHolder,
  newObject,
  OPAQUE,
  UNDEFINED,
  type ObjectValue,
  type Property,
  type Value,
} from './values.ts';

/** Makes the object that `{ … }` stands for. */
export function objectLiteral(
  m: Machine,
  { members, line }: Extract<Expression, { op: 'object' }>,
  scope: Scope,
): Value {
  const props = new Map<string, Property>();
  const computed: Value[] = [];
  const made = newObject({ props, computed });
  for (const item of members) addMember(m, made, computed, item, line, scope);
  return made;
}

function addMember(
  m: Machine,
  made: ObjectValue,
  computed: Value[],
  item: ObjectMember,
  line: number,
  scope: Scope,
): void {
  switch (item.kind) {
    case 'value':
      made.props.set(item.key, m.do.evaluate(item.value, scope));
      return;
    case 'getter':
    case 'setter':
      if (item.key === null) made.open = true;
      else made.props.set(item.key, { kind: item.kind, fn: item.fn, scope });
      return;
    case 'computed': {
      m.do.evaluate(item.key, scope);
      const value = m.do.evaluate(item.value, scope);
      if (value.kind === 'function') computed.push(value);
      made.open = true;
      return;
    }
    case 'spread':
      spreadInto(m, made, evaluateBase(m, item.value, scope), line, scope);
  }
}

/** `{ ...value }` copies the properties there are now; getters run. */
function spreadInto(m: Machine, made: ObjectValue, value: Value, line: number, scope: Scope): void {
  if (value.kind === 'namespace') {
    enumerateNamespace(m, value.module, scope.module, line);
    made.open = true;
  } else if (value.kind === 'object') copyProperties(m, value, made, line, scope);
  else if (isHolder(value)) for (const [key, property] of value.props ?? []) made.props.set(key, property);
  else made.open = true;
}

/** Copies what an object has now into another one, as `Object.assign` and `{ ...value }` do. */
export function copyProperties(
  m: Machine,
  from: ObjectValue,
  to: ObjectValue,
  line: number,
  scope: Scope,
): void {
  enumerateExports(m, from, scope.module, line);
  noteCopy(m, from, to);
  for (const key of from.props.keys()) {
    const value =
      from.owner === null ? readMember(m, from, key, scope, line, false) : (peek(m, from, key) ?? UNDEFINED);
    to.props.set(key, value.kind === 'uninitialised' ? OPAQUE : value);
    if (value.kind !== 'uninitialised' || from.owner === null) continue;
    // A getter that throws ends the copying.
    readUninitialised(m, { by: scope.module, from: from.owner, binding: '*', line }, value.thrower);
    break;
  }
  if (from.open) to.open = true;
}

/** An object that its module replaces later is used where a function or a class is wanted. */
export function meetStale(m: Machine, value: Value, scope: Scope, line: number): void {
  if (value.kind !== 'object' || value.owner === null) return;
  meet(m, 'stale', { by: scope.module, from: value.owner, binding: 'module.exports', line });
}
