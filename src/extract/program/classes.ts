import type { Class, Expression, Fn, Static } from '../../model/program.ts';
import { propertyName, type SyntaxNode } from '../tree/syntax.ts';
import { declareBlock, declareVars } from './declared.ts';
import { readDecorators } from './decorators.ts';
import { Names } from './names.ts';
import { inFunction, inScope, type Reading } from './reading.ts';
import { UNDEFINED } from './values.ts';

type Fns = Record<string, Fn>;
interface Members {
  constructor_: Fn | null;
  readonly fields: Expression[];
  readonly methods: Fns;
  readonly getters: Fns;
  readonly staticMethods: Fns;
  readonly staticGetters: Fns;
  readonly statics: Static[];
  readonly computed: Expression[];
}

/** Reads a class, declared or expressed. */
export function readClass(reading: Reading, node: SyntaxNode): Class {
  const names = new Names(reading.names);
  if (node['id']) names.declare(node['id'].name, 'plain');
  return inScope(reading, names, () => {
    const superclass = node['superClass'] ? reading.expression(node['superClass']) : null;
    const members = readMembers(reading, node['body'].body);
    return {
      name: node['id']?.name ?? null,
      superclass,
      ...members,
      ...readDecorators(reading, node),
      line: reading.line(node),
    };
  });
}

function readMembers(reading: Reading, nodes: readonly SyntaxNode[]): Members {
  const members: Members = {
    constructor_: null,
    fields: [],
    methods: fns(),
    getters: fns(),
    staticMethods: fns(),
    staticGetters: fns(),
    statics: [],
    computed: [],
  };
  for (const node of nodes) readMember(reading, node, members);
  return members;
}

/** Without a prototype: a method may be called `__proto__`. */
function fns(): Fns {
  return Object.create(null) as Fns;
}

function readMember(reading: Reading, node: SyntaxNode, members: Members): void {
  switch (node.type) {
    case 'StaticBlock':
      members.statics.push({ kind: 'block', block: readStaticBlock(reading, node['body']) });
      return;
    case 'PropertyDefinition':
    case 'AccessorProperty':
      if (!node['declare']) readField(reading, node, members);
      return;
    case 'MethodDefinition':
      if (node['value'].body) readMethod(reading, node, members);
      return;
    default:
  }
}

function readStaticBlock(reading: Reading, nodes: readonly SyntaxNode[]) {
  const names = new Names(reading.names);
  declareVars(nodes, names);
  declareBlock(nodes, names);
  return inFunction(reading, false, () => inScope(reading, names, () => reading.body(nodes)));
}

function readField(reading: Reading, node: SyntaxNode, members: Members): void {
  const key = readKey(reading, node, members);
  const value = node['value']
    ? inFunction(reading, false, () => reading.expression(node['value']))
    : UNDEFINED;
  if (node['static']) members.statics.push({ kind: 'field', name: key, value });
  else if (node['value']) members.fields.push(value);
}

function readMethod(reading: Reading, node: SyntaxNode, members: Members): void {
  const key = readKey(reading, node, members) ?? symbolName(node['key']);
  const fn = reading.function(node['value']);
  const { kind } = node;
  if (kind === 'constructor') members.constructor_ = fn;
  else if (key === null || kind === 'set') return;
  else if (kind === 'get') (node['static'] ? members.staticGetters : members.getters)[key] = fn;
  else (node['static'] ? members.staticMethods : members.methods)[key] = fn;
}

/** A member's name; null for one that is computed, whose key is kept in its order. */
function readKey(reading: Reading, { key, computed }: SyntaxNode, members: Members): string | null {
  const name = propertyName(key, computed);
  if (name === undefined) members.computed.push(reading.expression(key));
  return name ?? null;
}

/** `[Symbol.iterator]`, for what iterates. */
function symbolName(key: SyntaxNode): string | null {
  if (key.type !== 'MemberExpression' || key['object'].name !== 'Symbol') return null;
  const name = propertyName(key['property'], key['computed']);
  return name === undefined ? null : `[Symbol.${name}]`;
}
