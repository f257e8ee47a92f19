import schema from '../../schema/config.schema.json' with { type: 'json' };
import type { ValidateFunction } from 'ajv';
import { UsageError } from '../errors.ts';
import type { JsonPath } from '../io/json.ts';
import type { LineColumn } from '../io/line-column.ts';
import type { UserConfig } from './define.ts';
import { describeProblem, type ConfigProblem } from './problem-text.ts';

/** Where a config value came from. `placeOf` is absent for code, whose values have no lines. */
export interface ConfigSource {
  /** As shown in messages. */
  readonly file: string;
  readonly placeOf?: (path: JsonPath, what: 'key' | 'value') => LineColumn;
}

interface PlacedProblem extends ConfigProblem {
  readonly place?: LineColumn;
}

let compiled: Promise<ValidateFunction> | undefined;

/**
 * Checks a config against the published schema, the only description of what is allowed.
 *
 * @param value as loaded
 * @throws UsageError `config-invalid` that lists every problem, in the order of the file
 */
export async function validateConfig(value: unknown, source: ConfigSource): Promise<UserConfig> {
  compiled ??= compileSchema();
  const validate = await compiled;
  if (validate(value)) return value as UserConfig;
  const problems = new Map<string, PlacedProblem>();
  for (const error of validate.errors ?? []) {
    const problem = describeProblem(error, toPath(error.instancePath));
    if (problem === null) continue;
    const place = source.placeOf?.(problem.path, problem.about);
    problems.set(`${problem.path.join('\0')}\0${problem.text}`, place ? { ...problem, place } : problem);
  }
  throw invalidConfig(
    [...problems.values()].toSorted((a, b) => byPlace(a.place, b.place)),
    source.file,
  );
}

async function compileSchema(): Promise<ValidateFunction> {
  const { Ajv } = await import('ajv');
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addFormat('date', isCalendarDate);
  return ajv.compile(schema);
}

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function invalidConfig(problems: readonly PlacedProblem[], file: string): UsageError {
  const lines = problems.map(({ path, text, place }) => {
    const where = place === undefined ? file : `${file}:${place.line}:${place.column}`;
    return `  ${where} ${pathText(path)}: ${text}`;
  });
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return new UsageError({
    code: 'config-invalid',
    message: [`The config has ${count}:`, ...lines].join('\n'),
    hint: 'Correct the config; schema/config.schema.json of this package describes every key.',
    at: { file, ...problems[0]?.place },
  });
}

/** Turns a JSON pointer (RFC 6901) into a path; digits stay text, which findNodeAtLocation would not take. */
function toPath(pointer: string): JsonPath {
  const parts = pointer.split('/').slice(1);
  const decoded = parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  // Only `rules`, `exceptions` and lists inside entries hold arrays; an entry may be called "0".
  return decoded.map((part, depth) => (isIndex(decoded, depth) ? Number(part) : part));
}

function isIndex(parts: readonly string[], depth: number): boolean {
  return depth > 0 && /^\d+$/.test(parts[depth] ?? '') && !(parts[0] === 'entries' && depth === 1);
}

/** `entries["cli:help"].budget.modules`; quoted keys so that a dot in a name reads as part of it. */
function pathText(path: JsonPath): string {
  if (path.length === 0) return 'the config';
  const parts = path.map((part, index) => {
    if (typeof part === 'number') return `[${part}]`;
    if (/^[$\w-]+$/.test(part)) return index === 0 ? part : `.${part}`;
    return `[${JSON.stringify(part)}]`;
  });
  return parts.join('');
}

function byPlace(a: LineColumn | undefined, b: LineColumn | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return a.line - b.line || a.column - b.column;
}
