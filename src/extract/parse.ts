import { parseSync, type ParseResult } from 'oxc-parser';
import type { SyntaxProblem } from '../model/facts.ts';
import { positionsIn } from './position.ts';

type Language = 'js' | 'jsx' | 'ts' | 'tsx';
type SourceType = 'module' | 'script' | 'commonjs' | 'unambiguous';

export interface Parsed {
  readonly result: ParseResult;
  readonly problem: SyntaxProblem | undefined;
}

/**
 * Parses a file natively. Node takes a `.js` file as CommonJS or as a module by rules outside the file, so the forms it
 * may have are tried in turn; the first without errors wins.
 *
 * @param extension with the dot; unknown ones are taken as JavaScript
 * @returns the first clean result, else the first one with its first error
 */
export function parse(extension: string, text: string): Parsed {
  let first: ParseResult | undefined;
  for (const [lang, sourceType] of attempts(extension)) {
    const result = parseSync(`file${extension}`, text, { lang, sourceType });
    if (!result.errors.some((error) => error.severity === 'Error')) return { result, problem: undefined };
    first ??= result;
  }
  const result = first as ParseResult;
  const error = result.errors.find((candidate) => candidate.severity === 'Error');
  const { line, column } = positionsIn(text)(error?.labels[0]?.start ?? 0);
  return { result, problem: { message: error?.message ?? 'cannot be parsed', line, column } };
}

function attempts(extension: string): readonly (readonly [Language, SourceType])[] {
  switch (extension) {
    case '.ts':
      return [
        ['ts', 'unambiguous'],
        ['ts', 'commonjs'],
      ];
    case '.mts':
      return [['ts', 'module']];
    case '.cts':
      return [
        ['ts', 'commonjs'],
        ['ts', 'module'],
      ];
    case '.tsx':
      return [
        ['tsx', 'unambiguous'],
        ['tsx', 'commonjs'],
      ];
    case '.mjs':
      return [['js', 'module']];
    case '.cjs':
      return [['js', 'commonjs']];
    case '.jsx':
      return [
        ['jsx', 'unambiguous'],
        ['jsx', 'commonjs'],
      ];
    default:
      return [
        ['js', 'unambiguous'],
        ['js', 'commonjs'],
        ['jsx', 'unambiguous'],
      ];
  }
}
