/** What the script of a cold load writes when it knows how the load ended. */
export type ColdLoadResult =
  | { readonly outcome: 'loaded' }
  /** Nothing was left to do, and the import had not ended. */
  | { readonly outcome: 'unsettled' }
  | {
      readonly outcome: 'threw';
      readonly name: string;
      readonly code: string | null;
      readonly message: string;
      readonly stack: string;
    };

/** How the load ended, written once; nothing a thrown value does can get in the way. */
const TELLING = `let over = false;
const tell = (value) => {
  if (!over) writeFileSync(result, stringify(value));
  over = true;
};
const textOf = (read) => {
  try {
    const value = read();
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
};
const failed = (error) => ({
  outcome: 'threw',
  name: textOf(() => error.name) || typeof error,
  code: textOf(() => error.code) || null,
  message: textOf(() => (error instanceof Error ? error.message : String(error))),
  stack: textOf(() => error.stack),
});
`;

/**
 * The main script of a cold load: imports one file, writes a {@link ColdLoadResult} and ends the process, whatever the
 * file keeps running. A file that ends the process itself leaves no result.
 *
 * @param file absolute path
 * @param result absolute path of the JSON file to write
 */
export function coldLoadScript(file: string, how: 'import' | 'require', result: string): string {
  return `'use strict';
const { writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
const [file, result] = ${JSON.stringify([file, result])};
const { exit } = process;
const { stringify } = JSON;
const later = setImmediate;
${TELLING}// Places of compiled files are told as those of their sources.
process.setSourceMapsEnabled?.(true);
process.once('beforeExit', () => tell({ outcome: 'unsettled' }));
const load = async () => ${how === 'require' ? 'createRequire(file)(file)' : 'import(pathToFileURL(file).href)'};
load().then(
  // A turn of the loop for what it began and fails at once.
  () => later(() => {
    tell({ outcome: 'loaded' });
    exit(0);
  }),
  (error) => {
    tell(failed(error));
    exit(0);
  },
);
`;
}
