import type { Class, Expression } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { typeValue } from './metadata.ts';
import type { Reading } from './reading.ts';

type Decorations = Pick<Class, 'decorators' | 'memberDecorators' | 'metadata'>;

/**
 * Reads a class's decorators in the order in which TypeScript's legacy decorators are evaluated: instance members,
 * static members, the class itself; a member's own before those of its parameters. Those of the constructor's
 * parameters belong to the class.
 */
export function readDecorators(reading: Reading, node: SyntaxNode): Decorations {
  const members: SyntaxNode[] = node['body'].body.filter(isDecorable);
  const isConstructor = (member: SyntaxNode) => member['kind'] === 'constructor';
  const constructor_ = members.find(isConstructor);
  const others = members.filter((member) => !isConstructor(member));
  const memberDecorators: Expression[] = [];
  const metadata: Expression[] = [];
  for (const isStatic of [false, true]) {
    for (const member of others) {
      if (Boolean(member['static']) !== isStatic) continue;
      const decorators = [...expressions(reading, member), ...ofParameters(reading, member)];
      if (decorators.length === 0) continue;
      memberDecorators.push(...decorators);
      metadata.push(...types(reading, member));
    }
  }
  const decorators = expressions(reading, node);
  if (constructor_ !== undefined) decorators.push(...ofParameters(reading, constructor_));
  if (constructor_ !== undefined && decorators.length > 0) metadata.push(...types(reading, constructor_));
  return { decorators, memberDecorators, metadata };
}

function isDecorable(member: SyntaxNode): boolean {
  if (member.type === 'MethodDefinition') return Boolean(member['value'].body);
  return member.type === 'PropertyDefinition' || member.type === 'AccessorProperty';
}

function expressions(reading: Reading, node: SyntaxNode): Expression[] {
  return (node['decorators'] ?? []).map((decorator: SyntaxNode) =>
    reading.expression(decorator['expression']),
  );
}

function parametersOf(member: SyntaxNode): SyntaxNode[] {
  return member.type === 'MethodDefinition' ? member['value'].params : [];
}

function ofParameters(reading: Reading, member: SyntaxNode): Expression[] {
  return parametersOf(member).flatMap((param) => expressions(reading, param));
}

/** The types that become values: of a property, or of a method's parameters and result. */
function types(reading: Reading, member: SyntaxNode): Expression[] {
  if (!reading.source.decoratorMetadata) return [];
  const annotations: (SyntaxNode | undefined)[] = parametersOf(member).map((param) => {
    const inner: SyntaxNode = param['parameter'] ?? param;
    return (inner['left'] ?? inner)['typeAnnotation'];
  });
  annotations.push(member['typeAnnotation'], member['value']?.returnType);
  return annotations.flatMap((annotation) => typeValue(reading, annotation) ?? []);
}
