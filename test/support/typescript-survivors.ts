import * as ts from 'typescript';

/** A module that every snippet may import: names that are types and values at once, so that their use decides. */
const LIBRARY = `
export class A { static s = 1; n = 1; static Inner = class {}; }
export class B { static s = 1; n = 1; }
export class C { static s = 1; n = 1; }
export namespace N { export class T { n = 1; } }
export const deco: any = () => {};
export default class D { static s = 1; n = 1; }
`;
const JSX_TYPES =
  'declare namespace JSX { interface IntrinsicElements { [name: string]: any } interface Element {} }';

export interface CompileChoice {
  readonly verbatim: boolean;
  readonly metadata: boolean;
  readonly jsx: 'automatic' | 'classic';
  readonly module: 'esnext' | 'commonjs';
}

/**
 * Compiles files in memory with TypeScript's own program, type checker included, and lists the modules that each
 * result still imports. Files may import \`./m0\` to \`./m9\`, which all export the same.
 *
 * @param texts file name -> source
 * @returns file name -> specifiers of what is left, in order of the output
 */
export function survivorsOf(
  texts: Readonly<Record<string, string>>,
  choice: CompileChoice,
): ReadonlyMap<string, readonly string[]> {
  const files = new Map(Object.entries(texts).map(([name, text]) => [`/p/${name}`, text]));
  for (let i = 0; i < 10; i++) files.set(`/p/m${i}.ts`, LIBRARY);
  files.set('/p/jsx.d.ts', JSX_TYPES);
  const written = new Map<string, string>();
  const program = ts.createProgram([...files.keys()], compilerOptions(choice), inMemory(files, written));
  program.emit();
  return new Map(
    Object.keys(texts).map((name) => [
      name,
      specifiersIn(written.get(`/p/${name.replace(/\.tsx?$/, '.js')}`) ?? '', choice.module),
    ]),
  );
}

function compilerOptions({ verbatim, metadata, jsx, module }: CompileChoice): ts.CompilerOptions {
  return {
    target: ts.ScriptTarget.ESNext,
    module: module === 'esnext' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: jsx === 'automatic' ? ts.JsxEmit.ReactJSX : ts.JsxEmit.React,
    experimentalDecorators: true,
    emitDecoratorMetadata: metadata,
    verbatimModuleSyntax: verbatim,
    noLib: true,
    types: [],
  };
}

function inMemory(files: ReadonlyMap<string, string>, written: Map<string, string>): ts.CompilerHost {
  return {
    getSourceFile: (name, version) => {
      const text = files.get(name);
      return text === undefined ? undefined : ts.createSourceFile(name, text, version);
    },
    getDefaultLibFileName: () => '/lib.d.ts',
    writeFile: (name, text) => void written.set(name, text),
    getCurrentDirectory: () => '/p',
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => files.has(name),
    readFile: (name) => files.get(name),
    directoryExists: (name) => name === '/p' || name === '/',
    getDirectories: () => [],
  };
}

function specifiersIn(code: string, module: CompileChoice['module']): string[] {
  if (module === 'commonjs')
    return [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map((found) => found[1] ?? '');
  const tree = ts.createSourceFile('out.js', code, ts.ScriptTarget.ESNext);
  return tree.statements.flatMap((statement) =>
    (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
    statement.moduleSpecifier !== undefined &&
    ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text]
      : [],
  );
}
