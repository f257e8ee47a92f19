import { UsageError, withNotices } from '../errors.ts';
import type { Config } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import { findConfig, type FoundConfig } from './find.ts';

export interface LoadOptions {
  /** Absolute path of the analysis root. */
  readonly root: string;
  /** Given with --config: absolute, or relative to the root. */
  readonly configFile?: string;
  /** Refuse a config that would have to be executed. */
  readonly noConfigCode: boolean;
}

export interface LoadedConfig {
  readonly config: Config;
  /** `config-code` where code was executed to read the config. */
  readonly notices: readonly Notice[];
}

/**
 * Finds, reads, checks and normalises the config. A config of the kind `code` is executed.
 *
 * @returns an empty config (file null) where there is none and none was asked for
 * @throws UsageError where it cannot be found, read or executed, or is invalid; never with a stack trace
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const found = await findConfig(options.root, options.configFile);
  if (found === null)
    return { config: { file: null, entries: [], rules: [], exceptions: [], registrars: [] }, notices: [] };
  if (found.kind === 'code' && options.noConfigCode) throw codeRefused(found);
  try {
    const { value, source } = await readConfig(found, options.root);
    const { validateConfig } = await import('./validate.ts');
    const { normaliseConfig } = await import('./normalise.ts');
    const config = normaliseConfig(await validateConfig(value, source), found.shown);
    return { config, notices: found.kind === 'code' ? [codeNotice(found)] : [] };
  } catch (error) {
    // Code that ran and then failed has run all the same.
    const hasRun =
      found.kind === 'code' && !(error instanceof UsageError && error.detail.code === 'config-syntax');
    throw hasRun ? withNotices(error, [codeNotice(found)]) : error;
  }
}

async function readConfig(found: FoundConfig, root: string) {
  if (found.kind === 'code') {
    const { loadCodeConfig } = await import('./code-config.ts');
    return { value: await loadCodeConfig(found, root), source: { file: found.shown } };
  }
  const { loadDataConfig } = await import('./data-config.ts');
  return loadDataConfig(found);
}

function codeRefused(found: FoundConfig): UsageError {
  return new UsageError({
    code: 'config-code-refused',
    message: `${found.shown} is code, and --no-config-code forbids executing it`,
    hint: 'Use a data config (import-budget.config.jsonc), or drop --no-config-code.',
    at: { file: found.shown },
  });
}

function codeNotice(found: FoundConfig): Notice {
  return {
    code: 'config-code',
    level: 'info',
    message: `${found.shown} was executed to read the config`,
    hint: '--no-config-code refuses configs that are code.',
    at: { file: found.shown },
  };
}
