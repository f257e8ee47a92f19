import type { Expression, Statement } from '../../model/program.ts';
import { literalText, type SyntaxNode } from '../tree/syntax.ts';
import { declareBlock, declareVars, firstName, isInstantiated } from './declared.ts';
import { entity } from './metadata.ts';
import { Names } from './names.ts';
import { inFunction, inScope, type Frame, type Reading } from './reading.ts';
import { OPAQUE } from './values.ts';

/** Reads an enum; its members' names are constants inside it. */
export function readEnum(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const members: SyntaxNode[] = (node['body'] ?? node)['members'];
  const names = new Names(reading.names);
  for (const { id } of members) names.declare(id.name ?? String(id.value), 'constant');
  const values = inScope(reading, names, () =>
    members.map(({ initializer }) => (initializer ? reading.expression(initializer) : OPAQUE)),
  );
  const { name } = node['id'];
  hoist(name, frame);
  frame.statements.push({ op: 'enum', name, values, line: reading.line(node) });
}

/** Reads a namespace, which is a function called at once; one of types alone leaves nothing. */
export function readNamespace(reading: Reading, node: SyntaxNode, frame: Frame): void {
  if (!isInstantiated(node)) return;
  const path: string[] = [];
  for (let at: SyntaxNode = node['id']; at.type === 'TSQualifiedName'; at = at['left'])
    path.unshift(at['right'].name);
  const nodes: SyntaxNode[] = node['body'].body;
  const names = new Names(reading.names);
  declareVars(nodes, names);
  declareBlock(nodes, names);
  let block = inFunction(reading, false, () => inScope(reading, names, () => reading.body(nodes)));
  for (const name of path.toReversed())
    block = {
      statements: [{ op: 'namespace', name, block }],
      hoisted: [{ kind: 'var', pattern: { kind: 'name', name }, initialised: true }],
    };
  const name = firstName(node['id']);
  hoist(name, frame);
  frame.statements.push({ op: 'namespace', name, block });
}

/** A class or function of the same name is there already: the namespace adds to it. */
function hoist(name: string, frame: Frame): void {
  const isThere = frame.hoisted.some((item) =>
    item.kind === 'function'
      ? item.name === name
      : item.pattern.kind === 'name' && item.pattern.name === name,
  );
  if (!isThere) frame.hoisted.push({ kind: 'var', pattern: { kind: 'name', name }, initialised: true });
}

/** Reads `import a = require('x')` and `import a = B.C`. */
export function readImportEquals(reading: Reading, node: SyntaxNode, frame: Frame): void {
  if (node['importKind'] === 'type') return;
  const { moduleReference } = node;
  const line = reading.line(node);
  const local: string = node['id'].name;
  const pattern = { kind: 'name', name: local } as const;
  const isRequire = moduleReference.type === 'TSExternalModuleReference';
  const init = isRequire ? requireOf(reading, moduleReference, line) : reference(reading, moduleReference);
  const declares = isRequire ? 'const' : 'var';
  const statement: Statement = { op: 'variable', declares, pattern, init, line };
  if (frame.top) {
    const uses = isRequire ? null : firstName(moduleReference);
    reading.found.aliases.push({ local, statement, uses });
  }
  if (isRequire) frame.hoisted.push({ kind: 'let', pattern, init });
  else frame.hoisted.push({ kind: 'var', pattern, initialised: true });
  frame.statements.push(statement);
}

function requireOf(reading: Reading, reference_: SyntaxNode, line: number): Expression {
  const specifier = literalText(reference_['expression']);
  const target = specifier === undefined ? null : reading.source.resolve(specifier);
  return { op: 'require', target, line };
}

/** Using `A` for `import a = A.B` counts only when `a` is used. */
function reference(reading: Reading, node: SyntaxNode): Expression {
  const { used } = reading.found;
  const name = firstName(node);
  const wasUsed = used.has(name);
  const value = entity(reading, node);
  if (!wasUsed) used.delete(name);
  return value;
}
