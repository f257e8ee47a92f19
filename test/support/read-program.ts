import { readProgram } from '../../src/extract/program/read-program.ts';
import type { ProgramSource } from '../../src/extract/program/source.ts';
import type { Expression, Program, Statement } from '../../src/model/program.ts';
import { toId } from './graph-of.ts';

/** Reads a text whose specifiers are its modules: `./a` leads to the module `./a`, `a` leads outside. */
export function programOf(text: string, given: Partial<ProgramSource> = {}): Program {
  const program = readProgram({
    id: toId('file.js'),
    extension: '.js',
    text,
    emit: 'esm',
    resolve: (specifier) => (specifier.startsWith('.') ? toId(specifier) : null),
    decoratorMetadata: false,
    verbatim: false,
    keepsUnused: false,
    ...given,
  });
  if ('problem' in program) throw new Error(program.problem.message);
  return program;
}

export function typescriptOf(text: string, given: Partial<ProgramSource> = {}): Program {
  return programOf(text, { extension: '.ts', emit: 'tsc', ...given });
}

/** The value of the last statement that is an expression. */
export function expressionOf(text: string, given: Partial<ProgramSource> = {}): Expression {
  const last = programOf(text, given).body.findLast(isExpression);
  if (last === undefined) throw new Error('there is no expression statement');
  return last.value;
}

function isExpression(statement: Statement): statement is Extract<Statement, { op: 'expression' }> {
  return statement.op === 'expression';
}

/** Every name that is read, in the order in which the program holds them; functions' bodies among them. */
export function namesRead(tree: unknown): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  const { op, name } = tree as { op?: unknown; name?: unknown };
  return [...(op === 'name' ? [name as string] : []), ...Object.values(tree).flatMap(namesRead)];
}

/** Every module that is loaded anywhere in a program. */
export function targetsOf(program: Program): Set<string> {
  const targets = new Set<string>(program.requests);
  const visit = (tree: unknown): void => {
    if (typeof tree !== 'object' || tree === null) return;
    const { op, target } = tree as { op?: unknown; target?: unknown };
    if (
      (op === 'require' || op === 'import') &&
      typeof target === 'string' &&
      !('elided' in tree && tree.elided)
    )
      targets.add(target);
    Object.values(tree).forEach(visit);
  };
  visit([program.body, program.hoisted]);
  return targets;
}
