import Ajv from 'ajv/dist/2020.js';
import type { AnySchema, ErrorObject } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';

const NAMES = ['report', 'doctor', 'baseline'] as const;

const ajv = new Ajv.default({ allErrors: true, strict: true });
for (const name of NAMES) {
  const file = new URL(`../../schema/${name}.schema.json`, import.meta.url);
  ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as AnySchema, `${name}.schema.json`);
}

/** What is wrong with a value, by one of the schemas that are published for JSON output; empty where nothing is. */
export function schemaProblems(name: (typeof NAMES)[number], value: unknown): readonly ErrorObject[] {
  const validate = ajv.getSchema(`${name}.schema.json`)!;
  return validate(value) ? [] : (validate.errors ?? []);
}
