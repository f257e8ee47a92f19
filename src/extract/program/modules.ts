import type { Declared, ExportedName } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { readClassDeclaration, readFunctionDeclaration } from './declarations.ts';
import { firstName } from './declared.ts';
import { namesIn } from './patterns.ts';
import type { Frame, Reading } from './reading.ts';

const DECLARED: Readonly<Record<string, Declared>> = {
  FunctionDeclaration: 'function',
  ClassDeclaration: 'class',
  VariableDeclaration: 'variable',
  TSImportEqualsDeclaration: 'variable',
  TSEnumDeclaration: 'enum',
  TSModuleDeclaration: 'enum',
};
/** The name of what is exported as the default without one. */
const DEFAULT = '*default*';

/** Reads `import … from`; which of its names are used is seen when the whole file is read. */
export function readImportDeclaration(reading: Reading, node: SyntaxNode, frame: Frame): void {
  if (node['importKind'] === 'type' || node['phase'] === 'source') return;
  const target = node['phase'] === 'defer' ? null : reading.source.resolve(node['source'].value);
  const locals: string[] = [];
  for (const specifier of node['specifiers']) {
    if (specifier.importKind === 'type') continue;
    const local: string = specifier.local.name;
    const name = importedName(specifier);
    locals.push(local);
    reading.found.imports.push({ local, target, name, line: reading.line(specifier) });
  }
  const isBare = node['specifiers'].length === 0 && !isEmptyList(reading, node);
  const elided = reading.elides && !isBare && locals.length === 0;
  frame.statements.push({ op: 'import', target, locals, elided, line: reading.line(node) });
}

function importedName(specifier: SyntaxNode): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default';
  return specifier.type === 'ImportNamespaceSpecifier' ? '*' : nameOf(specifier['imported']);
}

/** `import {} from 'x'`, which TypeScript drops, and `import 'x'`, which it keeps, have one tree. */
function isEmptyList(reading: Reading, node: SyntaxNode): boolean {
  return /^import\s*\{/.test(reading.source.text.slice(node.start, node.end));
}

/** A name, which may be written as a string. */
function nameOf(node: SyntaxNode): string {
  return node['name'] ?? node['value'];
}

/** Reads every form of export. Inside a namespace it is what it declares. */
export function readExport(reading: Reading, node: SyntaxNode, frame: Frame): void {
  if (node['exportKind'] === 'type') return;
  if (!frame.top) {
    if (node['declaration']) reading.statement(node['declaration'], frame);
    return;
  }
  switch (node.type) {
    case 'ExportAllDeclaration':
      return readExportAll(reading, node, frame);
    case 'ExportDefaultDeclaration':
      return readExportDefault(reading, node['declaration'], frame);
    case 'TSExportAssignment':
      return readExportAssignment(reading, node, frame);
    default:
      if (node['declaration']) readExportedDeclaration(reading, node['declaration'], frame);
      else if (node['source']) readExportFrom(reading, node, frame);
      else readExportList(reading, node);
  }
}

function addExport(reading: Reading, exported: ExportedName): void {
  const { exports } = reading.found;
  if (!exports.some(({ name }) => name === exported.name)) exports.push(exported);
}

function readExportAll(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const target = reading.source.resolve(node['source'].value);
  const line = reading.line(node);
  if (node['exported'] === null) {
    reading.found.stars.push(target);
    frame.statements.push({ op: 'export-all', target, line });
    return;
  }
  const name = nameOf(node['exported']);
  addExport(reading, { kind: 'namespace', name, target });
  frame.statements.push({ op: 'export-namespace', target, name, line });
}

function readExportFrom(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const target = reading.source.resolve(node['source'].value);
  const specifiers: SyntaxNode[] = node['specifiers'];
  const names = specifiers
    .filter(({ exportKind }) => exportKind !== 'type')
    .map(({ exported, local }) => ({ exported: nameOf(exported), imported: nameOf(local) }));
  if (names.length === 0 && reading.elides) return;
  for (const { exported, imported } of names)
    addExport(reading, { kind: 'from', name: exported, target, imported });
  frame.statements.push({ op: 'export-from', target, names, line: reading.line(node) });
}

/** `export { a, b as c }`; TypeScript drops what is only a type. */
function readExportList(reading: Reading, node: SyntaxNode): void {
  for (const { exportKind, exported, local } of node['specifiers']) {
    const name = nameOf(local);
    if (exportKind === 'type' || (reading.isTypeScript && !reading.moduleNames.has(name))) continue;
    reading.found.used.add(name);
    addExport(reading, { kind: 'local', name: nameOf(exported), local: name });
  }
}

function readExportedDeclaration(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const before = frame.statements.length + frame.hoisted.length;
  reading.statement(node, frame);
  const declared = DECLARED[node.type];
  if (declared === undefined || before === frame.statements.length + frame.hoisted.length) return;
  const names: string[] = node['declarations']
    ? node['declarations'].flatMap(({ id }: SyntaxNode) => namesIn(reading.pattern(id)))
    : [firstName(node['id'])];
  for (const name of names) {
    reading.found.used.add(name);
    addExport(reading, { kind: 'local', name, local: name, declared });
  }
}

function readExportDefault(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const local: string = node['id']?.name ?? DEFAULT;
  switch (node.type) {
    case 'FunctionDeclaration':
      if (!node['body']) return;
      readFunctionDeclaration(reading, node, local, frame);
      return addExport(reading, { kind: 'local', name: 'default', local, declared: 'function' });
    case 'ClassDeclaration':
      readClassDeclaration(reading, node, local, frame);
      return addExport(reading, { kind: 'local', name: 'default', local, declared: 'class' });
    case 'TSInterfaceDeclaration':
    case 'TSDeclareFunction':
      return;
    default:
      if (!isOnlyType(reading, node)) readDefaultValue(reading, node, frame);
  }
}

function readDefaultValue(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const pattern = { kind: 'name', name: DEFAULT } as const;
  const init = reading.expression(node);
  frame.hoisted.push({ kind: 'let', pattern, init: null });
  frame.statements.push({ op: 'variable', declares: 'const', pattern, init, line: reading.line(node) });
  addExport(reading, { kind: 'local', name: 'default', local: DEFAULT, declared: 'value' });
}

/** `export default Name` of an interface or type. */
function isOnlyType(reading: Reading, node: SyntaxNode): boolean {
  return reading.isTypeScript && node.type === 'Identifier' && reading.typeNames.has(node['name'])
    ? !reading.moduleNames.has(node['name'])
    : false;
}

function readExportAssignment(reading: Reading, node: SyntaxNode, frame: Frame): void {
  const line = reading.line(node);
  const value = reading.expression(node['expression']);
  const target = { kind: 'place', place: { op: 'module-exports' } } as const;
  const inPlace = reading.source.emit === 'esbuild';
  (inPlace ? frame.statements : reading.found.last).push({
    op: 'expression',
    value: { op: 'assign', target, value, line },
    line,
  });
}
