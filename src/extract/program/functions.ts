import type { Fn, Pattern } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { declareBlock, declarePattern, declareVars } from './declared.ts';
import { Names } from './names.ts';
import { inFunction, inScope, type Reading } from './reading.ts';

/** Reads a function of any kind; a method's is the value of its definition. */
export function readFunction(reading: Reading, node: SyntaxNode): Fn {
  const arrow = node.type === 'ArrowFunctionExpression';
  const params = parametersOf(node);
  const { body } = node;
  const isExpression = body.type !== 'BlockStatement';
  const names = new Names(reading.names);
  if (node.type === 'FunctionExpression' && node['id']) names.declare(node['id'].name, 'plain');
  for (const param of params) declarePattern(param, names);
  if (reading.factories.has(node)) declareRequire(params, names);
  if (!isExpression) {
    declareVars(body.body, names);
    declareBlock(body.body, names);
  }
  return inFunction(reading, arrow, () =>
    inScope(reading, names, () => ({
      name: node['id']?.name ?? null,
      params: params.map((param): Pattern => reading.pattern(param)),
      async: Boolean(node['async']),
      generator: Boolean(node['generator']),
      arrow,
      line: reading.line(node),
      ...(isExpression
        ? { statements: [{ op: 'return', value: reading.expression(body) }], hoisted: [] }
        : reading.body(body.body)),
    })),
  );
}

/** Without TypeScript's `this`. */
function parametersOf(node: SyntaxNode): SyntaxNode[] {
  const params: SyntaxNode[] = node['params'];
  const [first] = params;
  return first?.type === 'Identifier' && first['name'] === 'this' ? params.slice(1) : params;
}

/** `function (require, exports) { … }` given to a call of a CommonJS file gets the file's own `require`. */
function declareRequire(params: readonly SyntaxNode[], names: Names): void {
  if (names.parent?.meaning('require') !== 'require') return;
  if (params.some((param) => param.type === 'Identifier' && param['name'] === 'require'))
    names.declare('require', 'require');
}
