import { ts } from 'ts-morph';
import { dropNames } from './drop-names.ts';
import type { Edit } from './edits.ts';
import { isWithin } from './is-within.ts';
import { isExports } from './leaf-exports.ts';
import { isDefault, isExported } from './modifiers.ts';
import { movedRange } from './moved-range.ts';
import { capital, nameOfSpecifier, type FreeNames } from './names.ts';
import { Refusal } from './refusal.ts';
import type { Handler, Registration } from './registration.ts';
import { reasonAt, type Source } from './source.ts';
import { topStatement, type TopName } from './top-names.ts';

/**
 * Takes registrations out of a module, and sees to it that others can call their functions.
 *
 * @returns by function the name that it is exported under
 * @throws Refusal where a function cannot be exported, or has no types of its own
 */
export function withoutRegistrations(
  source: Source,
  registrations: readonly Registration[],
  top: ReadonlyMap<string, TopName>,
  names: FreeNames,
): { edits: Edit[]; exportedAs: ReadonlyMap<Handler, string> } {
  const exportedAs = new Map<Handler, string>();
  const byName = new Map<TopName, string>();
  const edits: Edit[] = [];
  const tail: string[] = [];
  for (const registration of registrations) {
    const { statement, handlers } = registration;
    const inline = handlers.filter(({ name }) => name === null);
    const lines: string[] = [];
    for (const handler of handlers) {
      if (handler.name === null) {
        const name = names.take(nameFor(registration, inline.indexOf(handler)));
        lines.push(...madeHere(source, handler, name, tail));
        exportedAs.set(handler, name);
      } else {
        const known = byName.get(handler.name) ?? exportNamed(source, handler.name, edits, tail);
        byName.set(handler.name, known);
        exportedAs.set(handler, known);
      }
    }
    edits.push(inPlaceOf(source, statement, lines));
  }
  const isTaken = (node: ts.Node): boolean =>
    registrations.some(
      ({ statement, handlers }) =>
        topStatement(node) === statement &&
        !handlers.some((one) => one.name === null && isWithin(node, one.node)),
    );
  edits.push(...unused(source, top, isTaken));
  return { edits: [...edits, ...tailEdit(source, tail)], exportedAs };
}

/** The functions of a registration stay where it stood. */
function inPlaceOf(source: Source, statement: ts.Statement, lines: readonly string[]): Edit {
  if (lines.length === 0) return { ...movedRange(source, statement), text: '' };
  const start = statement.getStart(source.root);
  return { start, end: statement.getEnd(), text: lines.join(source.style.newline) };
}

/** `started` -> onStarted; without an event the call says what it is for. */
function nameFor({ call }: Registration, place: number): string {
  const event = call.arguments.find((one) => ts.isStringLiteralLike(one)) as ts.StringLiteralLike | undefined;
  const words = event === undefined ? '' : nameOfSpecifier(event.text);
  const callee = call.expression.getText().split('.').at(-1) ?? '';
  const base = words === '' || words === 'module' ? `${callee}Handler` : `on${capital(words)}`;
  return place > 0 ? `${base}${place + 1}` : base;
}

/** The function that stood in the call, as an export. */
function madeHere(source: Source, { node, made }: Handler, name: string, tail: string[]): string[] {
  const { root, style, typescript } = source;
  if (typescript && made.parameters.some(({ type }) => type === undefined)) {
    const detail = 'its parameters have no types of their own: give them some, then run this again';
    throw new Refusal([reasonAt(source, node.getStart(root), 'computed', detail)]);
  }
  const text = `const ${name} = ${node.getText(root)}${style.end}`;
  if (ts.isExternalModule(root)) return [`export ${text}`];
  tail.push(name);
  return [text];
}

/** The name under which a function is exported; it is where it was not. */
function exportNamed(
  source: Source,
  { local, statements, uses }: TopName,
  edits: Edit[],
  tail: string[],
): string {
  const [statement] = statements as [ts.Statement];
  if (ts.isExternalModule(source.root)) {
    if (isExported(statement)) return isDefault(statement) ? 'default' : local;
    for (const { node } of uses) {
      if (ts.isExportSpecifier(node.parent)) return node.parent.name.text;
      if (ts.isExportAssignment(node.parent) && !node.parent.isExportEquals) return 'default';
    }
    const start = statement.getStart(source.root);
    edits.push({ start, end: start, text: 'export ' });
    return local;
  }
  for (const { node } of uses) {
    const { parent } = node;
    const target = ts.isBinaryExpression(parent) && parent.right === node ? parent.left : null;
    if (target && ts.isPropertyAccessExpression(target) && isExports(target.expression))
      return target.name.text;
  }
  tail.push(local);
  return local;
}

/** CommonJS exports at the end: nothing replaces `module.exports` behind that. */
function tailEdit(source: Source, names: readonly string[]): Edit[] {
  const { text, root, style } = source;
  if (names.length === 0) return [];
  const whole = root.statements.find(
    (one) =>
      ts.isExpressionStatement(one) &&
      ts.isBinaryExpression(one.expression) &&
      one.expression.left.getText(root) === 'module.exports',
  );
  const given = whole && ((whole as ts.ExpressionStatement).expression as ts.BinaryExpression).right;
  if (given && !ts.isObjectLiteralExpression(given)) {
    const detail = `what the module exports is one value: it has no place for ${names.join(', ')}`;
    throw new Refusal([reasonAt(source, given.getStart(root), 'computed', detail)]);
  }
  const owner = whole === undefined ? 'exports' : 'module.exports';
  const gap = text.endsWith('\n') ? '' : style.newline;
  const lines = names.map((name) => `${owner}.${name} = ${name}${style.end}${style.newline}`);
  return [{ start: text.length, end: text.length, text: gap + lines.join('') }];
}

function unused(
  source: Source,
  top: ReadonlyMap<string, TopName>,
  isTaken: (node: ts.Node) => boolean,
): readonly Edit[] {
  const imports = new Set([...top.values()].flatMap(({ imported }) => imported ?? []));
  return [...imports].flatMap(({ site }) => {
    if (
      site === null ||
      !site.bindings.some(({ local }) => top.get(local)?.uses.some(({ node }) => isTaken(node)))
    )
      return [];
    return dropNames(source, site, (local) => {
      const uses = top.get(local)?.uses ?? [];
      return uses.length > 0 && uses.every(({ node }) => isTaken(node));
    });
  });
}
