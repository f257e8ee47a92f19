import { extname, resolve } from 'node:path';
import { UsageError, withNotices } from '../errors.ts';
import { isFile, readText } from '../io/files.ts';
import { parseJson } from '../io/json.ts';
import type { Notice } from '../model/finding.ts';
import { keepProcess } from './keep-process.ts';
import { plainValue } from './plain-value.ts';

/**
 * Loads a dependency-cruiser config, with all that it extends, by dependency-cruiser's own loader. A config that is
 * code, or extends something that may be, is executed, and a notice says so.
 *
 * @param root absolute path
 * @param path relative to the root
 * @param noConfigCode refuse to execute anything
 * @throws UsageError when it is missing, refused, or fails to load
 */
export async function loadCruiserConfig(
  root: string,
  path: string,
  noConfigCode: boolean,
): Promise<{ config: unknown; notices: Notice[] }> {
  const file = resolve(root, path);
  if (!isFile(file)) {
    throw problem(
      'cruiser-config-not-found',
      path,
      `there is no dependency-cruiser config ${path}`,
      'Its path is relative to the root.',
    );
  }
  if (extname(file) === '.json') {
    const data = await readData(file, path);
    if (data.extends === undefined) return { config: data, notices: [] };
  }
  if (noConfigCode) {
    throw problem(
      'config-code-refused',
      path,
      `${path} is code, or extends code, and --no-config-code refuses to run it`,
      'Leave the flag out, or keep the rules in a .json file without "extends".',
    );
  }
  return execute(file, path);
}

async function execute(file: string, path: string): Promise<{ config: unknown; notices: Notice[] }> {
  const { default: extract } = await import('dependency-cruiser/config-utl/extract-depcruise-config');
  const executed: Notice = {
    code: 'config-code',
    level: 'info',
    message: `${path} was executed: a dependency-cruiser config is code`,
    at: { file: path },
  };
  try {
    const config = await keepProcess(async () => plainValue(await extract(file)));
    return { config, notices: [executed] };
  } catch (error) {
    const [message] = String(error instanceof Error ? error.message : error).split('\n');
    const hint = 'Run dependency-cruiser itself with this config to see more.';
    throw withNotices(problem('cruiser-config-failed', path, `${path} cannot be loaded: ${message}`, hint), [
      executed,
    ]);
  }
}

async function readData(file: string, path: string): Promise<{ extends?: unknown }> {
  const { value, problems } = await parseJson(readText(file) ?? '', true);
  const [first] = problems;
  if (first === undefined && typeof value === 'object' && value !== null) return value;
  throw new UsageError({
    code: 'cruiser-config-failed',
    message: `${path} is no JSON object: ${first?.message ?? 'wrong type'}`,
    hint: 'Correct the file, or point the rule at another config.',
    at: { file: path, ...first?.place },
  });
}

function problem(code: string, file: string, message: string, hint: string): UsageError {
  return new UsageError({ code, message, hint, at: { file } });
}
