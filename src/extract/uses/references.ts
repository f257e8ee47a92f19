import { declareBlock, declarePattern, declareVars } from '../program/declared.ts';
import { Names } from '../program/names.ts';
import { isClass, isFunction, type SyntaxNode } from '../tree/syntax.ts';
import { calleeName } from '../tree/values.ts';
import type { JsxFactories } from './jsx-factories.ts';
import { metadataNames } from './metadata-names.ts';
import { addTypeNames, BLOCKS, isErased, mentionsNothing } from './syntax-kinds.ts';
import type { Reference, Visit } from './visit.ts';

export interface Walked {
  readonly module: Names;
  /** By the scope that declares the name, and the name. */
  readonly references: ReadonlyMap<Names, ReadonlyMap<string, readonly Reference[]>>;
  /** Calls and what else may load a module, by offset; of those at one offset the innermost. */
  readonly loads: ReadonlyMap<number, Visit>;
  /** Every function. */
  readonly functions: readonly Visit[];
  /** Names that types mention. */
  readonly typeNames: ReadonlySet<string>;
}

export interface WalkOptions {
  /** Around the module's own names; null where there is nothing. */
  readonly outer: Names | null;
  readonly decoratorMetadata: boolean;
  /** JSX is a use of these. */
  readonly jsx: JsxFactories | null;
}

/**
 * Finds every mention of a name that the file declares, with the way down to it. Types are passed over; what decorator
 * metadata makes of them counts.
 *
 * @param body of the file
 * @throws RangeError when the tree is nested deeper than the stack allows
 */
export function referencesOf(body: readonly SyntaxNode[], options: WalkOptions): Walked {
  const walk = new Walk(options);
  walk.program(body);
  return walk;
}

class Walk implements Walked {
  readonly module: Names;
  readonly references = new Map<Names, Map<string, Reference[]>>();
  readonly loads = new Map<number, Visit>();
  readonly functions: Visit[] = [];
  readonly typeNames = new Set<string>();
  private readonly options: WalkOptions;

  constructor(options: WalkOptions) {
    this.options = options;
    this.module = new Names(options.outer);
  }

  program(body: readonly SyntaxNode[]): void {
    declareVars(body, this.module);
    declareBlock(body, this.module);
    for (const node of body) this.visit({ node, key: 'body', parent: null, names: this.module });
  }

  private visit(visit: Visit): void {
    const { node, names } = visit;
    switch (node.type) {
      case 'Identifier':
        return this.mention(node['name'], visit, 'read');
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return;
      case 'ExportNamedDeclaration':
        return this.exported(visit);
      case 'CallExpression':
        if (calleeName(node['callee']) !== 'createRequire') this.loads.set(node.start, visit);
        return this.children(visit);
      case 'ImportExpression':
        this.loads.set(node.start, visit);
        return this.children(visit);
      case 'VariableDeclarator':
        this.pattern({ node: node['id'], key: 'id', parent: visit, names }, null);
        return this.child(visit, 'init');
      case 'AssignmentExpression':
        this.pattern({ node: node['left'], key: 'left', parent: visit, names }, 'write');
        return this.child(visit, 'right');
      case 'UpdateExpression':
        return this.pattern({ node: node['argument'], key: 'argument', parent: visit, names }, 'write');
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.loop(visit);
      case 'LogicalExpression':
        // Compilers leave `0 && (module.exports = { … })` for Node to find names in.
        if (node['operator'] === '&&' && node['left'].value === 0) return;
        return this.children(visit);
      default:
        this.other(visit);
    }
  }

  private other(visit: Visit): void {
    const { node } = visit;
    if (node['declare'] === true) return addTypeNames(node, this.typeNames);
    if (isFunction(node)) return this.function(visit);
    if (isClass(node)) return this.class(visit);
    if (node.type.startsWith('JSX')) return this.jsx(visit);
    if (BLOCKS.has(node.type)) return this.block(visit);
    if (node.type === 'TSImportEqualsDeclaration') return this.importEquals(visit);
    if (isErased(node)) return addTypeNames(node, this.typeNames);
    this.children(visit);
  }

  private children(visit: Visit, names = visit.names): void {
    const { node } = visit;
    for (const field in node) if (!mentionsNothing(node, field)) this.child(visit, field, names);
  }

  private child(visit: Visit, key: string, names = visit.names): void {
    const child = visit.node[key];
    if (child === null || typeof child !== 'object') return;
    if (Array.isArray(child)) {
      for (const node of child)
        if (node !== null && typeof node === 'object') this.visit({ node, key, parent: visit, names });
    } else if (typeof child.type === 'string') this.visit({ node: child, key, parent: visit, names });
  }

  private mention(name: string, visit: Visit, access: Reference['access']): void {
    const owner = visit.names.owner(name);
    if (owner === undefined) return;
    let byName = this.references.get(owner);
    if (byName === undefined) this.references.set(owner, (byName = new Map()));
    const list = byName.get(name);
    if (list === undefined) byName.set(name, [{ name, visit, access }]);
    else list.push({ name, visit, access });
  }

  /** A declared (`access` null) or assigned pattern: names in it are targets, keys and defaults are read. */
  private pattern(visit: Visit, access: 'write' | null): void {
    const { node, names } = visit;
    const inner = (child: SyntaxNode | null, key: string) => {
      if (child !== null) this.pattern({ node: child, key, parent: visit, names }, access);
    };
    this.child(visit, 'decorators');
    switch (node.type) {
      case 'Identifier':
        this.child(visit, 'typeAnnotation');
        if (access !== null) this.mention(node['name'], visit, access);
        return;
      case 'ObjectPattern':
        for (const property of node['properties']) inner(property, 'properties');
        return this.child(visit, 'typeAnnotation');
      case 'Property':
        if (node['computed']) this.child(visit, 'key');
        return inner(node['value'], 'value');
      case 'ArrayPattern':
        for (const element of node['elements']) inner(element, 'elements');
        return this.child(visit, 'typeAnnotation');
      case 'AssignmentPattern':
        inner(node['left'], 'left');
        return this.child(visit, 'right');
      case 'RestElement':
        this.child(visit, 'typeAnnotation');
        return inner(node['argument'], 'argument');
      case 'TSParameterProperty':
        return inner(node['parameter'], 'parameter');
      default:
        this.visit(visit);
    }
  }

  private function(visit: Visit): void {
    const { node } = visit;
    this.functions.push(visit);
    const isNamed = node.type === 'FunctionExpression' && node['id'] !== null;
    const outer = isNamed ? new Names(visit.names) : visit.names;
    if (isNamed) outer.declare(node['id'].name, 'plain');
    const names = new Names(outer);
    for (const param of node['params']) declarePattern(param, names);
    const { body } = node;
    if (body?.type === 'BlockStatement') {
      declareVars(body.body, names);
      declareBlock(body.body, names);
    }
    for (const param of node['params'])
      this.pattern({ node: param, key: 'params', parent: visit, names }, null);
    this.child(visit, 'returnType');
    this.child(visit, 'typeParameters');
    if (body?.type !== 'BlockStatement') return this.child(visit, 'body', names);
    this.children({ node: body, key: 'body', parent: visit, names });
  }

  private class(visit: Visit): void {
    const { node } = visit;
    const names = new Names(visit.names);
    if (node.type === 'ClassExpression' && node['id']) names.declare(node['id'].name, 'plain');
    if (this.options.decoratorMetadata) {
      for (const { name, decorator } of metadataNames(node)) {
        const around: Visit = { node: decorator, key: 'decorators', parent: visit, names };
        this.mention(name['name'], { node: name, key: 'expression', parent: around, names }, 'read');
      }
    }
    for (const field in node) if (field !== 'id') this.child(visit, field, names);
  }

  private block(visit: Visit): void {
    const { node } = visit;
    const names = new Names(visit.names);
    if (node.type === 'CatchClause') {
      if (node['param']) declarePattern(node['param'], names);
      if (node['param']) this.pattern({ node: node['param'], key: 'param', parent: visit, names }, null);
      return this.child(visit, 'body', names);
    }
    const nodes: SyntaxNode[] =
      node.type === 'SwitchStatement'
        ? node['cases'].flatMap((one: SyntaxNode) => one['consequent'])
        : node['body'];
    if (node.type !== 'SwitchStatement' && node.type !== 'BlockStatement') declareVars(nodes, names);
    declareBlock(nodes, names);
    this.children(visit, names);
  }

  private loop(visit: Visit): void {
    const { node } = visit;
    const names = new Names(visit.names);
    const head: SyntaxNode | null = node.type === 'ForStatement' ? node['init'] : node['left'];
    if (head?.type === 'VariableDeclaration') declareBlock([head], names);
    for (const field in node) {
      if (field === 'left' && head?.type !== 'VariableDeclaration')
        this.pattern({ node: node['left'], key: 'left', parent: visit, names }, 'write');
      else this.child(visit, field, names);
    }
  }

  private exported(visit: Visit): void {
    const { node, names } = visit;
    if (node['source']) return;
    if (node['exportKind'] === 'type') return addTypeNames(node, this.typeNames);
    if (node['declaration']) return this.child(visit, 'declaration');
    for (const specifier of node['specifiers']) {
      if (specifier.exportKind === 'type') addTypeNames(specifier, this.typeNames);
      if (specifier.exportKind === 'type' || specifier.local.type !== 'Identifier') continue;
      const around: Visit = { node: specifier, key: 'specifiers', parent: visit, names };
      this.mention(
        specifier.local.name,
        { node: specifier.local, key: 'local', parent: around, names },
        'export',
      );
    }
  }

  private importEquals(visit: Visit): void {
    const { node, names } = visit;
    if (node['importKind'] === 'type') return;
    let reference: SyntaxNode = node['moduleReference'];
    if (reference.type === 'TSExternalModuleReference') {
      this.loads.set(node.start, visit);
      return;
    }
    while (reference.type === 'TSQualifiedName') reference = reference['left'];
    const at: Visit = { node: reference, key: 'moduleReference', parent: visit, names };
    this.mention(reference['name'], at, 'read');
  }

  private jsx(visit: Visit): void {
    const { node } = visit;
    if (node.type === 'JSXClosingElement') return;
    const { jsx } = this.options;
    const isFragment = node.type === 'JSXOpeningFragment';
    if (jsx && (isFragment || node.type === 'JSXOpeningElement')) this.mention(jsx.element, visit, 'jsx');
    if (jsx && isFragment && jsx.fragment !== jsx.element) this.mention(jsx.fragment, visit, 'jsx');
    if (node.type === 'JSXOpeningElement') {
      let name: SyntaxNode = node['name'];
      const isMember = name.type === 'JSXMemberExpression';
      while (name.type === 'JSXMemberExpression') name = name['object'];
      const isComponent = name.type === 'JSXIdentifier' && (isMember || !/^[a-z]/.test(name['name']));
      if (isComponent)
        this.mention(name['name'], { ...visit, node: name, key: 'name', parent: visit }, 'read');
      this.child(visit, 'typeArguments');
      return this.child(visit, 'attributes');
    }
    this.children(visit);
  }
}
