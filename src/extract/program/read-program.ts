import type { SyntaxProblem } from '../../model/facts.ts';
import type { Program } from '../../model/program.ts';
import { FileSyntax } from '../file-syntax.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { readClass } from './classes.ts';
import { declareBlock, declareVars } from './declared.ts';
import { dropUnused, requestsOf } from './elision.ts';
import { readExpression } from './expressions.ts';
import { readFunction } from './functions.ts';
import { lexedNames, NO_LEXED } from './lexed-names.ts';
import { linesOf } from './lines.ts';
import { commonJsNames, Names } from './names.ts';
import { readPattern } from './patterns.ts';
import { inScope, type Frame, type Reading } from './reading.ts';
import type { ProgramSource } from './source.ts';
import { readStatement } from './statements.ts';
import { typeNamesOf } from './type-names.ts';

const TYPESCRIPT = /^\.[cm]?tsx?$/;
const TOO_DEEP: SyntaxProblem = { message: 'nested too deeply', line: 1, column: 1 };

/**
 * Reads what a file does while it is evaluated, and what its functions would do. Nothing is executed.
 *
 * @param syntax of the same text, where others read it too
 * @returns the program; or the problem, where the text cannot be parsed, or is nested too deeply to be walked
 */
export function readProgram(
  given: ProgramSource,
  syntax = new FileSyntax(given.extension, given.text),
): Program | { readonly problem: SyntaxProblem } {
  if (syntax.isTooDeep) return { problem: TOO_DEEP };
  try {
    const { result, problem } = syntax.parsed();
    if (problem !== undefined) return { problem };
    return readBody(given, result.program.body as unknown as SyntaxNode[]);
  } catch (error) {
    if (error instanceof RangeError) return { problem: TOO_DEEP };
    throw error;
  }
}

function readBody(given: ProgramSource, nodes: readonly SyntaxNode[]): Program {
  const reading = readingOf(given, nodes);
  const { found, elides } = reading;
  const frame = frameOf(null, true);
  for (const node of nodes) reading.statement(node, frame);
  const whole = [...frame.statements, ...found.last];
  const kept = elides
    ? dropUnused(found, whole, frame.hoisted)
    : { imports: found.imports, body: whole, hoisted: frame.hoisted };
  return {
    id: given.id,
    emit: given.emit,
    ...kept,
    requests: requestsOf(kept.body),
    exports: found.exports,
    stars: found.stars,
    topLevelAwait: found.topLevelAwait,
    directEval: found.directEval,
    decoratorMetadata: given.decoratorMetadata,
    lexed: given.emit === 'cjs' ? lexedNames(given.text, given.resolve) : NO_LEXED,
  };
}

function frameOf(around: Frame | null, top: boolean): Frame {
  const hoisted: Frame['hoisted'] = [];
  return { statements: [], hoisted, vars: around?.vars ?? hoisted, top };
}

function readingOf(source: ProgramSource, nodes: readonly SyntaxNode[]): Reading {
  const isEsm = source.emit === 'esm';
  const isTypeScript = TYPESCRIPT.test(source.extension);
  const moduleNames = new Names(isEsm ? null : commonJsNames());
  declareBlock(nodes, moduleNames);
  declareVars(nodes, moduleNames);
  const lineOf = linesOf(source.text);
  const reading: Reading = {
    source,
    isTypeScript,
    elides: isTypeScript && !source.verbatim && !source.keepsUnused,
    found: {
      imports: [],
      exports: [],
      stars: [],
      aliases: [],
      last: [],
      used: new Set(),
      topLevelAwait: false,
      directEval: false,
    },
    moduleNames,
    typeNames: isTypeScript ? typeNamesOf(nodes) : new Set(),
    factories: new Set(),
    names: moduleNames,
    functions: 0,
    self: source.emit === 'cjs' ? { op: 'exports' } : { op: 'undefined' },
    line: (node) => lineOf(node.start),
    expression: (node) => readExpression(reading, node),
    pattern: (node) => readPattern(reading, node),
    function: (node) => readFunction(reading, node),
    class: (node) => readClass(reading, node),
    statement: (node, frame) => readStatement(reading, node, frame),
    block: (inner, frame) => readBlock(reading, inner, frame),
    body: (inner) => readInto(reading, inner, frameOf(null, false)),
  };
  return reading;
}

function readBlock(reading: Reading, nodes: readonly SyntaxNode[], around: Frame) {
  const names = new Names(reading.names);
  declareBlock(nodes, names);
  return inScope(reading, names, () => readInto(reading, nodes, frameOf(around, false)));
}

function readInto(reading: Reading, nodes: readonly SyntaxNode[], frame: Frame) {
  for (const node of nodes) reading.statement(node, frame);
  return { statements: frame.statements, hoisted: frame.hoisted };
}
