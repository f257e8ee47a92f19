import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The code and the style of a page, as the build made them. */
export interface PageFiles {
  readonly script: string;
  readonly style: string;
}

/** Reads them: beside the chunks of dist, also for tests that run src. */
export function readPageFiles(): PageFiles {
  const beside = new URL('../page.js', import.meta.url);
  const script = existsSync(fileURLToPath(beside))
    ? beside
    : new URL('../../../dist/page.js', import.meta.url);
  return { script: readFileSync(script, 'utf8'), style: readFileSync(new URL('page.css', script), 'utf8') };
}
