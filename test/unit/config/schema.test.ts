import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type {
  UserBudget,
  UserConfig,
  UserEntry,
  UserException,
  UserRule,
} from '../../../src/config/define.ts';

interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
  readonly $ref?: string;
}

const file = new URL('../../../schema/config.schema.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8')) as SchemaNode & {
  definitions: Record<string, SchemaNode>;
};
const keysOf = (name: string) => Object.keys(schema.definitions[name]?.properties ?? {}).toSorted();
const keys = (record: Record<string, true>) => Object.keys(record).toSorted();

/** All keys of any member of a union. */
type KeysOf<T> = T extends unknown ? keyof T : never;

test('the types of defineConfig and the schema know the same keys', () => {
  const config: Record<keyof UserConfig, true> = {
    $schema: true,
    entries: true,
    rules: true,
    exceptions: true,
    registrars: true,
  };
  expect(Object.keys(schema.properties ?? {}).toSorted()).toEqual(keys(config));
  const entry: Record<keyof UserEntry, true> = {
    file: true,
    run: true,
    ready: true,
    env: true,
    node: true,
    conditions: true,
    exitCode: true,
    budget: true,
  };
  expect(keysOf('entry')).toEqual(keys(entry));
  const budget: Record<keyof UserBudget, true> = {
    modules: true,
    packages: true,
    bytes: true,
    cpu: true,
    cpuMs: true,
    rss: true,
    heap: true,
    regression: true,
  };
  expect(keysOf('budget')).toEqual(keys(budget));
  const exception: Record<KeysOf<UserException>, true> = {
    edge: true,
    module: true,
    reason: true,
    owner: true,
    expires: true,
  };
  expect(keysOf('exception')).toEqual(keys(exception));
  const listed: Record<keyof (UserRule & { type: 'forbidden' }), true> = {
    type: true,
    modules: true,
    entries: true,
    level: true,
    reason: true,
    fix: true,
  };
  expect(keysOf('forbiddenRule')).toEqual(keys(listed));
  expect(keysOf('requiredRule')).toEqual(keys({ ...listed, registrations: true }));
  for (const rule of ['lateRegistrationRule', 'coldLoadRule', 'prewarmRule'])
    expect(keysOf(rule)).toEqual(keys(listed));
  const { modules: _, ...common } = listed;
  expect(keysOf('registrationsRule')).toEqual(keys(common));
  expect(keysOf('newHeavyRule')).toEqual(keys({ ...common, ms: true, bytes: true }));
  expect(keysOf('unresolvedRule')).toEqual(keys({ ...common, except: true }));
  expect(keysOf('dependencyCruiserRule')).toEqual(keys({ ...common, config: true }));
});

test('every key has a title and a description, for editors and the reference', () => {
  const nodes = [schema, ...Object.values(schema.definitions)];
  const bare = nodes.flatMap((node) =>
    Object.entries(node.properties ?? {}).filter(([, key]) => !key.$ref && !(key.title && key.description)),
  );
  expect(bare).toEqual([]);
  expect(Object.entries(schema.definitions).filter(([, node]) => !(node.title && node.description))).toEqual(
    [],
  );
});

test('the schema passes the strict mode of a validator, its examples included', () => {
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    formats: { date: true },
  });
  ajv.addSchema(schema, 'config');
  const walk = (pointer: string, node: SchemaNode & { examples?: unknown[] }): [string, unknown][] => [
    ...(node.examples ?? []).map((example): [string, unknown] => [pointer, example]),
    ...Object.entries(node.properties ?? {}).flatMap(([key, inner]) =>
      walk(`${pointer}/properties/${key}`, inner),
    ),
    ...Object.entries(node.definitions ?? {}).flatMap(([key, inner]) =>
      walk(`${pointer}/definitions/${key}`, inner),
    ),
  ];
  const examples = walk('config#', schema);
  expect(examples.length).toBeGreaterThan(15);
  expect(examples.filter(([pointer, example]) => !ajv.validate({ $ref: pointer }, example))).toEqual([]);
});
