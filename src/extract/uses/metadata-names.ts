import type { SyntaxNode } from '../tree/syntax.ts';

export interface MetadataName {
  /** The identifier in the type. */
  readonly name: SyntaxNode;
  /** The decorator that asks for it. */
  readonly decorator: SyntaxNode;
}

/**
 * The names in types that `emitDecoratorMetadata` makes values of: types of decorated properties, of parameters and
 * results of decorated methods, of the constructor of a decorated class. Unions and type arguments leave nothing.
 */
export function metadataNames(node: SyntaxNode): MetadataName[] {
  return node['body'].body.flatMap((member: SyntaxNode) => {
    const parameters: SyntaxNode[] = member.type === 'MethodDefinition' ? member['value'].params : [];
    const isConstructor = member['kind'] === 'constructor';
    const decorators: SyntaxNode[] = [
      ...(member['decorators'] ?? []),
      ...parameters.flatMap((parameter) => parameter['decorators'] ?? []),
      ...(isConstructor ? (node['decorators'] ?? []) : []),
    ];
    const [decorator] = decorators;
    if (decorator === undefined) return [];
    const annotations: (SyntaxNode | null | undefined)[] = parameters.map((parameter) => {
      const inner: SyntaxNode = parameter['parameter'] ?? parameter;
      return (inner['left'] ?? inner)['typeAnnotation'];
    });
    annotations.push(member['typeAnnotation'], member['value']?.returnType);
    return annotations.flatMap((annotation) => {
      const name = nameOfType(annotation);
      return name === undefined ? [] : [{ name, decorator }];
    });
  });
}

function nameOfType(annotation: SyntaxNode | null | undefined): SyntaxNode | undefined {
  let type = annotation ?? undefined;
  while (type !== undefined && /^TS(?:TypeAnnotation|ParenthesizedType|OptionalType)$/.test(type.type))
    type = type['typeAnnotation'];
  if (type?.type !== 'TSTypeReference') return undefined;
  let name: SyntaxNode = type['typeName'];
  while (name.type === 'TSQualifiedName') name = name['left'];
  return name.type === 'Identifier' ? name : undefined;
}
