import type { ModuleId } from '../model/module-id.ts';
import type { Declared, ExportedName, Program, Target } from '../model/program.ts';

/** Where an exported name is declared. */
export interface Definer {
  readonly module: ModuleId;
  /** Its local name there; null for a namespace, and in CommonJS. */
  readonly local: string | null;
  readonly declared: Declared | null;
  /** A function declaration: it is there before its module is evaluated. */
  readonly hoisted: boolean;
}

/**
 * Follows a name through modules that only pass it on.
 *
 * @returns null where it leads outside, or nobody declares it
 */
export function definerOf(
  programs: ReadonlyMap<ModuleId, Program>,
  module: ModuleId,
  name: string,
): Definer | null {
  const seen = new Set<string>();
  const queue: [Target, string][] = [[module, name]];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [at, wanted] = next;
    const key = `${at} ${wanted}`;
    const program = at === null ? undefined : programs.get(at);
    if (program === undefined || seen.has(key)) continue;
    seen.add(key);
    if (isPlain(program) || wanted === '*' || wanted === 'module.exports') return plain(program.id);
    const exported = program.exports.find((each) => each.name === wanted);
    if (exported?.kind === 'local') {
      const imported = program.imports.find(({ local }) => local === exported.local);
      if (imported === undefined) return declaredAt(program, exported);
      queue.push([imported.target, imported.name]);
    } else if (exported !== undefined) {
      queue.push([exported.target, exported.kind === 'from' ? exported.imported : '*']);
    } else if (wanted !== 'default') {
      queue.push(...program.stars.map((star): [Target, string] => [star, wanted]).toReversed());
    }
  }
  return null;
}

/** Nothing is known of its exports, or they are properties. */
function isPlain({ emit, outline }: Program): boolean {
  return outline === true || emit === 'cjs';
}

function plain(module: ModuleId): Definer {
  return { module, local: null, declared: null, hoisted: false };
}

function declaredAt(
  program: Program,
  { local, declared }: Extract<ExportedName, { kind: 'local' }>,
): Definer {
  const hoisted = program.hoisted.some((each) => each.kind === 'function' && each.name === local);
  return { module: program.id, local, declared: declared ?? (hoisted ? 'function' : null), hoisted };
}
