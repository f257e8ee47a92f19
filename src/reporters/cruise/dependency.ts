import type { DependencyType, IDependency, ProtocolType } from 'dependency-cruiser';
import type { ImportEdge, ImportKind, ModuleRecord } from '../../model/module-graph.ts';
import type { Feed } from './names.ts';

/** Its types demand `protocol`, `mimeType` and `instability`; its schema, and its own results, leave them out. */
export type Dependency = Omit<IDependency, 'protocol' | 'mimeType' | 'instability'> & {
  protocol?: ProtocolType;
  instability?: number;
};

const KIND_TYPE: Record<ImportKind, DependencyType> = {
  import: 'import',
  'import-equals': 'import-equals',
  're-export': 'export',
  'dynamic-import': 'dynamic-import',
  require: 'require',
  'create-require': 'require',
  'module-require': 'require',
  'require-resolve': 'require',
  worker: 'undetermined',
  url: 'undetermined',
  preload: 'import',
};

const COMMON_JS: ReadonlySet<ImportKind> = new Set([
  'require',
  'create-require',
  'module-require',
  'require-resolve',
  'import-equals',
]);

/**
 * An edge as dependency-cruiser describes it. `dynamic` is true of `import()`, and of anything lazy or merely referenced;
 * conditional edges run with their importer, where they do.
 */
export function toDependency(
  edge: ImportEdge,
  from: ModuleRecord,
  to: ModuleRecord,
  { name, text }: Feed,
): Dependency {
  const protocol = edge.specifier.startsWith('node:') ? ({ protocol: 'node:' } as const) : {};
  const erased = edge.timing === 'erased' ? { typeOnly: true, preCompilationOnly: true } : {};
  return {
    module: text(edge.specifier),
    resolved: name(edge.to),
    coreModule: to.origin === 'builtin',
    couldNotResolve: to.origin === 'unresolved',
    dependencyTypes: dependencyTypes(edge, from, to),
    followable: isFollowable(to),
    dynamic: edge.kind === 'dynamic-import' || edge.timing === 'lazy' || edge.timing === 'reference',
    exoticallyRequired: false,
    moduleSystem: COMMON_JS.has(edge.kind) ? 'cjs' : 'es6',
    circular: false,
    valid: true,
    ...protocol,
    ...erased,
  };
}

/** Whether a module can have imports of its own. */
export function isFollowable(module: ModuleRecord): boolean {
  return (
    module.format === 'esm' ||
    module.format === 'cjs' ||
    (module.format === 'unknown' && module.origin !== 'unresolved')
  );
}

/** What a module is to whoever imports it from outside its package. */
export function originType(module: ModuleRecord): DependencyType {
  const types = { builtin: 'core', unresolved: 'unknown', package: 'npm', project: 'local' } as const;
  return types[module.origin];
}

function dependencyTypes(edge: ImportEdge, from: ModuleRecord, to: ModuleRecord): DependencyType[] {
  const inside = to.origin === 'package' && from.package === to.package && edge.specifier.startsWith('.');
  const types: DependencyType[] = [inside ? 'local' : originType(to), KIND_TYPE[edge.kind]];
  if (edge.timing === 'erased') types.push('type-only', 'pre-compilation-only');
  if (to.origin === 'project' && !/^[./]/.test(edge.specifier)) {
    types.push('aliased', ...(edge.specifier.startsWith('#') ? (['aliased-subpath-import'] as const) : []));
  }
  return types;
}
