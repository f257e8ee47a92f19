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
  const params = error.params as Record<string, unknown>;
  const value = (text: string): ConfigProblem => ({ path, about: 'value', text });
  switch (error.keyword) {
    // `if` repeats what its `then` reports; `propertyNames` repeats the pattern of the name.
    case 'if':
    case 'propertyNames':
      return null;
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      return {
        path: [...path, key],
        about: 'key',
        text: unknownKey(key, Object.keys(schema.properties ?? {})),
      };
    }
    case 'required':
      // Below `oneOf` it repeats that.
      if (error.schemaPath.includes('/oneOf/')) return null;
      return value(missingKey(error));
    case 'enum':
      return value(notOneOf(error.data, (params['allowedValues'] as unknown[]).map(String)));
    case 'oneOf':
      return value('needs exactly one of the keys "edge" and "module"');
    case 'type':
      return value(`must be ${typeNames(schema.type)}, not ${show(error.data)}${examples(schema)}`);
    case 'pattern':
      if (error.propertyName !== undefined) {
        return {
          path: [...path, error.propertyName],
          about: 'key',
          text: 'a name must not hold control characters',
        };
      }
      return value(patternText(error.data, schema));
    case 'format':
      return value(`${show(error.data)} is no date of the form year-month-day${examples(schema)}`);
    case 'minLength':
      return value(`must not be empty${examples(schema)}`);
    case 'minItems':
      return value(`needs at least one item${examples(schema)}`);
    case 'minProperties':
    case 'maxProperties':
      return value(`needs exactly one of the keys ${list(Object.keys(schema.properties ?? {}))}`);
    default:
      return value(`${error.message ?? 'is not allowed'}, not ${show(error.data)}${examples(schema)}`);
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
