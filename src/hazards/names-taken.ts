import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { importedLocals } from './eager-reads.ts';
import { walkProgram } from './walk-program.ts';

/**
 * The names that a module takes of another one, by whichever of its imports.
 *
 * @returns as exported there; null where it takes the whole, or that cannot be told; empty where it takes none
 */
export function namesTaken(program: Program, target: ModuleId): readonly string[] | null {
  const taken = new Set<string>();
  const wholes = new Set<string>();
  for (const [local, imported] of importedLocals(program)) {
    if (imported.target !== target) continue;
    if (imported.name === '*') wholes.add(local);
    else taken.add(imported.name);
  }
  for (const exported of program.exports) {
    if (exported.kind === 'local' || exported.target !== target) continue;
    if (exported.kind === 'namespace') return null;
    taken.add(exported.imported);
  }
  if (program.stars.includes(target)) return null;
  return addMembers(program, target, wholes, taken) ? [...taken].toSorted() : null;
}

/** @returns false where a whole is used otherwise than by its members */
function addMembers(
  program: Program,
  target: ModuleId,
  wholes: ReadonlySet<string>,
  taken: Set<string>,
): boolean {
  let isWhole = false;
  // Such declarations only name it.
  const declared = new Set<unknown>(
    program.body.flatMap((statement) => (statement.op === 'variable' ? [statement.init] : [])),
  );
  walkProgram([program.body, program.hoisted], (expression, around) => {
    const isTaken =
      (expression.op === 'name' && wholes.has(expression.name)) ||
      (expression.op === 'require' && expression.target === target && !declared.has(expression));
    if (!isTaken) return true;
    if (around?.op === 'member' && around.object === expression) taken.add(around.key);
    else isWhole = true;
    return true;
  });
  const isExported = program.exports.some((each) => each.kind === 'local' && wholes.has(each.local));
  return !isWhole && !isExported;
}
