import type { EntryConfig } from '../model/config.ts';

type Preload = EntryConfig['preloads'][number];

export interface NodeFlags {
  /** In the order Node runs them: all of --require before all of --import. */
  readonly preloads: readonly Preload[];
  /** Values of --conditions and -C. */
  readonly conditions: readonly string[];
}

const RUNNERS = /^(node|nodejs|tsx|ts-node|ts-node-esm)(\.exe|\.cmd)?$/;

/** Options of Node whose value is the next word; with others the next word could be the program. */
const VALUE_OPTIONS = new Set([
  '--import',
  '--require',
  '-r',
  '--conditions',
  '-C',
  '--loader',
  '--experimental-loader',
  '--env-file',
  '--env-file-if-exists',
  '--title',
  '--tsconfig',
  '--project',
  '-P',
]);

/**
 * Finds what a command line and NODE_OPTIONS make Node load before the program, and their conditions.
 *
 * @param run the command, one word an item; words after the program belong to it and are left alone
 * @param nodeOptions value of NODE_OPTIONS; Node reads it before the command line
 * @see https://nodejs.org/api/cli.html#-r---require-module "Modules preloaded with --require will run before
 *   modules preloaded with --import"
 */
export function readNodeFlags(run: readonly string[], nodeOptions: string): NodeFlags {
  const runner = run.findIndex((word) => RUNNERS.test(word.split(/[\\/]/).at(-1) ?? ''));
  const words = runner === -1 ? [] : run.slice(runner + 1);
  const options = [...readOptions(splitNodeOptions(nodeOptions)), ...readOptions(words)];
  const valuesOf = (...names: string[]): string[] =>
    options.filter(([name]) => names.includes(name)).map(([, value]) => value);
  return {
    preloads: [
      ...valuesOf('--require', '-r').map((specifier) => ({ specifier, how: 'require' }) as const),
      ...valuesOf('--import').map((specifier) => ({ specifier, how: 'import' }) as const),
    ],
    conditions: valuesOf('--conditions', '-C'),
  };
}

/** The options with a value, up to the first word that is none: the program. */
function readOptions(words: readonly string[]): [name: string, value: string][] {
  const found: [string, string][] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (!word.startsWith('-') || word === '-' || word === '--') break;
    const equals = word.indexOf('=');
    const name = equals === -1 ? word : word.slice(0, equals);
    if (!VALUE_OPTIONS.has(name)) continue;
    const value = equals === -1 ? words[++index] : word.slice(equals + 1);
    if (value !== undefined && value !== '') found.push([name, value]);
  }
  return found;
}

/** Node's own splitting: spaces separate, double quotes group, a backslash escapes inside quotes. */
function splitNodeOptions(text: string): string[] {
  const words = text.match(/(?:"(?:[^"\\]|\\.)*"|[^\s"])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/"((?:[^"\\]|\\.)*)"/g, (_, inside: string) => inside.replaceAll(/\\(.)/g, '$1')),
  );
}
