import type { ErrorObject } from 'ajv';
import type { JsonPath } from '../io/json.ts';
import { closest } from './closest.ts';

/** One thing wrong in a config. */
export interface ConfigProblem {
  readonly path: JsonPath;
  /** Whether the key itself is wrong, or its value. */
  readonly about: 'key' | 'value';
  readonly text: string;
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly examples?: readonly unknown[];
  readonly description?: string;
  readonly type?: string | readonly string[];
}

/**
 * Puts a schema violation into words: what is wrong, and what is allowed.
 *
 * @param error of ajv with `verbose`
 * @param path of the value it is about
 * @returns null for violations that only repeat another one
 */
export function describeProblem(error: ErrorObject, path: JsonPath): ConfigProblem | null {
  const schema = (error.parentSchema ?? {}) as SchemaNode;
  // `if` repeats what its `then` reports, `propertyNames` the pattern of the name, `required` below `oneOf` and `anyOf` that.
  if (error.keyword === 'if' || error.keyword === 'propertyNames') return null;
  if (/\/(oneOf|anyOf)\//.test(error.schemaPath)) return null;
  if (error.keyword === 'additionalProperties') {
    const key = String((error.params as Record<string, unknown>)['additionalProperty']);
    const text = unknownKey(key, Object.keys(schema.properties ?? {}));
    return { path: [...path, key], about: 'key', text };
  }
  if (error.propertyName !== undefined) {
    const text = 'a name must not be empty or hold control characters';
    return { path: [...path, error.propertyName], about: 'key', text };
  }
  return { path, about: 'value', text: valueText(error, schema) };
}

function valueText(error: ErrorObject, schema: SchemaNode): string {
  const { data, keyword } = error;
  switch (keyword) {
    case 'required':
      return missingKey(error);
    case 'enum':
      return notOneOf(
        data,
        ((error.params as Record<string, unknown>)['allowedValues'] as unknown[]).map(String),
      );
    case 'oneOf':
      return 'needs exactly one of the keys "edge" and "module"';
    case 'anyOf':
      return 'needs the key "modules" or "registrations"';
    case 'type':
      return `must be ${typeNames(schema.type)}, not ${show(data)}${examples(schema)}`;
    case 'pattern':
      return patternText(data, schema);
    case 'format':
      return `${show(data)} is no date of the form year-month-day${examples(schema)}`;
    case 'minLength':
      return `must not be empty${examples(schema)}`;
    case 'minItems':
      return `needs at least one item${examples(schema)}`;
    case 'minProperties':
    case 'maxProperties':
      return `needs exactly one of the keys ${list(Object.keys(schema.properties ?? {}))}`;
    default:
      return `${error.message ?? 'is not allowed'}, not ${show(data)}${examples(schema)}`;
  }
}

function unknownKey(key: string, allowed: readonly string[]): string {
  return `unknown key${guess(key, allowed)} Allowed here: ${list(allowed)}`;
}

function guess(word: unknown, allowed: readonly string[]): string {
  const meant = typeof word === 'string' ? closest(word, allowed) : null;
  return meant === null ? '.' : `; did you mean ${JSON.stringify(meant)}?`;
}

function missingKey(error: ErrorObject): string {
  const key = String((error.params as Record<string, unknown>)['missingProperty']);
  const property = (error.parentSchema as SchemaNode | undefined)?.properties?.[key] as
    SchemaNode | undefined;
  const values = (property as { enum?: readonly string[] } | undefined)?.enum;
  const allowed = values === undefined ? '' : `; one of ${list(values)}`;
  return `the key ${JSON.stringify(key)} is missing${allowed}`;
}

function notOneOf(data: unknown, allowed: readonly string[]): string {
  return `${show(data)} is not allowed${guess(data, allowed)} Allowed: ${list(allowed)}`;
}

function patternText(data: unknown, schema: SchemaNode): string {
  if (typeof data === 'string' && data.trim() === '') return `must not be empty${examples(schema)}`;
  return `${show(data)} is not allowed${examples(schema)}. ${schema.description ?? ''}`.trimEnd();
}

function examples(schema: SchemaNode): string {
  const shown = (schema.examples ?? []).map((example) => JSON.stringify(example));
  return shown.length === 0 ? '' : `; for example ${shown.join(' or ')}`;
}

function typeNames(type: SchemaNode['type']): string {
  return [type ?? 'something else']
    .flat()
    .map((name) => (name === 'integer' ? 'a whole number' : `${/^[aio]/.test(name) ? 'an' : 'a'} ${name}`))
    .join(' or ');
}

/** Never the inside of a value: a config in code can hold anything, a cycle or a secret included. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
