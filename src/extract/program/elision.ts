import type { Hoisted, ImportedName, Statement } from '../../model/program.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { Alias, Found } from './reading.ts';

/** What is left of a file's imports when the compiler has dropped the unused ones. */
interface Kept {
  readonly imports: readonly ImportedName[];
  readonly body: readonly Statement[];
  readonly hoisted: readonly Hoisted[];
}

/**
 * Drops imports none of whose names is used as a value, and `import a = …` that is not.
 *
 * @param found what the whole file uses
 */
export function dropUnused(found: Found, body: readonly Statement[], hoisted: readonly Hoisted[]): Kept {
  const unused = unusedAliases(found);
  const gone = new Set(unused.map(({ statement }) => statement));
  const names = new Set(unused.map(({ local }) => local));
  const isGone = (item: Hoisted) =>
    item.kind !== 'function' && item.pattern.kind === 'name' && names.has(item.pattern.name);
  return {
    imports: found.imports.filter(({ local }) => found.used.has(local)),
    body: body.filter((statement) => !gone.has(statement)).map((statement) => elide(statement, found.used)),
    hoisted: hoisted.filter((item) => !isGone(item)),
  };
}

/** What a used alias stands for is used as well. */
function unusedAliases({ aliases, used }: Found): readonly Alias[] {
  for (let grown = true; grown;) {
    grown = false;
    for (const { local, uses } of aliases) {
      if (!used.has(local) || uses === null || used.has(uses)) continue;
      used.add(uses);
      grown = true;
    }
  }
  return aliases.filter(({ local }) => !used.has(local));
}

function elide(statement: Statement, used: ReadonlySet<string>): Statement {
  if (statement.op !== 'import' || statement.locals.length === 0) return statement;
  const locals = statement.locals.filter((local) => used.has(local));
  return { ...statement, locals, elided: locals.length === 0 };
}

/** The modules that a file's declarations ask for, in source order, each once. */
export function requestsOf(body: readonly Statement[]): ModuleId[] {
  const requests = new Set<ModuleId>();
  for (const statement of body) {
    switch (statement.op) {
      case 'import':
        if (statement.target !== null && !statement.elided) requests.add(statement.target);
        break;
      case 'export-all':
      case 'export-from':
      case 'export-namespace':
        if (statement.target !== null) requests.add(statement.target);
        break;
      default:
    }
  }
  return [...requests];
}
