import type { Expression } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { readAssignment, readUpdate } from './assignments.ts';
import { readCall, readImport, readNew, readTagged } from './calls.ts';
import { truthOf } from './truth.ts';
import { readJsx } from './jsx.ts';
import { readMember } from './members.ts';
import { readObject } from './objects.ts';
import type { Reading } from './reading.ts';
import { all, isQuiet, OPAQUE, sequence, UNDEFINED } from './values.ts';

/** Compare without turning objects into primitives. */
const IDENTITY = /^(?:[!=]==|in|instanceof)$/;

/** Reads any expression; null stands for one that is left out. */
export function readExpression(reading: Reading, node: SyntaxNode | null | undefined): Expression {
  if (!node) return UNDEFINED;
  const read = READERS[node.type];
  return read === undefined ? readUnknown(reading, node) : read(reading, node);
}

type Read = (reading: Reading, node: SyntaxNode) => Expression;
const opaque: Read = () => OPAQUE;
const inner: Read = (reading, node) => reading.expression(node['expression']);

const READERS: Readonly<Record<string, Read>> = {
  Literal: (_, node) => (typeof node['value'] === 'string' ? { op: 'text', value: node['value'] } : OPAQUE),
  Identifier: readName,
  ThisExpression: (reading) => reading.self,
  Super: () => ({ op: 'super' }),
  MetaProperty: opaque,
  PrivateIdentifier: opaque,
  TemplateElement: opaque,
  TemplateLiteral: (reading, node) =>
    node['expressions'].length === 0
      ? { op: 'text', value: node['quasis'][0].value.cooked ?? '' }
      : all(node['expressions'].map(reading.expression), 'coerce'),
  TaggedTemplateExpression: readTagged,
  ArrayExpression: (reading, node) => ({ op: 'array', elements: node['elements'].map(reading.expression) }),
  ObjectExpression: readObject,
  FunctionExpression: (reading, node) => ({ op: 'function', fn: reading.function(node) }),
  ArrowFunctionExpression: (reading, node) => ({ op: 'function', fn: reading.function(node) }),
  ClassExpression: (reading, node) => ({ op: 'class', cls: reading.class(node) }),
  UnaryExpression: readUnary,
  BinaryExpression: readBinary,
  LogicalExpression: readLogical,
  ConditionalExpression: readConditional,
  SequenceExpression: (reading, node) => sequence(node['expressions'].map(reading.expression)),
  AssignmentExpression: readAssignment,
  UpdateExpression: readUpdate,
  AwaitExpression: readAwait,
  YieldExpression: readYield,
  ImportExpression: readImport,
  SpreadElement: (reading, node) => ({ op: 'spread', value: reading.expression(node['argument']) }),
  ParenthesizedExpression: inner,
  ChainExpression: inner,
  TSAsExpression: inner,
  TSSatisfiesExpression: inner,
  TSNonNullExpression: inner,
  TSTypeAssertion: inner,
  TSInstantiationExpression: inner,
  MemberExpression: readMember,
  NewExpression: readNew,
  CallExpression: readCall,
  JSXElement: readJsx,
  JSXFragment: readJsx,
};

function readName(reading: Reading, node: SyntaxNode): Expression {
  const { names, found, moduleNames } = reading;
  const name: string = node['name'];
  const owner = names.owner(name);
  if (owner === moduleNames) found.used.add(name);
  if (owner === undefined && name === 'undefined') return UNDEFINED;
  switch (owner?.meaning(name)) {
    case 'exports':
      return { op: 'exports' };
    case 'constant':
      return OPAQUE;
    default:
      return { op: 'name', name, line: reading.line(node) };
  }
}

function readUnary(reading: Reading, node: SyntaxNode): Expression {
  const { operator, argument } = node;
  if (operator === 'delete' && argument.type === 'MemberExpression') {
    const key = argument.computed ? reading.expression(argument.property) : OPAQUE;
    return all([reading.expression(argument.object), key]);
  }
  const value: Expression = reading.expression(argument);
  switch (operator) {
    case 'typeof':
      return isQuiet(value) ? OPAQUE : { op: 'typeof', value };
    case 'void':
      return sequence([value, UNDEFINED]);
    case '!':
    case 'delete':
      return all([value]);
    default:
      return all([value], 'coerce');
  }
}

function readBinary(reading: Reading, node: SyntaxNode): Expression {
  const { left, right, operator } = node;
  const keeps = IDENTITY.test(operator) || (/^[!=]=$/.test(operator) && (isNull(left) || isNull(right)));
  return all([reading.expression(left), reading.expression(right)], keeps ? 'all' : 'coerce');
}

function isNull(node: SyntaxNode): boolean {
  return (node.type === 'Literal' && node['raw'] === 'null') || node['name'] === 'undefined';
}

function readLogical(reading: Reading, node: SyntaxNode): Expression {
  const { left, right, operator } = node;
  const truth = operator === '??' ? undefined : truthOf(left);
  const first = reading.expression(left);
  const second = reading.expression(right);
  if (truth !== undefined) return truth === (operator === '&&') ? second : first;
  return { op: 'maybe', first, second };
}

function readConditional(reading: Reading, node: SyntaxNode): Expression {
  const { test, consequent, alternate } = node;
  const truth = truthOf(test);
  const condition = reading.expression(test);
  // What a literal leaves out is read all the same: an import used there is not an unused one.
  const yes = reading.expression(consequent);
  const no = reading.expression(alternate);
  return truth === undefined ? { op: 'choose', test: condition, yes, no } : truth ? yes : no;
}

function readAwait(reading: Reading, node: SyntaxNode): Expression {
  if (reading.functions === 0) reading.found.topLevelAwait = true;
  return { op: 'await', value: reading.expression(node['argument']) };
}

function readYield(reading: Reading, node: SyntaxNode): Expression {
  const value = reading.expression(node['argument']);
  return node['delegate'] ? { op: 'iterate', value, line: reading.line(node) } : all([value]);
}

/** Syntax newer than this: whatever it is, its parts may be evaluated. Types are not. */
function readUnknown(reading: Reading, node: SyntaxNode): Expression {
  if (node.type.startsWith('TS')) return OPAQUE;
  const parts = Object.values(node).flat() as unknown[];
  return all(parts.filter(isNode).map(reading.expression));
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}
