import { countsAsModule } from '../graph/retained.ts';
import type { CutCandidate, CutEdit, Deferability } from '../model/cut.ts';
import type { Place } from '../model/finding.ts';
import { type ImportEdge, LAZY } from '../model/module-graph.ts';
import { cutId, shortSum } from './cut-id.ts';
import type { Edit } from './edit.ts';
import type { Harm } from './request.ts';
import { type Startup, stillThere, sumUp } from './startup-without.ts';

const CLASSES: readonly Deferability[] = ['free', 'mechanical', 'review', 'blocked'];
const NO_HARM: Harm = { unmasks: [], losesEffects: [] };

/** Makes candidates out of links of the cost graph; the same links give the same candidate. */
export class CandidateMaker {
  readonly #startup: Startup;
  readonly #made = new Map<string, CutCandidate>();
  readonly #keyOfId = new Map<string, string>();

  constructor(startup: Startup) {
    this.#startup = startup;
  }

  /** @param instead for imports in packages: the import that can be cut for the same end */
  make(links: readonly number[], instead?: ImportEdge): CutCandidate {
    const { cost, request } = this.#startup;
    const edits = [...new Set(links.map((link) => cost.editOf(link)).filter((edit) => edit !== null))];
    const numbers = [...new Set(edits.flatMap(({ edges }) => edges))].toSorted((a, b) => a - b);
    const edges = numbers.map((edge) => request.graph.edges[edge]!);
    const { action } = mainEdit(edits);
    const key = `${action} ${numbers.join(' ')} ${links.length}`;
    let candidate = this.#made.get(key);
    if (candidate === undefined) {
      const deferability = CLASSES[Math.max(0, ...edits.map((edit) => CLASSES.indexOf(edit.deferability)))]!;
      const harm = deferability === 'blocked' ? NO_HARM : request.harm(edges);
      const shapes = new Set(edits.map(({ shape }) => shape));
      const difficulty = edits.reduce((sum, edit) => sum + edit.difficulty, 0);
      candidate = {
        id: this.#uniqueId(cutId(action, edges), key, edges),
        action,
        edits: edits.map((edit) => this.#toCutEdit(edit)),
        edges,
        deferability,
        difficulty: Math.round(difficulty * 10) / 10,
        shape: shapes.size === 1 ? edits[0]!.shape : null,
        reasons: edits.flatMap(({ reasons }) => reasons),
        frees: this.#frees(links),
        safety: safetyOf(deferability, harm),
        ...harm,
        paidBy: this.#paidBy(edits, numbers),
        heldBy: this.#heldBy(links, numbers),
        ...(instead && { instead }),
        ...definedIn(edits),
      };
      this.#made.set(key, candidate);
    }
    return candidate;
  }

  #toCutEdit({ action, edges, deferability, shape, definedIn: homes }: Edit): CutEdit {
    const { graph } = this.#startup.request;
    const own = { action, edges: edges.map((edge) => graph.edges[edge]!), deferability, shape };
    return homes === undefined ? own : { ...own, definedIn: homes };
  }

  /** Two cuts may have one name where a file imports the same thing twice. */
  #uniqueId(id: string, key: string, edges: readonly ImportEdge[]): string {
    const known = this.#keyOfId.get(id);
    const unique = known === undefined ? id : `${id}~${shortSum(edges.map(({ to }) => to).join('\n') + key)}`;
    this.#keyOfId.set(unique, key);
    return unique;
  }

  #frees(links: readonly number[]): CutCandidate['frees'] {
    const { cost, request, today } = this.#startup;
    const leaving = stillThere(cost, links).map((stays, node) => (today[node] && !stays ? 1 : 0));
    const { bytes, ms } = sumUp(request, leaving);
    const modules = request.graph.modules.filter((module, node) => leaving[node] && countsAsModule(module));
    return { modules: modules.map(({ id }) => id), bytes, ms };
  }

  /** Calls of the importers, and lazy imports elsewhere of what the cut imports lead to. */
  #paidBy(edits: readonly Edit[], edges: readonly number[]): Place[] {
    const { graph } = this.#startup.request;
    const places = new Map<string, Place>();
    const add = (place: Place) => places.set(`${place.file}:${place.line}:${place.column}`, place);
    for (const edit of edits)
      for (const { line } of edit.callSites) add({ file: graph.edges[edit.edges[0]!]!.from, line });
    for (const target of new Set(edges.map((edge) => graph.edgeTo[edge]!))) {
      for (let i = graph.inStart[target]!; i < graph.inStart[target + 1]!; i++) {
        const edge = graph.inEdges[i]!;
        const { from, line, column } = graph.edges[edge]!;
        if (graph.edgeTiming[edge] === LAZY) add({ file: from, line, column });
      }
    }
    return [...places.values()];
  }

  /** Imports, other than those cut, of targets that stay at startup because of them. */
  #heldBy(links: readonly number[], edges: readonly number[]): ImportEdge[] {
    const { cost, request, tree, today } = this.#startup;
    const { graph, ms } = request;
    const after = stillThere(cost, links);
    const own = new Set(edges);
    const held: ImportEdge[] = [];
    for (const target of new Set(edges.map((edge) => graph.edgeTo[edge]!))) {
      if (!after[target]) continue;
      const place = tree.position[target]!;
      for (let i = graph.inStart[target]!; i < graph.inStart[target + 1]!; i++) {
        const edge = graph.inEdges[i]!;
        const from = graph.edgeFrom[edge]!;
        const offset = tree.position[from]! - place;
        const follows = graph.edgeTiming[edge]! < (ms === null ? LAZY : 1);
        if (follows && today[from] && !own.has(edge) && (offset < 0 || offset >= tree.size[target]!))
          held.push(graph.edges[edge]!);
      }
    }
    return held;
  }
}

/** Names the cut: the hardest of its edits. */
function mainEdit(edits: readonly Edit[]): Edit {
  const first = edits[0];
  if (first === undefined) throw new Error('A cut without an edit');
  return edits.reduce((hardest, edit) => (edit.difficulty > hardest.difficulty ? edit : hardest), first);
}

function definedIn(edits: readonly Edit[]): Pick<CutCandidate, 'definedIn'> {
  const all = edits.flatMap((edit) => edit.definedIn ?? []);
  return all.length > 0 ? { definedIn: all } : {};
}

function safetyOf(deferability: Deferability, { unmasks, losesEffects }: Harm): CutCandidate['safety'] {
  if (deferability === 'blocked' || unmasks.some(({ confidence }) => confidence === 'certain'))
    return 'blocked';
  return deferability === 'review' || doesHarm({ unmasks, losesEffects }) ? 'review' : 'safe';
}

/** Whether somebody has to look at what a cut leaves undone or changes, however easy it is. */
export function doesHarm(harm: Harm): boolean {
  return losesAny(harm) || harm.unmasks.length > 0;
}

/** Whether startup surely, or very likely, no longer does something. */
export function losesAny({ losesEffects }: Pick<Harm, 'losesEffects'>): boolean {
  return losesEffects.some(({ confidence }) => confidence !== 'possible');
}
