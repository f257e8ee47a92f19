/** `path` and `pathNot` of one side of a dependency-cruiser rule, each as one regular expression; '' is no condition. */
export interface PathCondition {
  readonly path: string;
  readonly pathNot: string;
}

/**
 * Reads a condition; a list of expressions means any of them, as dependency-cruiser has it.
 *
 * @returns null where something else than expressions stands there
 */
export function readPathCondition(raw: Readonly<Record<string, unknown>>): PathCondition | null {
  const path = expressionOf(raw.path);
  const pathNot = expressionOf(raw.pathNot);
  if (path === null || pathNot === null) return null;
  return { path, pathNot };
}

/** Joins a string or list of strings to one regular expression; null where it is not one. */
export function expressionOf(raw: unknown): string | null {
  const parts: unknown[] = Array.isArray(raw) ? raw : [raw ?? ''];
  if (!parts.every((part) => typeof part === 'string')) return null;
  const joined = parts.join('|');
  return isExpression(fillGroups(joined, ['x', 'x'])) ? joined : null;
}

function isExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

/**
 * Compiles the `from` side.
 *
 * @returns for a name what the groups of `path` captured ($0 first), or null where the name does not match
 */
export function compileFrom({ path, pathNot }: PathCondition): (name: string) => readonly string[] | null {
  const wanted = new RegExp(path);
  const unwanted = pathNot === '' ? null : new RegExp(pathNot);
  return (name) => {
    if (unwanted?.test(name)) return null;
    if (path === '') return [];
    const found = wanted.exec(name);
    return found && (found.length > 1 ? found.filter((group) => typeof group === 'string') : []);
  };
}

/** Compiles the `to` side: `$1` in it stands for what the first group of `from.path` captured. */
export function compileTo(condition: PathCondition): (name: string, groups: readonly string[]) => boolean {
  const known = new Map<string, RegExp>();
  const compiled = (expression: string, groups: readonly string[]) => {
    const filled = fillGroups(expression, groups);
    let regex = known.get(filled);
    if (!regex) known.set(filled, (regex = new RegExp(filled)));
    return regex;
  };
  return (name, groups) =>
    (condition.path === '' || compiled(condition.path, groups).test(name)) &&
    (condition.pathNot === '' || !compiled(condition.pathNot, groups).test(name));
}

/** Whether the `to` side depends on what `from` captured. */
export function usesGroups({ path, pathNot }: PathCondition): boolean {
  return /\$\d/.test(path) || /\$\d/.test(pathNot);
}

/** Captured text is taken literally: a folder `a.b` must not match `axb`. */
function fillGroups(expression: string, groups: readonly string[]): string {
  if (groups.length === 0) return expression;
  return expression.replaceAll(/\$(\d+)/g, (placeholder, number: string) => {
    const group = groups[Number(number)];
    return group === undefined ? placeholder : group.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  });
}
