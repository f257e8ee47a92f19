import { countsAsModule } from '../graph/retained.ts';
import type { CutCandidate, ImportUses } from '../model/cut.ts';
import type { CandidateMaker } from './candidate.ts';
import { cutId } from './cut-id.ts';
import type { Startup } from './startup-without.ts';

/** Imports that cost nothing to take out: unused ones and those of which only types are used, saving or not. */
export function freeCandidates({ cost }: Startup, maker: CandidateMaker): CutCandidate[] {
  const found: CutCandidate[] = [];
  for (let link = 0; link < cost.difficulty.length; link++)
    if (cost.difficulty[link]! < 1 && cost.editOf(link)?.deferability === 'free')
      found.push(maker.make([link]));
  return found;
}

/** Below this it is noise. */
const LEAST_TAX_MS = 5;

/**
 * CommonJS that ES modules import: Node searches it, and what it requires, for export names. It need not where all of
 * them load it by createRequire.
 *
 * @param stays one byte a node: what stays at startup in the plan
 */
export function lexingCandidates({ request }: Startup, stays: Uint8Array): CutCandidate[] {
  const { graph, lexMs, editable, startup, usesOf } = request;
  if (lexMs === undefined) return [];
  return graph.modules.flatMap((module, node) => {
    const ms = lexMs[node]!;
    if (!stays[node] || module.format !== 'cjs' || ms < LEAST_TAX_MS || !countsAsModule(module)) return [];
    const into = [...graph.inEdges.subarray(graph.inStart[node]!, graph.inStart[node + 1]!)];
    const importing = into.filter((edge) => {
      const from = graph.edgeFrom[edge]!;
      return graph.edgeTiming[edge] === 0 && startup[from] && graph.modules[from]!.format === 'esm';
    });
    const isTaken = (edge: number) => editable(graph.edgeFrom[edge]!) && !namesNothing(usesOf(edge));
    if (importing.length === 0 || !importing.every(isTaken)) return [];
    const edges = importing.map((edge) => graph.edges[edge]!);
    return [
      {
        id: cutId('lexing', edges),
        action: 'lexing',
        edits: [{ action: 'lexing', edges, deferability: 'review', shape: 'create-require' }],
        edges,
        deferability: 'review',
        difficulty: importing.length,
        shape: 'create-require',
        reasons: [],
        frees: { modules: [], bytes: 0, ms },
        safety: 'review',
        unmasks: [],
        losesEffects: [],
        paidBy: [],
        heldBy: [],
      } as const,
    ];
  });
}

/** An import for what it does, or one that only passes names on: no constant can stand for it. */
function namesNothing(uses: ImportUses | null): boolean {
  return uses?.reasons.some(({ code }) => code === 'side-effect-import' || code === 're-export') ?? false;
}
