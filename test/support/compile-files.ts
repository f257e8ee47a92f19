import * as ts from 'typescript';
import type { Compiling, Files } from './programs-of.ts';

/** Compiles each TypeScript file by itself, as `isolatedModules` has it; others are left as they are. */
export function compileFiles(files: Files, compiling: Compiling): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([file, text]) => {
      if (!file.endsWith('.ts')) return [file, text];
      return [file.replace(/\.ts$/, '.js'), compile(text, compiling)];
    }),
  );
}

const compiled = new Map<string, string>();

function compile(text: string, { module, decoratorMetadata }: Compiling): string {
  const key = `${module} ${decoratorMetadata} ${text}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      module: module === 'commonjs' ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: decoratorMetadata,
    },
  });
  compiled.set(key, outputText);
  return outputText;
}
