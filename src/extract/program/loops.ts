import type { Block, Expression, Pattern, Statement } from '../../model/program.ts';
import { unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { declareBlock } from './declared.ts';
import { Names } from './names.ts';
import { bare, namesIn } from './patterns.ts';
import { inScope, type Frame, type Reading } from './reading.ts';
import { isQuiet, OPAQUE } from './values.ts';

const NO_BLOCK: Block = { statements: [], hoisted: [] };

/** Reads `for (init; test; update)`. */
export function readFor(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const { init, test, update } = node;
  const names = new Names(reading.names);
  if (init) declareBlock([init], names);
  inScope(reading, names, () => {
    const first: Frame = { statements: [], hoisted: [], vars: frame.vars, top: false };
    if (init?.type === 'VariableDeclaration') reading.statement(init, first);
    else if (init) reading.statement({ ...init, type: 'ExpressionStatement', expression: init }, first);
    const heads = [test, update].filter(Boolean).map(reading.expression);
    const body = bodyOf(reading, node, frame);
    const { statements, hoisted } = first;
    frame.statements.push({ op: 'loop', init: { statements, hoisted }, heads, each: null, body });
  });
}

/** Reads `while` and `do … while`, whose body runs once in any case: it is read as that, with the test after it. */
export function readWhile(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const body = bodyOf(reading, node, frame);
  const test: Expression = reading.expression(node['test']);
  if (node.type === 'WhileStatement') {
    frame.statements.push({ op: 'loop', init: NO_BLOCK, heads: [test], each: null, body });
    return;
  }
  frame.statements.push({ op: 'labelled', block: body });
  if (!isQuiet(test))
    frame.statements.push({ op: 'expression', value: test, line: reading.line(node['test']) });
}

/**
 * Reads `for … of` and `for … in`. A name that outlives the loop (`var`, or one declared before) holds something
 * unknown after it.
 */
export function readForEach(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const { left } = node;
  const declares = left.type === 'VariableDeclaration';
  const line = reading.line(node);
  if (reading.functions === 0 && (node['await'] || left['kind'] === 'await using'))
    reading.found.topLevelAwait = true;
  const names = new Names(reading.names);
  if (declares) declareBlock([left], names);
  const target: SyntaxNode = declares ? left.declarations[0].id : unwrap(left);
  const value = reading.expression(node['right']);
  inScope(reading, names, () => {
    const each: Pattern = reading.pattern(target);
    frame.statements.push({
      op: 'loop',
      init: NO_BLOCK,
      heads: [{ op: node.type === 'ForInStatement' ? 'keys' : 'iterate', value, line }],
      each,
      body: bodyOf(reading, node, frame),
      ...(node['await'] && { awaits: true as const }),
    });
    if (declares && left.kind === 'var')
      frame.vars.push({ kind: 'var', pattern: bare(each), initialised: false });
    if (!declares || left.kind === 'var') frame.statements.push(...leftOver(each, line));
  });
}

function leftOver(each: Pattern, line: number): Statement[] {
  return namesIn(each).map((name) => {
    const value: Expression = {
      op: 'assign',
      target: { kind: 'name', name },
      value: OPAQUE,
      line,
    };
    return { op: 'expression', value, line };
  });
}

function bodyOf(reading: Reading, node: SyntaxNode, frame: Frame): Block {
  const body: SyntaxNode = node['body'];
  return reading.block(body.type === 'BlockStatement' ? body['body'] : [body], frame);
}
