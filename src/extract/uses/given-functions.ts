import { activate } from '../tree/activate.ts';
import { collect, type Collected } from '../tree/collect.ts';
import { NOT_RUN } from '../tree/scope.ts';
import { isFunction, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { givenTo, momentOf, type Functions } from './moment.ts';
import type { Walked } from './references.ts';
import type { Visit } from './visit.ts';

/** Callbacks that give callbacks that give callbacks. */
const MAX_ROUNDS = 4;

/**
 * Works out which functions may be called by those who are given functions while the file is evaluated.
 *
 * @param collected the same tree, activated
 */
export function functionsOf(
  program: SyntaxNode,
  moduleSyntax: boolean,
  collected: Collected,
  walked: Walked,
): Functions {
  const given = new Map<SyntaxNode, Visit>();
  let possible = collected;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = given.size;
    addGiven(walked, { collected, possible, given }, given);
    if (given.size === before) break;
    possible = collect(program, moduleSyntax);
    for (const node of given.keys()) call(node, possible);
    activate(possible);
  }
  return { collected, possible, given };
}

/** Functions, and names of functions, that are arguments of calls which run, or may run, while the file is evaluated. */
function addGiven(walked: Walked, functions: Functions, given: Map<SyntaxNode, Visit>): void {
  const { collected } = functions;
  const add = (visit: Visit, held: readonly SyntaxNode[]): void => {
    const idle = held.filter((node) => !given.has(node) && collected.functions.get(node)?.run === NOT_RUN);
    const by = idle.length === 0 ? undefined : givenTo(visit);
    if (by !== undefined && momentOf(by, functions).when !== 'later')
      for (const node of idle) given.set(node, by);
  };
  for (const visit of walked.functions) add(visit, [visit.node]);
  for (const [name, mentions] of walked.references.get(walked.module) ?? []) {
    const values = collected.top.scope.names?.get(name)?.values ?? [];
    const held = values.map(({ node }) => unwrap(node)).filter(isFunction);
    if (held.length > 0) for (const { visit } of mentions) add(visit, held);
  }
}

/** Has the top level of a tree call a function, perhaps. */
function call(node: SyntaxNode, { top }: Collected): void {
  const made = { type: 'CallExpression', start: node.start, end: node.end, callee: node, arguments: [] };
  top.sites.push({ node: made, scope: top.scope, conditional: true, inTry: false, run: NOT_RUN });
}
