import type { Block, Statement } from '../../model/program.ts';

/**
 * Whether what follows a statement may not run because of it: it returns, or leaves a loop, on some path. A `throw` does
 * not count: what checks its ground goes on as a rule.
 */
export function mayLeave(statement: Statement): boolean {
  return leaves(statement, true);
}

function leaves(statement: Statement, loopsToo: boolean): boolean {
  const within = (block: Block | null, loops = loopsToo): boolean =>
    block !== null && block.statements.some((each) => leaves(each, loops));
  switch (statement.op) {
    case 'return':
      return true;
    case 'leave':
      return loopsToo;
    case 'if':
      return within(statement.yes) || within(statement.no);
    case 'block':
    case 'labelled':
      return within(statement.block);
    case 'try':
      return within(statement.block) || within(statement.handler) || within(statement.finalizer);
    case 'switch':
      return statement.cases.some(({ block }) => within(block, false));
    case 'loop':
      return within(statement.body, false);
    default:
      return false;
  }
}
