import type { Block, Expression, Pattern } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { readDeclaration } from './declarations.ts';
import { declarePattern } from './declared.ts';
import { readFor, readForEach, readWhile } from './loops.ts';
import { readExport, readImportDeclaration } from './modules.ts';
import { Names } from './names.ts';
import { inScope, type Frame, type Reading } from './reading.ts';
import { truthOf } from './truth.ts';
import { isQuiet } from './values.ts';

type Read = (reading: Reading, node: SyntaxNode, frame: Frame) => void;

const READERS: Readonly<Record<string, Read>> = {
  ExpressionStatement: (reading, node, frame) => {
    if (!node['directive']) add(reading, node['expression'], frame);
  },
  VariableDeclaration: readDeclaration,
  FunctionDeclaration: readDeclaration,
  ClassDeclaration: readDeclaration,
  TSEnumDeclaration: readDeclaration,
  TSModuleDeclaration: readDeclaration,
  TSImportEqualsDeclaration: readDeclaration,
  ReturnStatement: (reading, node, frame) => {
    frame.statements.push({ op: 'return', value: reading.expression(node['argument']) });
  },
  ThrowStatement: (reading, node, frame) => {
    const value = reading.expression(node['argument']);
    frame.statements.push({ op: 'throw', value, line: reading.line(node) });
  },
  BlockStatement: (reading, node, frame) => addBlock(reading.block(node['body'], frame), frame),
  IfStatement: readIf,
  TryStatement: readTry,
  SwitchStatement: readSwitch,
  ForStatement: readFor,
  ForOfStatement: readForEach,
  ForInStatement: readForEach,
  WhileStatement: readWhile,
  DoWhileStatement: readWhile,
  WithStatement: (reading, node, frame) => {
    add(reading, node['object'], frame);
    addBlock(branch(reading, node['body'], frame), frame);
  },
  LabeledStatement: (reading, node, frame) => {
    frame.statements.push({ op: 'labelled', block: branch(reading, node['body'], frame) });
  },
  BreakStatement: (_, __, frame) => void frame.statements.push({ op: 'leave' }),
  ContinueStatement: (_, __, frame) => void frame.statements.push({ op: 'leave' }),
  ImportDeclaration: readImportDeclaration,
  ExportAllDeclaration: readExport,
  ExportNamedDeclaration: readExport,
  ExportDefaultDeclaration: readExport,
  TSExportAssignment: readExport,
};

/** Reads one statement into its block. Types, empty statements and the like leave nothing. */
export function readStatement(reading: Reading, node: SyntaxNode, frame: Frame): void {
  READERS[node.type]?.(reading, node, frame);
}

function add(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const value = reading.expression(node);
  if (!isQuiet(value)) frame.statements.push({ op: 'expression', value, line: reading.line(node) });
}

function addBlock(block: Block, frame: Frame): void {
  if (block.statements.length > 0) frame.statements.push({ op: 'block', block });
}

/** A statement that stands alone where a block could be. */
function branch(reading: Reading, node: SyntaxNode, frame: Frame): Block {
  return reading.block(node.type === 'BlockStatement' ? node['body'] : [node], frame);
}

/** What a literal decides is no condition; what it leaves out still declares its `var`s. */
function readIf(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const test: Expression = reading.expression(node['test']);
  const yes = branch(reading, node['consequent'], frame);
  const no = node['alternate'] ? branch(reading, node['alternate'], frame) : null;
  const truth = truthOf(node['test']);
  if (truth === undefined) frame.statements.push({ op: 'if', test, yes, no });
  else if (truth) addBlock(yes, frame);
  else if (no !== null) addBlock(no, frame);
}

function readTry(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const { handler, finalizer } = node;
  const block = reading.block(node['block'].body, frame);
  let param: Pattern | null = null;
  let caught: Block | null = null;
  if (handler) {
    const names = new Names(reading.names);
    if (handler.param) declarePattern(handler.param, names);
    inScope(reading, names, () => {
      param = handler.param ? reading.pattern(handler.param) : null;
      caught = reading.block(handler.body.body, frame);
    });
  }
  frame.statements.push({
    op: 'try',
    block,
    param,
    handler: caught,
    finalizer: finalizer ? reading.block(finalizer.body, frame) : null,
  });
}

function readSwitch(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const on = reading.expression(node['discriminant']);
  const cases: SyntaxNode[] = node['cases'];
  frame.statements.push({
    op: 'switch',
    on,
    cases: cases.map(({ test, consequent }) => ({
      test: test ? reading.expression(test) : null,
      block: reading.block(consequent, frame),
    })),
  });
}
