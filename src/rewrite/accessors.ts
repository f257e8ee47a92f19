import { namesIn } from '../extract/tree/pattern-names.ts';
import { propertyName, type SyntaxNode } from '../extract/tree/syntax.ts';
import { storeOf, type ComputedSite } from './computed-site.ts';
import type { Edits } from './edits.ts';
import { helperCode } from './helper-code.ts';
import { loadInstead } from './instead.ts';
import type { LazyCut } from './lazy-cut.ts';
import type { Names, Reference } from './names.ts';
import { readChain, valuePlaceOf, type Site, type ValuePlace } from './site.ts';
import { splitDeclaration } from './split-declaration.ts';
import { codeAround, putAt, putOffStores } from './stored-loads.ts';

export interface AccessorsRequest {
  readonly text: string;
  readonly format: 'esm' | 'cjs';
  /** TypeScript. */
  readonly isTyped: boolean;
  /** Absolute path. */
  readonly log: string;
  /** Grows. */
  readonly edits: Edits;
  readonly names: Names;
}

/** The value of a binding, as code in which `m` is what was loaded. */
type Taken = (module: string, prefix: string) => string;

/**
 * Writes accessors in place of imports, and calls of them in place of names. Calls are what a name is to the grammar: a
 * line that begins with one needs no semicolon before it, and `f()(x)` has no `this`, as `f(x)` has none.
 */
export class Accessors {
  private readonly request: AccessorsRequest;
  private readonly prefix: string;
  /** Functions, which are hoisted: they stand behind the text, where they move no line. */
  private readonly tail: string[] = [];
  private readonly declarations = new Map<SyntaxNode, Set<SyntaxNode>>();
  private readonly literals = new Set<SyntaxNode>();
  private count = 0;

  constructor(request: AccessorsRequest) {
    this.request = request;
    let prefix = '$lazy';
    while (request.text.includes(prefix)) prefix += '$';
    this.prefix = prefix;
  }

  /** Makes one import lazy. */
  putOff(site: Site, cut: LazyCut): void {
    const id = `${this.prefix}${this.count++}`;
    switch (site.kind) {
      case 'import':
        return this.putOffImport(site.node, cut, id);
      case 'import-equals':
        return this.putOffImportEquals(site.node, cut, id);
      case 'variable':
        return this.putOffVariable(site.declarator, site.declaration, cut, id);
      case 'value':
        return this.putOffValue(site.value, site.place, cut, id);
    }
  }

  /** Loads one import in another way. @param load an import, or a call */
  replace(load: SyntaxNode, { target, instead }: LazyCut): void {
    if (instead !== undefined) loadInstead(load, instead, { ...this.request, prefix: this.prefix, target });
  }

  /** Makes what a computed `require` loads lazy. */
  putOffComputed(site: ComputedSite, { key }: LazyCut): void {
    const { text, edits } = this.request;
    const request = { text, edits, prefix: this.prefix, key };
    if (site.kind !== 'variable') return putOffStores(site, request);
    const { call, value, declarator, declaration } = site;
    const id = `${this.prefix}${this.count++}`;
    const [argument] = call['arguments'] as [SyntaxNode];
    const pattern: SyntaxNode = declarator['id'];
    const names = namesIn(pattern);
    const list = names.map(({ name }) => name as string).join(',');
    const shape = text.slice(pattern.start, pattern.end).replaceAll(/\s+/g, ' ');
    const load = `function(s){const ${shape}=${codeAround(site, request, 's')};return[{${list}}]}`;
    const loader = `function ${id}(n,from){return(${id}c||(${id}c=${this.prefix}read(from||${id},n,${load},${id}s)))[0]}`;
    const accessors = names.map((node, at) => {
      const take: Taken = (module) => `${module}.${node['name'] as string}`;
      return this.name(node, `${id}_${String(at)}`, id, take, true).accessor;
    });
    const { start } = declaration;
    const head = `${loader}${accessors.join('')}let ${id}c,${id}s=(${edits.breaksIn(start, argument.start)}`;
    edits.replace(start, argument.start, head);
    edits.replace(argument.end, value.end, `)${edits.breaksIn(argument.end, value.end)}`);
  }

  /** Adds what all accessors need. */
  finish(): void {
    const { text, edits, format, log } = this.request;
    for (const [declaration, cut] of this.declarations) splitDeclaration(declaration, cut, { text, edits });
    edits.insert(text.length, `\n${this.tail.join('')}${helperCode(this.prefix, format, log)}`);
  }

  private putOffImport(node: SyntaxNode, cut: LazyCut, id: string): void {
    const { edits, format } = this.request;
    const specifier = format === 'esm' ? cut.target : cut.specifier;
    this.tail.push(this.loader(id, cut, `${this.prefix}load(${JSON.stringify(specifier)})`));
    let tags = '';
    for (const [at, item] of (node['specifiers'] as SyntaxNode[]).entries()) {
      if (item['importKind'] === 'type') continue;
      const named = this.name(item['local'], `${id}_${String(at)}`, id, takenBy(item));
      this.tail.push(named.accessor);
      tags += named.tag;
    }
    edits.replace(node.start, node.end, `;${tags}${edits.breaksIn(node.start, node.end)}`);
  }

  private putOffImportEquals(node: SyntaxNode, cut: LazyCut, id: string): void {
    const { edits } = this.request;
    this.tail.push(this.loader(id, cut, `require(${JSON.stringify(cut.specifier)})`));
    const { accessor, tag } = this.name(node['id'], `${id}_0`, id, (module) => module);
    this.tail.push(accessor);
    edits.replace(node.start, node.end, `;${tag}${edits.breaksIn(node.start, node.end)}`);
  }

  private putOffVariable(declarator: SyntaxNode, declaration: SyntaxNode, cut: LazyCut, id: string): void {
    const { edits } = this.request;
    const cuts = this.declarations.get(declaration) ?? new Set();
    this.declarations.set(declaration, cuts.add(declarator));
    const log = `${this.prefix}log(${JSON.stringify(cut.key)},from||${id},n)`;
    edits.insert(declarator.start, `var ${id}c;function ${id}(n,from){if(!${id}c){${log};const `);
    const names = namesIn(declarator['id']);
    const list = names.map(({ name }) => name as string).join(',');
    // Beside the function, for it may stand in a block.
    const accessors = names.map((node, at) => {
      const take: Taken = (module) => `${module}.${node['name'] as string}`;
      const { accessor, tag } = this.name(node, `${id}_${String(at)}`, id, take);
      return accessor + tag;
    });
    edits.insert(declarator.end, `;${id}c=[{${list}}]}return ${id}c[0]};${accessors.join('')}`);
  }

  private putOffValue(value: SyntaxNode, place: ValuePlace, cut: LazyCut, id: string): void {
    const log = `${this.prefix}log(${JSON.stringify(cut.key)},${id},n)`;
    this.tail.push(`var ${id}c;function ${id}(n,load){if(!${id}c){${log};${id}c=[load()]}return ${id}c[0]}`);
    this.getter(value, place, [`${id}(1,function(){return `, '})']);
  }

  /** Loads once; `n` frames are not the reader's, besides those above `from`. */
  private loader(id: string, { key }: LazyCut, load: string): string {
    const log = `${this.prefix}log(${JSON.stringify(key)},from||${id},n)`;
    return `var ${id}c;function ${id}(n,from){if(!${id}c){${log};${id}c=[${load}]}return ${id}c[0]}`;
  }

  /**
   * Replaces all that reads a name.
   *
   * @returns the code of its accessor, which is hoisted, and what tags of JSX need right where the import was
   */
  private name(
    declared: SyntaxNode,
    id: string,
    loader: string,
    take: Taken,
    isStored = false,
  ): { accessor: string; tag: string } {
    const value = take(`${loader}(n,${id})`, this.prefix);
    const references = this.request.names.declared.get(declared)?.references ?? [];
    for (const reference of references) this.read(reference, id, isStored);
    const isTag = references.some(({ node }) => node.type === 'JSXIdentifier');
    return {
      accessor: value.startsWith(`${this.prefix}namespace`)
        ? `var ${id}c;function ${id}(n){return ${id}c||(${id}c=${value})}`
        : `function ${id}(n){return ${value}}`,
      tag: isTag ? `var ${id}x={get v(){return ${id}(1)}};` : '',
    };
  }

  private read({ node, up }: Reference, accessor: string, isStored: boolean): void {
    const { edits, names } = this.request;
    const { node: parent } = up;
    if (node.type === 'JSXIdentifier') return edits.replace(node.start, node.end, `${accessor}x.v`);
    const [value, around] = readChain(node, up);
    const place = valuePlaceOf(value, around, names);
    if (parent.type === 'Property' && parent['shorthand'] && parent['value'] === node) {
      if (place !== null) return this.shorthand(place, node, `${accessor}(1)`);
      return edits.replace(node.start, node.end, `${node['name'] as string}: ${accessor}()`);
    }
    const stored = place === null && isStored ? storeOf(value, around) : null;
    if (stored !== null) return this.store(stored, value, node, accessor);
    if (place !== null) this.getter(value, place, ['', '']);
    const call = `${accessor}(${place === null ? '' : '1'})`;
    edits.replace(node.start, node.end, isConstructed(node, up) ? `(${call})` : call);
  }

  /** `table[name] = m`: three frames lie between who reads it there and the accessor. */
  private store(
    assignment: SyntaxNode,
    value: SyntaxNode,
    { start, end }: SyntaxNode,
    accessor: string,
  ): void {
    const { edits } = this.request;
    const from = putAt(assignment, { ...this.request, prefix: this.prefix });
    edits.replace(from, value.start, `${edits.breaksIn(from, value.start)},function(){return `);
    edits.replace(start, end, `${accessor}(3)`);
    edits.insert(value.end, '})');
  }

  private shorthand(place: ValuePlace, { start, end, name }: SyntaxNode, call: string): void {
    this.hideFromLexer(place);
    const key = `[${JSON.stringify(name)}]`;
    this.request.edits.replace(start, end, `get ${key}(){return ${call}}${this.setter(name)}`);
  }

  /** Makes a getter of what gives a value: code before and after it, within the getter. */
  private getter(value: SyntaxNode, place: ValuePlace, [before, after]: readonly [string, string]): void {
    const { edits, text } = this.request;
    if (place.kind === 'export') {
      const { left, start } = place.assignment as unknown as { left: SyntaxNode; start: number };
      const object = text.slice(left['object'].start, left['object'].end);
      const head = `${this.prefix}get(${object},${JSON.stringify(place.name)},function(){return ${before}`;
      edits.replace(start, value.start, edits.breaksIn(start, value.start) + head);
      return edits.insert(value.end, `${after}})`);
    }
    this.hideFromLexer(place);
    const { property } = place;
    const key: SyntaxNode = property['key'];
    const name = propertyName(key, property['computed']);
    const written = name === undefined ? text.slice(key.start, key.end) : JSON.stringify(name);
    const breaks = edits.breaksIn(property.start, value.start);
    edits.replace(property.start, value.start, `${breaks}get [${written}](){return ${before}`);
    edits.insert(value.end, `${after}}${name === undefined ? '' : this.setter(name)}`);
  }

  private setter(name: string): string {
    const key = JSON.stringify(name);
    return `,set [${key}](v){${this.prefix}set(this,${key},v)}`;
  }

  /** Node's lexer would take `get` for an export. Behind a spread only computed names keep their order in V8. */
  private hideFromLexer(place: ValuePlace): void {
    if (place.kind !== 'property' || this.literals.has(place.literal)) return;
    this.literals.add(place.literal);
    if (this.request.format === 'cjs') this.request.edits.insert(place.literal.start + 1, '...{},');
  }
}

/** What a specifier of an import takes of the module. */
function takenBy(specifier: SyntaxNode): Taken {
  if (specifier.type === 'ImportNamespaceSpecifier')
    return (module, prefix) => `${prefix}namespace(${module})`;
  const imported: SyntaxNode | undefined = specifier['imported'];
  const name: string = imported === undefined ? 'default' : (imported['name'] ?? imported['value']);
  if (name === 'default') return (module, prefix) => `${prefix}default(${module})`;
  return (module) => `${module}[${JSON.stringify(name)}]`;
}

/** Whether a name, or a member of it, stands right behind `new`: arguments would be taken for the accessor's. */
function isConstructed(node: SyntaxNode, up: Reference['up']): boolean {
  let value = node;
  let around = up;
  while (
    around.up !== null &&
    (around.node['object'] === value ||
      around.node['tag'] === value ||
      /^TS(NonNull|Instantiation)Expression$/.test(around.node.type))
  ) {
    value = around.node;
    around = around.up;
  }
  return around.node.type === 'NewExpression' && around.node['callee'] === value;
}
