import { UsageError } from '../errors.ts';
import { readText } from '../io/files.ts';
import { parseJson, type JsonProblem } from '../io/json.ts';
import type { FoundConfig } from './find.ts';
import type { ConfigSource } from './validate.ts';

/**
 * Reads a config that is data; nothing is executed.
 *
 * @param found of kind `data` (comments only in .jsonc) or `package`
 * @returns the value, and where in the file each part of it stands
 * @throws UsageError `config-syntax` at the first problem, or at a key written twice
 */
export async function loadDataConfig(found: FoundConfig): Promise<{ value: unknown; source: ConfigSource }> {
  const comments = found.file.endsWith('.jsonc');
  const document = await parseJson(readText(found.file) ?? '', comments);
  const prefix = found.kind === 'package' ? ['importBudget'] : [];
  const [problem] = document.problems;
  if (problem !== undefined) throw syntaxError(problem, found, comments);
  const [twice] = document.duplicates;
  // The rest of a package.json is not ours to judge.
  if (twice !== undefined && found.kind === 'data') throw syntaxError(twice, found, comments);
  const whole = document.value as { importBudget?: unknown };
  return {
    value: found.kind === 'package' ? whole.importBudget : document.value,
    source: {
      file: found.shown,
      placeOf: (path, what) => document.placeOf([...prefix, ...path], what),
    },
  };
}

function syntaxError(problem: JsonProblem, found: FoundConfig, comments: boolean): UsageError {
  const { line, column } = problem.place;
  return new UsageError({
    code: 'config-syntax',
    message: `${found.shown}:${line}:${column}: ${problem.message}`,
    hint: comments
      ? 'Correct the config.'
      : 'Correct the config; only .jsonc may hold comments and trailing commas.',
    at: { file: found.shown, line, column },
  });
}
