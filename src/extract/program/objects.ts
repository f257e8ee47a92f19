import type { Expression, ObjectMember } from '../../model/program.ts';
import { propertyName, type SyntaxNode } from '../tree/syntax.ts';
import type { Reading } from './reading.ts';
import { OPAQUE } from './values.ts';

/** Reads an object literal, its members in order. */
export function readObject(reading: Reading, node: SyntaxNode): Expression {
  const members = node['properties'].flatMap((member: SyntaxNode) => readObjectMember(reading, member));
  return { op: 'object', members, line: reading.line(node) };
}

function readObjectMember(reading: Reading, node: SyntaxNode): ObjectMember[] {
  if (node.type === 'SpreadElement') return [{ kind: 'spread', value: reading.expression(node['argument']) }];
  const key = propertyName(node['key'], node['computed']);
  const computed: Expression = key === undefined ? reading.expression(node['key']) : OPAQUE;
  if (node['kind'] === 'init') {
    const value = reading.expression(node['value']);
    return [key === undefined ? { kind: 'computed', key: computed, value } : { kind: 'value', key, value }];
  }
  const fn = reading.function(node['value']);
  const kind = node['kind'] === 'get' ? 'getter' : 'setter';
  if (key !== undefined) return [{ kind, key, fn }];
  return [
    { kind: 'computed', key: computed, value: OPAQUE },
    { kind, key: null, fn },
  ];
}
