import { dirname, resolve } from 'node:path';
import { UnsavedReport } from '../errors.ts';
import { writeText } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import { makeFolder } from '../io/make-folder.ts';
import { jsonText } from '../reporters/escape.ts';
import { errorReport } from './failure.ts';
import type { GlobalFlags } from './flags.ts';

const JSON_OUTPUT = 'json=';

/**
 * Does a command; where it fails without a report, its `--output json=FILE` says why: no report of an earlier run is
 * taken for this one's, and `report merge` can tell.
 *
 * @param inputs files the command reads, as given: none of them is written over
 * @throws what `step` throws
 */
export async function savingFailure<T>(
  host: Host,
  flags: Pick<GlobalFlags, 'output'>,
  step: () => Promise<T>,
  inputs: readonly string[] = [],
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof UnsavedReport) throw error;
    const read = new Set(inputs.map((file) => resolve(host.cwd, file)));
    for (const output of flags.output.filter((word) => word.startsWith(JSON_OUTPUT))) {
      const file = resolve(host.cwd, output.slice(JSON_OUTPUT.length));
      if (read.has(file)) continue;
      makeFolder(dirname(file));
      writeText(file, `${jsonText(errorReport(error))}\n`, 'replace');
    }
    throw error;
  }
}
