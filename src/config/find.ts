import { extname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { isFile, readText } from '../io/files.ts';
import { parseJson } from '../io/json.ts';
import { toModuleId } from '../model/module-id.ts';

const CODE = ['.ts', '.mts', '.mjs', '.js', '.cjs', '.cts'];
const DATA = ['.json', '.jsonc'];

/** Every file name a config can have, package.json's key apart. */
export const CONFIG_NAMES = [...CODE, ...DATA].map((extension) => `import-budget.config${extension}`);

export interface FoundConfig {
  /** Absolute path. */
  readonly file: string;
  /** As shown in messages: relative to the root. */
  readonly shown: string;
  /** `package` means the key `importBudget` of a package.json. */
  readonly kind: 'code' | 'data' | 'package';
}

/**
 * Finds the config.
 *
 * @param root absolute path of the folder to look in
 * @param configFile the file to take instead, absolute or relative to the root
 * @returns null where there is none and none was asked for
 * @throws UsageError `config-not-found`, `config-unknown-type`, `config-several`, `package-json-invalid`
 */
export async function findConfig(root: string, configFile?: string): Promise<FoundConfig | null> {
  if (configFile !== undefined) return namedConfig(root, configFile);
  const found = CONFIG_NAMES.map((name) => join(root, name)).filter(isFile);
  const manifest = join(root, 'package.json');
  if (await hasConfigKey(manifest, root)) found.push(manifest);
  const [first, ...others] = found.map((file) => toFound(file, root));
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const names = [first, ...others].map(
    (config) => config.shown + (config.kind === 'package' ? '#importBudget' : ''),
  );
  throw new UsageError({
    code: 'config-several',
    message: `There are several configs: ${names.join(', ')}`,
    hint: 'Keep one of them, or name one with --config.',
    at: { file: first.shown },
  });
}

async function namedConfig(root: string, configFile: string): Promise<FoundConfig> {
  const file = resolve(root, configFile);
  if (!isFile(file)) {
    throw new UsageError({
      code: 'config-not-found',
      message: `The config ${configFile} does not exist`,
      hint: 'Check the path given with --config; import-budget init writes a new config.',
      at: { file: configFile },
    });
  }
  const found = toFound(file, root);
  if (found.kind === 'package' && !(await hasConfigKey(file, root))) {
    throw new UsageError({
      code: 'config-not-found',
      message: `${found.shown} has no key "importBudget"`,
      hint: 'Add the key, or name another config with --config.',
      at: { file: found.shown },
    });
  }
  if (found.kind === 'package' || [...CODE, ...DATA].includes(extname(file))) return found;
  throw new UsageError({
    code: 'config-unknown-type',
    message: `${configFile} is no kind of config that can be read`,
    hint: `Use one of ${[...CODE, ...DATA].join(', ')}, or a package.json.`,
    at: { file: configFile },
  });
}

function toFound(file: string, root: string): FoundConfig {
  const isPackage = /[\\/]package\.json$/.test(file);
  const kind = isPackage ? 'package' : CODE.includes(extname(file)) ? 'code' : 'data';
  return { file, shown: toModuleId(file, root), kind };
}

/** Looks at the text first: a package.json without the key need not even be valid here. */
async function hasConfigKey(file: string, root: string): Promise<boolean> {
  const text = readText(file);
  if (text === null || !text.includes('importBudget')) return false;
  const { value, problems } = await parseJson(text, false);
  const [problem] = problems;
  if (problem === undefined) return typeof value === 'object' && value !== null && 'importBudget' in value;
  throw new UsageError({
    code: 'package-json-invalid',
    message: `package.json is not valid JSON: ${problem.message} at line ${problem.place.line}`,
    hint: 'Correct package.json; Node refuses it too.',
    at: { file: toModuleId(file, root), ...problem.place },
  });
}
