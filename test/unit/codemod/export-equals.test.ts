import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import type { ImportTarget } from '../../../src/codemod/written-cut.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** A package that is one callable object, whose methods may be assertions of types. */
const CALLABLE = `declare const lib: lib.Lib;
declare namespace lib {
  interface Lib { (x: number): string; set(o: object, key: string): void; check(x: unknown): asserts x }
}
export = lib;
`;
const TEXT = `import * as lib from 'lib';

export async function f(x: string | undefined): Promise<string> {
  lib.set({}, 'a');
  lib.check(x);
  return x;
}
`;
const CJS: ImportTarget = { format: 'cjs', exportsLikeEsm: false };
const COMMONJS = { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Bundler };

function errorsOf(text: string, type: 'module' | 'commonjs', options: ts.CompilerOptions): string[] {
  const folder = tempFolder();
  mkdirSync(join(folder, 'node_modules/lib'), { recursive: true });
  const globals = ['Array', 'Boolean', 'CallableFunction', 'Function', 'IArguments', 'NewableFunction']
    .concat(['Number', 'Object', 'RegExp', 'String', 'Promise<T>', 'PromiseLike<T>'])
    .map((name) => `interface ${name} {}`.replace('Array', 'Array<T>'));
  const promise =
    'interface PromiseConstructor { new <T>(f: unknown): Promise<T> } declare var Promise: PromiseConstructor;';
  const then =
    'interface Promise<T> { then<R>(f: (value: T) => R): Promise<R> } declare var require: (name: string) => any;';
  const files = {
    'package.json': JSON.stringify({ type }),
    'globals.d.ts': [...globals, promise, then].join('\n'),
    'node_modules/lib/package.json': JSON.stringify({ name: 'lib', types: 'index.d.ts' }),
    'node_modules/lib/index.d.ts': CALLABLE,
    'a.ts': text,
  };
  for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content);
  const program = ts.createProgram([join(folder, 'globals.d.ts'), join(folder, 'a.ts')], {
    noLib: true,
    noEmit: true,
    strict: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    ignoreDeprecations: '6.0',
    ...options,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe.each([
  ['an ES module', 'module', { module: ts.ModuleKind.Node16 }],
  ['CommonJS', 'commonjs', { ...COMMONJS, esModuleInterop: true }],
  [
    'CommonJS without interop',
    'commonjs',
    { ...COMMONJS, esModuleInterop: false, allowSyntheticDefaultImports: true },
  ],
] as const)('the namespace of `export =` in %s', (_, type, options) => {
  it('keeps what is called of it, with what the compiler concludes of that', () => {
    expect(errorsOf(TEXT, type, options)).toEqual([]);
    const result = applyCut({
      file: 'a.ts' as ModuleId,
      text: TEXT,
      format: type === 'module' ? 'esm' : 'cjs',
      cut: { action: 'defer', shape: 'await-import', imports: [{ specifier: 'lib', line: 1, target: CJS }] },
    });
    const { text } = result as { text: string };
    expect(text).toMatch(/^ {2}const lib: .* = (?:await import|require)\('lib'\);$/m);
    expect(errorsOf(text, type, options)).toEqual([]);
  });
});
