import { SourceMap } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import { readText } from '../io/files.ts';
import type { LineColumn } from '../io/line-column.ts';
import type { Place } from '../model/finding.ts';
import { toModuleId } from '../model/module-id.ts';
import type { FoundConfig } from './find.ts';
import { syntaxPlace } from './syntax-place.ts';
import type { CompiledModules, TypeScriptModule } from './typescript-module.ts';

/**
 * Turns whatever came out of executing a config into an error for its author.
 *
 * @param error anything: a config may throw what it likes
 * @param root absolute path that places are relative to
 * @returns `config-syntax` or `config-failed`; the place is the topmost one in the user's own files
 */
export async function configFailure(
  error: unknown,
  found: FoundConfig,
  root: string,
  compiled: CompiledModules,
): Promise<UsageError> {
  const text = withoutDataUrls(firstLine(error), compiled);
  const parsePlace = isSyntaxError(error) ? await parseFailure(found.file) : null;
  const place: Place = parsePlace
    ? { file: found.shown, ...parsePlace }
    : (thrownAt(error, root, compiled) ?? { file: found.shown });
  const where = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  return new UsageError({
    code: parsePlace ? 'config-syntax' : 'config-failed',
    message: parsePlace ? `${where}: ${text}` : `The config failed at ${where}: ${text}`,
    hint: hintFor(text, found),
    at: place,
  });
}

/** V8 keeps a syntax error's place to itself; the parser that is at hand anyway finds it again. */
async function parseFailure(file: string): Promise<LineColumn | null> {
  const text = readText(file) ?? '';
  const { transformSync } = await import('oxc-transform');
  const [problem] = transformSync(
    file,
    text,
    extname(file) === '.cjs' ? { sourceType: 'script' } : {},
  ).errors;
  return problem === undefined ? null : syntaxPlace(text, problem);
}

/** What is thrown may throw again when it is looked at. */
function firstLine(error: unknown): string {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : `it threw ${describe(error)}`;
    return text.split('\n')[0]?.trim() ?? '';
  } catch {
    return 'it threw an object that cannot be read';
  }
}

function describe(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null
    ? 'an object that is no Error'
    : JSON.stringify(String(thrown));
}

function withoutDataUrls(text: string, compiled: CompiledModules): string {
  let clean = text;
  for (const module of compiled.values()) {
    if (module?.format === 'esm') clean = clean.replaceAll(module.location, module.shown);
  }
  return clean;
}

function thrownAt(error: unknown, root: string, compiled: CompiledModules): Place | null {
  const stack = stackOf(error);
  const byLocation = new Map(
    [...compiled.values()].flatMap((module) => (module ? [[module.location, module]] : [])),
  );
  for (const line of stack.split('\n')) {
    const frame = /^\s+at (?:.*\()?((?:file:|data:|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/.exec(line);
    if (frame === null) continue;
    const location = frame[1] ?? '';
    const place = { line: Number(frame[2]), column: Number(frame[3]) };
    const module = byLocation.get(location);
    if (module) return { file: module.shown, ...original(module, place) };
    if (location.startsWith('data:') || location.includes(import.meta.dirname)) continue;
    const file = toModuleId(location.startsWith('file:') ? fileURLToPath(location) : location, root);
    if (!file.split('/').includes('node_modules')) return { file, ...place };
  }
  return null;
}

function stackOf(error: unknown): string {
  try {
    return error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  } catch {
    return '';
  }
}

function isSyntaxError(error: unknown): boolean {
  try {
    return error instanceof SyntaxError;
  } catch {
    return false;
  }
}

/** Back through the source map; the compiled place is better than none. */
function original(module: TypeScriptModule, place: LineColumn): LineColumn {
  if (module.map === undefined) return place;
  const map = new SourceMap(module.map as ConstructorParameters<typeof SourceMap>[0]);
  const entry = map.findEntry(place.line - 1, place.column - 1);
  if (!('originalLine' in entry)) return place;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}

function hintFor(text: string, found: FoundConfig): string {
  if (text.includes("Cannot find package 'import-budget'")) {
    return 'Install import-budget in the project, or export the object without defineConfig.';
  }
  if (text.includes('Unknown file extension ".ts"')) return 'Give the config itself the extension .ts.';
  return found.file.endsWith('ts')
    ? 'Correct the config.'
    : `Correct the config; node ${found.shown} shows more.`;
}
