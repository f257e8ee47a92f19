import { extractFacts } from '../../src/extract/extract.ts';
import { NO_COMPILE_OPTIONS, type CompileOptions, type FileFacts } from '../../src/model/facts.ts';

/** The facts of a text, as of a file of the project itself. */
export function factsOf(text: string, extension = '.js', options: Partial<CompileOptions> = {}): FileFacts {
  return extractFacts({ extension, text, options: { ...NO_COMPILE_OPTIONS, ...options }, checkSyntax: true });
}

/** The same in short: `./x eager`, `./y* lazy pattern`, `? conditional` for a computed one, in source order. */
export function importsOf(text: string, extension = '.js', options: Partial<CompileOptions> = {}): string[] {
  const { imports, computed } = factsOf(text, extension, options);
  return [
    ...imports.map(({ specifier, timing, pattern }) => `${specifier} ${timing}${pattern ? ' pattern' : ''}`),
    ...computed.map(({ kind }) => `? ${kind}`),
  ];
}
