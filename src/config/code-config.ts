import { createRequire } from 'node:module';
import { dirname, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileFunction, constants } from 'node:vm';
import { UsageError } from '../errors.ts';
import { configFailure } from './code-failure.ts';
import type { FoundConfig } from './find.ts';
import { keepProcess } from './keep-process.ts';
import { plainValue } from './plain-value.ts';
import type { CompiledModules } from './typescript-module.ts';

/**
 * Executes a config and returns what it exports. JavaScript is imported as Node would. TypeScript is compiled in
 * memory (see typescript-module.ts), the same way on every Node version; nothing is written.
 *
 * @param found of kind `code`
 * @param root absolute path that places in errors are relative to
 * @returns a copy of the default export, awaited, or of module.exports: nothing of the user's runs when it is read
 * @throws UsageError `config-syntax`, `config-failed`, `config-export`, with file and line where known
 */
export async function loadCodeConfig(found: FoundConfig, root: string): Promise<unknown> {
  const compiled: CompiledModules = new Map();
  try {
    return await keepProcess(async () => {
      const exported = await execute(found, root, compiled);
      return plainValue(await configValue(exported, found));
    });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw await configFailure(error, found, root, compiled);
  }
}

async function execute(found: FoundConfig, root: string, compiled: CompiledModules): Promise<unknown> {
  if (!/^\.[mc]?ts$/.test(extname(found.file))) return importUrl(pathToFileURL(found.file).href);
  const { compileTypeScript } = await import('./typescript-module.ts');
  const module = await compileTypeScript(found.file, root, compiled);
  return module.format === 'esm' ? importUrl(module.location) : runCommonJs(module.code, found.file);
}

/** The one import whose target is not known before: the user's config. */
function importUrl(url: string): Promise<unknown> {
  return import(url);
}

function runCommonJs(code: string, file: string): unknown {
  const run = compileFunction(code, ['module', 'exports', 'require', '__filename', '__dirname'], {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }) as (...values: unknown[]) => void;
  const module = { exports: {} as unknown };
  run.call(module.exports, module, module.exports, createRequire(file), file, dirname(file));
  return { default: module.exports };
}

async function configValue(exported: unknown, found: FoundConfig): Promise<unknown> {
  const names = Object.keys(exported as object);
  if (!names.includes('default')) {
    const others = names.length === 0 ? 'nothing' : `only ${names.join(', ')}`;
    throw wrongExport(found, `has no default export; it exports ${others}`);
  }
  let value = await (exported as { default: unknown }).default;
  // CommonJS compiled from ESM: import() shows the whole module.exports as the default.
  if (isObject(value) && value['__esModule'] === true) value = await value['default'];
  if (typeof value === 'function') throw wrongExport(found, 'exports a function, not a config object');
  if (!isObject(value) || Array.isArray(value)) throw wrongExport(found, 'does not export a config object');
  if (Object.keys(value).length === 0) throw wrongExport(found, 'exports an empty object');
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function wrongExport(found: FoundConfig, what: string): UsageError {
  const statement =
    extname(found.file) === '.cjs' ? 'module.exports = { … }' : 'export default { entries: { … } }';
  return new UsageError({
    code: 'config-export',
    message: `${found.shown} ${what}`,
    hint: `Write ${statement}.`,
    at: { file: found.shown },
  });
}
