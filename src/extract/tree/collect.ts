import { bindPattern, bindVariable, recordAssignment } from './bind.ts';
import { visitBranch } from './branches.ts';
import { visitClass, visitObject } from './classes.ts';
import { endsList, isHoisted, leavesProcess } from './conditions.ts';
import { handlesRejection, isImport } from './promises.ts';
import {
  declare,
  functionScope,
  NOT_RUN,
  type Binding,
  type ClassRecord,
  type FunctionRecord,
  type Scope,
  type Scoped,
} from './scope.ts';
import type { SyntaxNode } from './syntax.ts';
import { visitTypeScript } from './typescript-syntax.ts';
import type { Walker } from './walker.ts';

/** A file's functions, classes, names and call sites, ready to ask which of them run while it is evaluated. */
export interface Collected {
  readonly top: FunctionRecord;
  readonly functions: ReadonlyMap<SyntaxNode, FunctionRecord>;
  readonly classes: ReadonlyMap<SyntaxNode, ClassRecord>;
  /** Values assigned to `exports.name` and `module.exports.name`. */
  readonly exported: Map<string, Scoped[]>;
  readonly allFunctions: readonly FunctionRecord[];
}

/**
 * Walks a whole syntax tree once. Names are declared as they are met and looked up only after the walk, so hoisting
 * needs no pass of its own.
 *
 * @param program the root of the tree
 * @param moduleSyntax whether the file is an ES module
 * @throws RangeError when the tree is nested deeper than the stack allows
 */
export function collect(program: SyntaxNode, moduleSyntax: boolean): Collected {
  return new Collector(moduleSyntax).run(program);
}

class Collector implements Walker {
  readonly functions = new Map<SyntaxNode, FunctionRecord>();
  readonly classes = new Map<SyntaxNode, ClassRecord>();
  readonly exported = new Map<string, Scoped[]>();
  readonly allFunctions: FunctionRecord[] = [];
  scope!: Scope;
  private readonly assignments: Scoped[] = [];
  private record!: FunctionRecord;
  private conditional = false;
  inTry = false;
  self: ClassRecord | null = null;
  readonly moduleSyntax: boolean;

  constructor(moduleSyntax: boolean) {
    this.moduleSyntax = moduleSyntax;
  }

  run(program: SyntaxNode): Collected {
    const top = this.open(program, []);
    this.record = top;
    this.scope = top.scope;
    this.statements(program['body']);
    // Only now is every name declared that an assignment may go to.
    for (const { node, scope } of this.assignments) recordAssignment(node, scope, this.exported);
    const { functions, classes, exported, allFunctions } = this;
    return { top, functions, classes, exported, allFunctions };
  }

  /** Opens a function record with a scope of its own below the present one. */
  open(node: SyntaxNode, parameters: SyntaxNode[]): FunctionRecord {
    const record = {
      node,
      parameters: [] as (Binding | null)[],
      self: this.self,
      sites: [],
      returns: [],
      uncertain: false,
      run: NOT_RUN,
      direct: false,
      callers: 0,
    } as unknown as FunctionRecord & { scope: Scope };
    record.scope = { parent: this.scope ?? null, owner: record, names: null };
    this.functions.set(node, record);
    this.allFunctions.push(record);
    for (const parameter of parameters) record.parameters.push(this.bindParameter(parameter, record));
    return record;
  }

  private bindParameter(parameter: SyntaxNode, record: FunctionRecord): Binding | null {
    const inner = parameter.type === 'TSParameterProperty' ? parameter['parameter'] : parameter;
    const target = inner.type === 'AssignmentPattern' ? inner['left'] : inner;
    if (target.type === 'Identifier') {
      const binding = declare(record.scope, target['name']);
      binding.owner = record;
      return binding;
    }
    bindPattern(target, record.scope, null);
    return null;
  }

  /** Runs `work` inside another function, scope or certainty and comes back to the present one. */
  within(record: FunctionRecord, scope: Scope, conditional: boolean, work: () => void): void {
    const saved = [this.record, this.scope, this.conditional, this.inTry] as const;
    this.record = record;
    this.scope = scope;
    this.conditional = conditional;
    if (record !== saved[0]) this.inTry = false;
    work();
    [this.record, this.scope, this.conditional, this.inTry] = saved;
  }

  visitAll(nodes: (SyntaxNode | null)[]): void {
    for (const node of nodes) if (node !== null) this.visit(node);
  }

  /** What follows a return in the same list never runs: it is walked as a function nobody calls. */
  private statements(nodes: SyntaxNode[]): void {
    const end = nodes.findIndex(endsList) + 1;
    if (end === 0 || end === nodes.length) return this.visitAll(nodes);
    this.visitAll(nodes.slice(0, end));
    const [hoisted, dead] = [
      nodes.slice(end).filter(isHoisted),
      nodes.slice(end).filter((n) => !isHoisted(n)),
    ];
    this.visitAll(hoisted);
    const record = this.open(dead[0] ?? (nodes[end] as SyntaxNode), []);
    this.within(record, record.scope, false, () => this.visitAll(dead));
  }

  maybe(nodes: (SyntaxNode | null)[], run?: boolean): void {
    const saved = this.conditional;
    if (run !== true) this.conditional = true;
    this.visitAll(nodes);
    this.conditional = saved;
  }

  visit(node: SyntaxNode): void {
    switch (node.type) {
      case 'Identifier':
      case 'Literal':
      case 'ThisExpression':
        return;
      case 'ImportDeclaration':
        return this.importDeclaration(node);
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.function(node);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return visitClass(this, node);
      case 'BlockStatement':
      case 'StaticBlock':
      case 'CatchClause':
        return this.block(node);
      case 'VariableDeclaration':
        return this.variables(node);
      case 'AssignmentExpression':
        return this.assignment(node);
      case 'CallExpression':
      case 'NewExpression':
      case 'TaggedTemplateExpression':
      case 'ImportExpression':
      case 'Decorator':
        return this.site(node);
      case 'ObjectExpression':
        return visitObject(this, node);
      case 'ReturnStatement':
        return this.returnStatement(node);
      case 'AwaitExpression':
        return this.awaited(node);
      default:
        if (visitBranch(this, node) || (node.type.startsWith('TS') && visitTypeScript(this, node))) return;
        this.children(node);
    }
  }

  private children(node: SyntaxNode): void {
    for (const field in node) {
      const child = node[field];
      if (child === null || typeof child !== 'object') continue;
      if (Array.isArray(child)) {
        for (const item of child) if (item !== null && typeof item === 'object') this.visit(item);
      } else if (typeof child.type === 'string') this.visit(child);
    }
  }

  private returnStatement(node: SyntaxNode): void {
    if (node['argument']) this.returned(node['argument']);
    if (this.conditional) this.record.uncertain = true;
  }

  /** Only an awaited import is part of loading; any other wait may end after the boot, or never. */
  private awaited(node: SyntaxNode): void {
    this.visit(node['argument']);
    if (this.record.node.type !== 'Program' && !isImport(node['argument'])) this.record.uncertain = true;
  }

  private importDeclaration(node: SyntaxNode): void {
    for (const specifier of node['specifiers']) {
      const binding = declare(this.scope, specifier.local.name);
      const imported = specifier.imported;
      binding.source = imported === undefined ? null : (imported.name ?? imported.value);
    }
  }

  block(node: SyntaxNode): void {
    const scope: Scope = { parent: this.scope, owner: this.record, names: null };
    if (node.type === 'CatchClause' && node['param']) bindPattern(node['param'], scope, null);
    this.within(this.record, scope, this.conditional, () =>
      node.type === 'CatchClause' ? this.visit(node['body']) : this.statements(node['body']),
    );
  }

  scoped(work: () => void): void {
    const scope: Scope = { parent: this.scope, owner: this.record, names: null };
    this.within(this.record, scope, this.conditional, work);
  }

  private variables(node: SyntaxNode): void {
    if (node['declare']) return;
    const scope = node['kind'] === 'var' ? functionScope(this.scope) : this.scope;
    for (const declarator of node['declarations']) {
      bindVariable(declarator, scope, this.scope);
      this.visit(declarator.id);
      if (declarator.init) this.visit(declarator.init);
    }
  }

  private assignment(node: SyntaxNode): void {
    this.assignments.push({ node, scope: this.scope });
    this.visit(node['left']);
    if (/^(\|\||&&|\?\?)=$/.test(node['operator'])) this.maybe([node['right']]);
    else this.visit(node['right']);
  }

  private returned(argument: SyntaxNode): void {
    this.record.returns.push({ node: argument, scope: this.scope });
    this.visit(argument);
  }

  addSite(node: SyntaxNode): void {
    const conditional = this.conditional || this.record.uncertain;
    this.record.sites.push({ node, scope: this.scope, conditional, inTry: this.inTry, run: NOT_RUN });
  }

  private site(node: SyntaxNode): void {
    this.addSite(node);
    if (this.conditional && leavesProcess(node)) this.record.uncertain = true;
    if (node.type === 'ImportExpression') this.visit(node['source']);
    else if (node.type === 'Decorator') this.visit(node['expression']);
    else if (node.type === 'TaggedTemplateExpression') this.visitAll([node['tag'], node['quasi']]);
    else {
      const saved = this.inTry;
      if (handlesRejection(node)) this.inTry = true;
      this.visit(node['callee']);
      this.inTry = saved;
      this.visitAll(node['arguments']);
    }
  }

  private function(node: SyntaxNode): void {
    if (node['declare'] || !node['body']) return;
    if (node.type === 'FunctionDeclaration' && node['id']) {
      const value = { node, scope: this.scope };
      declare(this.scope, node['id'].name).values.push(value);
      const outer = functionScope(this.scope);
      if (outer !== this.scope) declare(outer, node['id'].name).values.push(value);
    }
    const record = this.open(node, node['params']);
    if (node.type === 'FunctionExpression' && node['id']) {
      declare(record.scope, node['id'].name).values.push({ node, scope: this.scope });
    }
    this.within(record, record.scope, false, () => {
      this.visitAll(node['params']);
      if (node['body'].type === 'BlockStatement') this.statements(node['body'].body);
      else this.returned(node['body']);
    });
  }
}
