import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { readText } from '../io/files.ts';
import { parseJson } from '../io/json.ts';
import { toModuleId } from '../model/module-id.ts';

/** The fields of a package.json that name programs; anything may be in them. */
export interface Manifest {
  readonly bin?: unknown;
  readonly main?: unknown;
  readonly module?: unknown;
  readonly exports?: unknown;
  readonly name?: unknown;
  readonly scripts?: unknown;
  readonly workspaces?: unknown;
}

/**
 * Reads the package.json of a folder.
 *
 * @param folder absolute path
 * @param root absolute path that messages are relative to
 * @returns null where there is none
 * @throws UsageError `package-json-invalid` with its line where it is no JSON object
 */
export async function readManifest(folder: string, root: string): Promise<Manifest | null> {
  const file = join(folder, 'package.json');
  const text = readText(file);
  if (text === null) return null;
  const { value, problems } = await parseJson(text, false);
  if (problems.length === 0 && isRecord(value)) return value;
  const problem = problems[0] ?? { message: 'not an object', place: { line: 1, column: 1 } };
  const shown = toModuleId(file, root);
  throw new UsageError({
    code: 'package-json-invalid',
    message: `${shown}:${problem.place.line}:${problem.place.column}: ${problem.message}`,
    hint: 'Correct this package.json; Node refuses it too.',
    at: { file: shown, ...problem.place },
  });
}

/** Whether a value of a manifest is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
