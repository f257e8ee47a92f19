import type { ModuleId } from '../model/module-id.ts';
import type { Expression, Program } from '../model/program.ts';
import { importedLocals } from './eager-reads.ts';
import { walkProgram } from './walk-program.ts';

/** Names as the other module exports them; null where the whole of it is taken, or that cannot be told. */
export type NamesTaken = readonly string[] | null;

/**
 * The names that a module takes of each other one, by whichever of its imports. The program is walked once.
 *
 * @returns by module; one that is not there gives nothing
 */
export function namesTaken(program: Program): ReadonlyMap<ModuleId, NamesTaken> {
  const taken = new TakenNames();
  const wholes = new Map<string, ModuleId>();
  for (const [local, { target, name }] of importedLocals(program)) {
    if (name === '*') wholes.set(local, target);
    else taken.add(target, name);
  }
  for (const exported of program.exports) {
    if (exported.kind === 'local') {
      const whole = wholes.get(exported.local);
      if (whole !== undefined) taken.addWhole(whole);
    } else if (exported.target !== null) {
      if (exported.kind === 'namespace') taken.addWhole(exported.target);
      else taken.add(exported.target, exported.imported);
    }
  }
  for (const star of program.stars) if (star !== null) taken.addWhole(star);
  addMembers(program, wholes, taken);
  return taken.all();
}

class TakenNames {
  readonly #names = new Map<ModuleId, Set<string>>();
  readonly #wholes = new Set<ModuleId>();

  add(target: ModuleId, name: string): void {
    const names = this.#names.get(target);
    if (names === undefined) this.#names.set(target, new Set([name]));
    else names.add(name);
  }

  addWhole(target: ModuleId): void {
    this.#wholes.add(target);
  }

  all(): Map<ModuleId, NamesTaken> {
    const all = new Map<ModuleId, NamesTaken>();
    for (const [target, names] of this.#names) all.set(target, [...names].toSorted());
    for (const target of this.#wholes) all.set(target, null);
    return all;
  }
}

/** What is held as a whole is taken name by name where only its members are used. */
function addMembers(program: Program, wholes: ReadonlyMap<string, ModuleId>, taken: TakenNames): void {
  // Such declarations only name it.
  const declared = new Set<unknown>(
    program.body.flatMap((statement) => (statement.op === 'variable' ? [statement.init] : [])),
  );
  const heldBy = (expression: Expression): ModuleId | null => {
    if (expression.op === 'name') return wholes.get(expression.name) ?? null;
    return expression.op === 'require' && !declared.has(expression) ? expression.target : null;
  };
  walkProgram([program.body, program.hoisted], (expression, around) => {
    const target = heldBy(expression);
    if (target === null) return true;
    if (around?.op === 'member' && around.object === expression) taken.add(target, around.key);
    else taken.addWhole(target);
    return true;
  });
}
