import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OUR_FILE, type ChildSettings } from './protocol.ts';

/** Where the bundled code of the measured process lies: beside the chunks of dist, also for tests that run src. */
export function childCodeFolder(): string {
  const beside = fileURLToPath(new URL('../child', import.meta.url));
  return existsSync(join(beside, 'probed.cjs'))
    ? beside
    : fileURLToPath(new URL('../../dist/child', import.meta.url));
}

/**
 * Writes the file that NODE_OPTIONS makes every Node process of a run load first. Settings are inside it: environment
 * variables would be seen by the program. Our code is given the name of an internal file of Node, so that debuggers and
 * stack traces treat it so.
 *
 * @param folder the run's folder, absolute
 * @returns path of the preload
 */
export function writePreload(folder: string, settings: ChildSettings): string {
  const code = join(settings.code, `${settings.kind}.cjs`);
  const path = preloadPath(folder);
  writeFileSync(
    path,
    [
      `'use strict';`,
      `const { Script } = require('node:vm');`,
      `const text = require('node:fs').readFileSync(${JSON.stringify(code)}, 'utf8');`,
      `const script = new Script(text, { filename: ${JSON.stringify(OUR_FILE)} });`,
      `const run = script.runInThisContext();`,
      // The program may list the modules that are loaded.
      `delete require.cache[__filename];`,
      `const paths = module.constructor._pathCache;`,
      `for (const key in paths) if (paths[key] === __filename) delete paths[key];`,
      `run(require, ${JSON.stringify(settings)});`,
      '',
    ].join('\n'),
    { mode: 0o600 },
  );
  return path;
}

/** Where {@link writePreload} puts the preload of a run. */
export function preloadPath(folder: string): string {
  return join(folder, 'preload.cjs');
}
