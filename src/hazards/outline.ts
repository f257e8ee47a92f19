import { CONDITIONAL, type ImportEdge, type ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Expression, Program, Statement } from '../model/program.ts';

const NO_NAMES = {
  outline: true,
  imports: [],
  exports: [],
  stars: [],
  hoisted: [],
  topLevelAwait: false,
  directEval: false,
  decoratorMetadata: false,
  lexed: { exports: [], reexports: [] },
} as const satisfies Partial<Program>;

/**
 * What is known of a module from its imports alone: it loads them in source order. Enough where the module is in no
 * cycle, since nobody meets it half evaluated.
 *
 * @param kept one byte a module; imports of others are left out. All are kept when absent
 */
export function outlineProgram(graph: ModuleGraph, node: number, kept?: Uint8Array): Program {
  const module = graph.modules[node]!;
  const isModule = module.format === 'esm';
  const requests = new Set<ModuleId>();
  const body: Statement[] = [];
  for (let number = graph.edgeStart[node]!; number < graph.edgeStart[node + 1]!; number++) {
    if (graph.edgeTiming[number]! > CONDITIONAL || kept?.[graph.edgeTo[number]!] === 0) continue;
    const edge = graph.edges[number]!;
    if (isModule && isRequest(edge)) requests.add(edge.to);
    else body.push(loading(edge));
  }
  return { ...NO_NAMES, id: module.id, emit: isModule ? 'esm' : 'cjs', requests: [...requests], body };
}

function isRequest({ kind }: ImportEdge): boolean {
  return kind === 'import' || kind === 're-export' || kind === 'preload';
}

function loading({ kind, timing, to, line }: ImportEdge): Statement {
  const value: Expression = { op: kind === 'dynamic-import' ? 'import' : 'require', target: to, line };
  const statement: Statement = { op: 'expression', value, line };
  if (timing === 'eager') return statement;
  return { op: 'if', test: { op: 'opaque' }, yes: { statements: [statement], hoisted: [] }, no: null };
}
