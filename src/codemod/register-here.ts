import { ts } from 'ts-morph';
import { behindImports } from './behind-imports.ts';
import { applyEdits, type Edit } from './edits.ts';
import { hasModifier } from './modifiers.ts';
import { asKey, asMember, FreeNames } from './names.ts';
import { Refusal } from './refusal.ts';
import type { Handler, Registration } from './registration.ts';
import type { ReRegisterRequest } from './re-register-request.ts';
import { relativeSpecifier } from './relative-specifier.ts';
import { movedRange } from './moved-range.ts';
import { reasonAt, type Source } from './source.ts';
import { syncLoader } from './synchronous.ts';
import { topNames, type TopName } from './top-names.ts';

interface Given {
  readonly request: ReRegisterRequest;
  /** The module that no longer registers. */
  readonly source: Source;
  readonly registrations: readonly Registration[];
  readonly exportedAs: ReadonlyMap<Handler, string>;
}

/**
 * Adds registrations behind a file's imports, and imports of what they need.
 *
 * @throws Refusal where something that they need leaves startup as well, or cannot be imported here
 */
export function registerHere(importer: Source, given: Given): Edit[] {
  const names = new FreeNames(importer);
  const top = topNames(importer);
  const imports = new Imports(importer, given, top, names);
  let loader: ReturnType<typeof syncLoader> | undefined;
  const load = () => (loader ??= syncLoader(importer, names)).name;
  const lines: string[] = [];
  for (const registration of given.registrations) {
    const { statement, needs, handlers, call } = registration;
    const root = rootOf(call.expression);
    if (!needs.some(({ node }) => node === root) && top.has(root.text))
      throw lost(given.source, root, `${root.text} is another one in ${importer.file}`);
    const start = statement.getStart(given.source.root);
    const edits: Edit[] = needs.map((need) => at(given.source, need.node, start, imports.localOf(need)));
    for (const handler of handlers)
      edits.push(at(given.source, handler.node, start, wrapper(importer, given, handler, load)));
    const isOnlyCall = handlers.some(({ name }) => name === null);
    const { text } = movedRange(given.source, statement);
    const own = statement.getText(given.source.root);
    const comments = isOnlyCall ? '' : text.slice(0, Math.max(0, text.indexOf(own)));
    lines.push(...`${comments}${applyEdits(own, edits)}`.split(/\r?\n/));
  }
  const hasImports = importer.root.statements.some((one) => ts.isImportDeclaration(one));
  const isBare = ts.isExternalModule(importer.root) && !hasImports;
  const added = isBare ? ['', ...lines, ''] : ['', ...lines];
  const edits = [...(imports.lines.length > 0 ? [imports.edit()] : []), ...(loader?.edits ?? [])];
  return [...edits, placed(importer, added)];
}

function at({ root }: Source, node: ts.Node, from: number, text: string): Edit {
  return { start: node.getStart(root) - from, end: node.getEnd() - from, text };
}

function rootOf(node: ts.Expression): ts.Identifier {
  let root = node;
  while (ts.isPropertyAccessExpression(root)) root = root.expression;
  return root as ts.Identifier;
}

function lost(source: Source, node: ts.Node, why: string): Refusal {
  return new Refusal([
    reasonAt(source, node.getStart(source.root), 'top-level-use', `it stays lost: ${why}`),
  ]);
}

/** The function that loads the module and calls the one of it; with as many parameters. */
function wrapper(
  importer: Source,
  { request, source, exportedAs }: Given,
  handler: Handler,
  loader: () => string,
): string {
  const { quote } = importer.style;
  const name = exportedAs.get(handler)!;
  const from = `${quote}${request.specifier}${quote}`;
  const { parameters } = handler.made;
  const isRest = parameters.some(({ dotDotDotToken, initializer }) => dotDotDotToken || initializer);
  const given = parameters.map((one, place) =>
    ts.isIdentifier(one.name) ? one.name.text : `given${place + 1}`,
  );
  const type = `Parameters<(typeof import(${from}))[${quote}${name}${quote}]>`;
  const typed = (parameter: string, place: number): string =>
    importer.typescript ? `${parameter}: ${type}[${place}]` : parameter;
  const declared = isRest ? `...given${importer.typescript ? `: ${type}` : ''}` : given.map(typed).join(', ');
  const passed = isRest ? '...given' : given.join(', ');
  const member = asMember(name, quote);
  const isAsync = hasModifier(handler.made, ts.SyntaxKind.AsyncKeyword);
  if (isAsync && (importer.format === 'esm' || request.awaits))
    return `async (${declared}) => (await import(${from}))${member}(${passed})`;
  if (request.awaits) {
    const detail = `${request.module.file}, which its function is in and cannot wait for,`;
    throw new Refusal([reasonAt(source, handler.node.getStart(source.root), 'target-awaits', detail)]);
  }
  const call = `${loader()}(${from})`;
  const loaded = importer.typescript ? `(${call} as typeof import(${from}))` : call;
  return `(${declared}) => ${loaded}${member}(${passed})`;
}

/** Imports of the importer, and those it has to get. */
class Imports {
  readonly lines: string[] = [];
  readonly #importer: Source;
  readonly #given: Given;
  readonly #top: ReadonlyMap<string, TopName>;
  readonly #names: FreeNames;
  readonly #made = new Map<TopName, string>();

  constructor(importer: Source, given: Given, top: ReadonlyMap<string, TopName>, names: FreeNames) {
    this.#importer = importer;
    this.#given = given;
    this.#top = top;
    this.#names = names;
  }

  edit(): Edit {
    return placed(this.#importer, this.lines);
  }

  /** The name here for what a name of the module stands for. */
  localOf({ node, name, imported: { site } }: Registration['needs'][number]): string {
    const { request, source } = this.#given;
    const known = this.#made.get(name);
    if (known !== undefined) return known;
    const own = site?.bindings.find(({ local }) => local === name.local);
    if (site === null || own === undefined || own.imported === '?')
      throw lost(source, node, `${name.local} is imported in a way that cannot be repeated`);
    if (site.form === 'require' && site.declaration.initializer !== site.call)
      throw lost(source, node, `${name.local} is made of what is loaded`);
    const target = request.staying(site.specifier);
    if (target === null) throw lost(source, node, `${site.specifier} leaves startup as well`);
    const local =
      this.#existing(target, own.imported) ?? this.#added(site, own.imported, name.local, target, node);
    this.#made.set(name, local);
    return local;
  }

  #existing(target: string, imported: string): string | undefined {
    for (const { local, imported: from } of this.#top.values()) {
      const { site } = from ?? {};
      if (!site || this.#given.request.leadsTo(site.specifier) !== target) continue;
      if (site.form === 'require' && site.declaration.initializer !== site.call) continue;
      const own = site.bindings.find((one) => one.local === local);
      if (own?.imported === imported && !own.typeOnly) return local;
    }
    return undefined;
  }

  #added(
    site: { readonly specifier: string; readonly form: 'import' | 'require' },
    imported: string,
    wanted: string,
    target: string,
    node: ts.Node,
  ): string {
    const { quote, end } = this.#importer.style;
    const isModule = ts.isExternalModule(this.#importer.root);
    if (isModule !== (site.form === 'import'))
      throw lost(this.#given.source, node, `${wanted} has to be imported by hand in ${this.#importer.file}`);
    const specifier = site.specifier.startsWith('.')
      ? relativeSpecifier(this.#importer, site.specifier, target as Parameters<typeof relativeSpecifier>[2])
      : site.specifier;
    const local = this.#names.take(wanted);
    const from = `${quote}${specifier}${quote}`;
    const key = imported === local ? local : `${asKey(imported, quote)}${isModule ? ' as' : ':'} ${local}`;
    if (!isModule)
      this.lines.push(`const ${imported === '=' ? local : `{ ${key} }`} = require(${from})${end}`);
    else if (imported === 'default') this.lines.push(`import ${local} from ${from}${end}`);
    else this.lines.push(`import ${imported === '*' ? `* as ${local}` : `{ ${key} }`} from ${from}${end}`);
    return local;
  }
}

/** Behind the imports; in CommonJS behind the last `require` of the top level. */
function placed(source: Source, lines: readonly string[]): Edit {
  const { root, text, style } = source;
  if (ts.isExternalModule(root)) return behindImports(source, lines);
  const last = root.statements.findLast(
    (one) =>
      ts.isVariableStatement(one) &&
      /(^|\W)require\(/.test(one.getText(root)) &&
      !/=>|function/.test(one.getText(root)),
  );
  if (last !== undefined) {
    const { end } = movedRange(source, last);
    const until = text.slice(0, end).trimEnd().length;
    return { start: until, end: until, text: lines.map((one) => `${style.newline}${one}`).join('') };
  }
  const first = root.statements.find(
    (one) => !(ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression)),
  );
  const start = first === undefined ? text.length : movedRange(source, first).start;
  return {
    start,
    end: start,
    text: [...lines.filter((one, place) => one !== '' || place > 0), '']
      .map((one) => `${one}${style.newline}`)
      .join(''),
  };
}
