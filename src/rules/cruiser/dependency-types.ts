import type { ImportEdge, ModuleRecord } from '../../model/module-graph.ts';

type Judge = (edge: ImportEdge, to: ModuleRecord) => boolean;

/** Types of dependency that the graph can tell. */
const KNOWN: Readonly<Record<string, Judge>> = {
  core: (_, to) => to.origin === 'builtin',
  local: (_, to) => to.origin === 'project',
  // Which section of a package.json lists the package is not known here: `npm` stands for any.
  npm: (_, to) => to.origin === 'package',
  unknown: (_, to) => to.origin === 'unresolved',
  import: ({ kind }) => kind === 'import',
  export: ({ kind }) => kind === 're-export',
  require: ({ kind }) => kind === 'require' || kind === 'create-require' || kind === 'module-require',
  'import-equals': ({ kind }) => kind === 'import-equals',
  'dynamic-import': ({ kind }) => kind === 'dynamic-import',
};

/** Types that vanish before the program runs: no edge of a startup path has them. */
const ERASED = /^(type-only|type-import|pre-compilation-only|triple-slash-.*|jsdoc.*)$/;
const NPM_SECTION = /^npm-/;

export interface TypeCondition {
  /** Whether an edge is of any of the types that can be told. */
  readonly matches: Judge;
  /** How many of the listed types can be told. */
  readonly told: number;
  /** Listed types that cannot. */
  readonly untold: readonly string[];
}

/** Compiles a list of dependency-cruiser's dependency types; null where it is not a list of strings. */
export function compileTypes(raw: unknown): TypeCondition | null {
  if (!Array.isArray(raw) || !raw.every((type) => typeof type === 'string')) return null;
  const types = raw as string[];
  const judges = types.flatMap((type) => (Object.hasOwn(KNOWN, type) ? [KNOWN[type]!] : []));
  const isTold = (type: string) =>
    Object.hasOwn(KNOWN, type) || ERASED.test(type) || (NPM_SECTION.test(type) && types.includes('npm'));
  const untold = types.filter((type) => !isTold(type));
  return {
    matches: (edge, to) => judges.some((judge) => judge(edge, to)),
    told: types.length - untold.length,
    untold,
  };
}

/** Whether all listed types vanish before the program runs. */
export function areErasedTypes(raw: unknown): boolean {
  return Array.isArray(raw) && raw.every((type) => typeof type === 'string' && ERASED.test(type));
}
