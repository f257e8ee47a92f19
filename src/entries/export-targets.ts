import { isRecord } from './manifest.ts';

export interface ExportTarget {
  /** `.` or `./sub`. */
  readonly subpath: string;
  /** As written: `./dist/index.js`. */
  readonly target: string;
  /** Which kind of import leads there; `both` where import and require agree. */
  readonly by: 'import' | 'require' | 'both';
}

/** What Node 20.19 and later sets by default. */
const CONDITIONS = ['node', 'module-sync', 'node-addons', 'default'];

/**
 * Lists the files that a package's `exports` offers to Node, for import and for require.
 *
 * @param exports of a package.json, as parsed; nonsense in it is passed over
 * @returns in the order of the manifest; subpath patterns (`./*`) name no single file and are left out
 * @see https://nodejs.org/api/esm.html#resolution-algorithm-specification PACKAGE_TARGET_RESOLVE
 */
export function exportTargets(exports: unknown): readonly ExportTarget[] {
  const hasSubpaths = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const subpaths: [string, unknown][] = hasSubpaths ? Object.entries(exports) : [['.', exports]];
  return subpaths.flatMap(([subpath, value]): ExportTarget[] => {
    if (!subpath.startsWith('.') || subpath.includes('*')) return [];
    const imported = resolveTarget(value, new Set([...CONDITIONS, 'import'])) ?? null;
    const required = resolveTarget(value, new Set([...CONDITIONS, 'require'])) ?? null;
    const targets: ExportTarget[] = [];
    if (imported !== null)
      targets.push({ subpath, target: imported, by: imported === required ? 'both' : 'import' });
    if (required !== null && required !== imported)
      targets.push({ subpath, target: required, by: 'require' });
    return targets;
  });
}

/** undefined: nothing matches here, look on; null: closed. */
function resolveTarget(value: unknown, conditions: ReadonlySet<string>): string | null | undefined {
  if (value === null) return null;
  if (typeof value === 'string') return value.startsWith('./') ? value : undefined;
  if (Array.isArray(value)) {
    return value.map((item) => resolveTarget(item, conditions)).find((target) => typeof target === 'string');
  }
  if (!isRecord(value)) return undefined;
  for (const [condition, inner] of Object.entries(value)) {
    if (!conditions.has(condition)) continue;
    const target = resolveTarget(inner, conditions);
    if (target !== undefined) return target;
  }
  return undefined;
}
