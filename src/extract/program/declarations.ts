import type { Expression, Hoisted, Statement } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { readEnum, readImportEquals, readNamespace } from './typescript.ts';
import { bare } from './patterns.ts';
import type { Frame, Reading } from './reading.ts';

/** Reads what declares names: variables, functions, classes, and TypeScript's own. `declare` leaves nothing. */
export function readDeclaration(reading: Reading, node: SyntaxNode, frame: Frame): void {
  if (node['declare']) return;
  switch (node.type) {
    case 'VariableDeclaration':
      return readVariables(reading, node, frame);
    case 'FunctionDeclaration':
      if (node['body']) readFunctionDeclaration(reading, node, node['id'].name, frame);
      return;
    case 'ClassDeclaration':
      return readClassDeclaration(reading, node, node['id'].name, frame);
    case 'TSEnumDeclaration':
      return readEnum(reading, node, frame);
    case 'TSModuleDeclaration':
      return readNamespace(reading, node, frame);
    case 'TSImportEqualsDeclaration':
      return readImportEquals(reading, node, frame);
    default:
  }
}

function readVariables(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const { kind } = node;
  if (kind === 'await using' && reading.functions === 0) reading.found.topLevelAwait = true;
  const declares = kind === 'var' || kind === 'let' ? kind : 'const';
  for (const declarator of node['declarations']) {
    const pattern = reading.pattern(declarator.id);
    const init: Expression | null = declarator.init ? reading.expression(declarator.init) : null;
    const line = reading.line(declarator);
    frame.statements.push({ op: 'variable', declares, pattern, init, line });
    if (kind === 'var') frame.vars.push({ kind: 'var', pattern: bare(pattern), initialised: init !== null });
    else frame.hoisted.push({ kind: 'let', pattern: bare(pattern), init: loading(init) });
  }
}

/** A hoisted name only tells what it will hold where that is a module: all else is at its place. */
function loading(init: Expression | null): Expression | null {
  if (init === null) return null;
  const inner = init.op === 'await' ? init.value : init;
  return inner.op === 'require' || inner.op === 'import' ? init : null;
}

/** Hoists a function under a name. */
export function readFunctionDeclaration(
  reading: Reading,
  node: SyntaxNode,
  name: string,
  frame: Frame,
): void {
  frame.hoisted.push({ kind: 'function', name, fn: reading.function(node) });
  if (frame.top && reading.source.emit.startsWith('tsc'))
    frame.statements.push({ op: 'function-here', name });
}

/** Declares a class under a name. */
export function readClassDeclaration(reading: Reading, node: SyntaxNode, name: string, frame: Frame): void {
  const hoisted: Hoisted = { kind: 'let', pattern: { kind: 'name', name }, init: null };
  const statement: Statement = { op: 'class', name, cls: reading.class(node), line: reading.line(node) };
  frame.hoisted.push(hoisted);
  frame.statements.push(statement);
}
