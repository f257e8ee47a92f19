import type { Expression, Target } from '../../model/program.ts';
import { isFunction, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { isOptional } from './members.ts';
import { meaningOf } from './meaning.ts';
import type { Reading } from './reading.ts';
import { specifierOf } from './specifier.ts';
import { OPAQUE, sequence } from './values.ts';

/** Reads a call; one of a function that loads modules becomes a `require`. */
export function readCall(reading: Reading, node: SyntaxNode): Expression {
  const { callee } = node;
  const args: SyntaxNode[] = node['arguments'];
  const loaded = loadedBy(reading, callee, args);
  if (loaded !== undefined) return readRequire(reading, node, loaded);
  if (callee.type === 'Identifier' && callee.name === 'eval' && reading.names.owner('eval') === undefined)
    reading.found.directEval = true;
  for (const arg of args) if (isFunction(arg)) reading.factories.add(arg);
  return {
    op: 'call',
    callee: reading.expression(callee),
    args: args.map(reading.expression),
    line: lineOfCall(reading, node),
    optional: isOptional(node),
  };
}

/** The argument that names the module: of `require(x)`, and of `require.call(null, x)`. */
function loadedBy(reading: Reading, callee: SyntaxNode, args: SyntaxNode[]): SyntaxNode | undefined {
  const [first, second] = args;
  const target = unwrap(callee);
  if (first === undefined || first.type === 'SpreadElement') return undefined;
  if (meaningOf(target, reading.names) === 'require') return first;
  if (target.type !== 'MemberExpression' || target['property'].name !== 'call') return undefined;
  return meaningOf(target['object'], reading.names) === 'require' ? second : undefined;
}

function readRequire(reading: Reading, node: SyntaxNode, argument: SyntaxNode): Expression {
  const { names, source } = reading;
  const specifier = specifierOf(argument, names);
  const target: Target = specifier === undefined ? null : source.resolve(specifier);
  const callee: Expression = reading.expression(node['callee']);
  const before = callee.op === 'call' ? [callee] : [];
  const require: Expression = { op: 'require', target, line: lineOfCall(reading, node) };
  return sequence([...before, reading.expression(argument), require]);
}

/** Where the call of a chain that fills several lines is: at its last name. */
function lineOfCall(reading: Reading, node: SyntaxNode): number {
  const { callee } = node;
  return reading.line(callee.type === 'MemberExpression' ? callee.property : node);
}

/** Reads `new C(…)`. */
export function readNew(reading: Reading, node: SyntaxNode): Expression {
  return {
    op: 'new',
    callee: reading.expression(node['callee']),
    args: node['arguments'].map(reading.expression),
    line: reading.line(node),
    optional: false,
  };
}

/** A tagged template calls its tag with the texts first. */
export function readTagged(reading: Reading, node: SyntaxNode): Expression {
  return {
    op: 'call',
    callee: reading.expression(node['tag']),
    args: [OPAQUE, ...node['quasi'].expressions.map(reading.expression)],
    line: reading.line(node),
    optional: false,
  };
}

/** Reads `import(…)`; `import.defer` and `import.source` evaluate nothing. */
export function readImport(reading: Reading, node: SyntaxNode): Expression {
  const { names, source } = reading;
  const specifier = specifierOf(node['source'], names);
  const evaluates = node['phase'] === null || node['phase'] === undefined;
  const target: Target = specifier === undefined || !evaluates ? null : source.resolve(specifier);
  const parts: Expression[] = [reading.expression(node['source'])];
  if (node['options']) parts.push(reading.expression(node['options']));
  return sequence([...parts, { op: 'import', target, line: reading.line(node) }]);
}
