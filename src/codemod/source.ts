import { Project, ts } from 'ts-morph';
import { depthOf } from '../extract/nesting.ts';
import { jsxFactories, type JsxFactories } from '../extract/uses/jsx-factories.ts';
import type { CutReason } from '../model/cut.ts';
import type { CompileOptions } from '../model/facts.ts';
import type { ModuleId } from '../model/module-id.ts';
import { Refusal, tooDeep } from './refusal.ts';
import { widthOf } from './width.ts';

/** A parsed file. Positions count in `text`, which has no byte order mark. */
export interface Source {
  readonly file: ModuleId;
  readonly format: 'esm' | 'cjs';
  readonly text: string;
  readonly root: ts.SourceFile;
  readonly checker: ts.TypeChecker;
  readonly typescript: boolean;
  readonly style: Style;
  /** What JSX is made with, as far as that is known. */
  readonly jsx: JsxFactories | null;
}

/** How the file is written. */
export interface Style {
  readonly newline: '\n' | '\r\n';
  readonly quote: "'" | '"';
  /** `;` or nothing. */
  readonly end: ';' | '';
  /** One step of indentation. */
  readonly indent: string;
  /** Columns that its lines keep to. */
  readonly width: number;
}

/**
 * As `depthOf` counts. On Node's usual stack the compiler's recursion ends at 586 type arguments and 703 parentheses
 * (TypeScript 5.9 and 6.0); what people write stays below 300.
 */
const MAX_DEPTH = 400;

/**
 * Parses one file in memory, with the scopes of its names; nothing else is read.
 *
 * @throws Refusal where it has a syntax error, or is nested too deeply
 */
export function parseSource(
  file: ModuleId,
  text: string,
  format: 'esm' | 'cjs',
  options?: CompileOptions,
): Source {
  if (depthOf(text, MAX_DEPTH) > MAX_DEPTH) throw new Refusal([tooDeep(file)]);
  const project = new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    compilerOptions: {
      allowJs: true,
      noLib: true,
      noResolve: true,
      types: [],
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
    },
  });
  const name = `/${file.split('/').at(-1) ?? file}`;
  const root = project.createSourceFile(name, text, { scriptKind: scriptKindOf(file) }).compilerNode;
  const checker = project.getTypeChecker().compilerObject;
  const typescript = /\.[cm]?tsx?$/.test(file);
  const source = { file, format, text, root, checker, typescript, jsx: jsxFactories(text, options) };
  const [broken] = syntaxErrors(root);
  const parsed = { ...source, style: styleOf(root, text) };
  if (broken === undefined) return parsed;
  const detail = ts.flattenDiagnosticMessageText(broken.messageText, ' ');
  throw new Refusal([reasonAt(parsed, broken.start ?? 0, 'unreadable', detail)]);
}

/** A reason at a position of the file. */
export function reasonAt(
  { file, root }: Pick<Source, 'file' | 'root'>,
  position: number,
  code: CutReason['code'],
  detail: string,
): CutReason {
  const { line, character } = root.getLineAndCharacterOfPosition(position);
  return { code, at: { file, line: line + 1, column: character + 1 }, detail };
}

/** 1-based line of a position. */
export function lineOf({ root }: Source, position: number): number {
  return root.getLineAndCharacterOfPosition(position).line + 1;
}

/** The white space before the first character of the line that holds a position. */
export function indentAt({ text }: Source, position: number): string {
  const start = lineStart(text, position);
  return /^[ \t]*/.exec(text.slice(start, position))?.[0] ?? '';
}

/** Whether only white space stands before a position on its line. */
export function startsLine({ text }: Source, position: number): boolean {
  return text.slice(lineStart(text, position), position).trim() === '';
}

/** Where the line of a position starts. */
export function lineStart(text: string, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** JSX in plain JavaScript parses too; nothing that is valid without it changes. */
function scriptKindOf(file: ModuleId): ts.ScriptKind {
  if (/\.[cm]?ts$/.test(file)) return ts.ScriptKind.TS;
  return file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.JSX;
}

function syntaxErrors(root: ts.SourceFile): readonly ts.Diagnostic[] {
  // Not in the public type, but the only list that needs no program of all files.
  return (root as unknown as { parseDiagnostics?: readonly ts.Diagnostic[] }).parseDiagnostics ?? [];
}

function styleOf(root: ts.SourceFile, text: string): Style {
  const indent = /^(?:\t| {2,8})(?=\S)/m.exec(text)?.[0] ?? '  ';
  return {
    newline: /\r\n/.test(text) ? '\r\n' : '\n',
    quote: quoteOf(root),
    end: endsWithSemicolon(root, text) ? ';' : '',
    indent: indent.startsWith('\t') ? '\t' : indent,
    width: widthOf(text),
  };
}

/** As most of its specifiers are quoted. */
function quoteOf(root: ts.SourceFile): "'" | '"' {
  let single = 0;
  let double = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) {
      if (root.text[node.getStart(root)] === "'") single += 1;
      else double += 1;
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return double > single ? '"' : "'";
}

function endsWithSemicolon(root: ts.SourceFile, text: string): boolean {
  const plain = root.statements.filter(
    (one) => ts.isImportDeclaration(one) || ts.isVariableStatement(one) || ts.isExpressionStatement(one),
  );
  const ended = plain.filter((one) => text[one.getEnd() - 1] === ';').length;
  return plain.length === 0 || ended * 2 >= plain.length;
}
