import { dirname, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { writeText } from '../io/files.ts';
import { wantsColor, type Host } from '../io/host.ts';
import { makeFolder } from '../io/make-folder.ts';
import type { Report } from '../model/report.ts';
import { loadReporter } from '../reporters/registry.ts';
import type { Reporter } from '../reporters/reporter.ts';
import type { GlobalFlags } from './flags.ts';

interface Destination {
  readonly reporter: Reporter;
  /** Absolute path; undefined for stdout. */
  readonly file: string | undefined;
}

const DEFAULT_WIDTH = 80;

/**
 * Prepares where a report goes before any work is done, so that a misspelt reporter or path is said at once.
 *
 * @throws UsageError for an unknown reporter or a malformed `--output`
 */
export async function prepareOutput(
  host: Host,
  flags: GlobalFlags,
): Promise<(report: Report) => Promise<void>> {
  const destinations: Destination[] = [];
  for (const output of flags.output) {
    const at = output.indexOf('=');
    if (at < 1 || at === output.length - 1) {
      throw new UsageError({
        code: 'bad-output',
        message: `--output ${output}: expected reporter=path`,
        hint: 'For example: --output json=report.json',
      });
    }
    const file = resolve(host.cwd, output.slice(at + 1));
    destinations.push({ reporter: await loadReporter(output.slice(0, at)), file });
  }
  const onStdout = flags.json ? ['json'] : flags.reporter;
  for (const name of onStdout.length > 0 ? onStdout : ['terminal']) {
    destinations.push({ reporter: await loadReporter(name), file: undefined });
  }
  return (report) => deliver(report, destinations, host, flags);
}

async function deliver(
  report: Report,
  destinations: readonly Destination[],
  host: Host,
  flags: GlobalFlags,
): Promise<void> {
  for (const { reporter, file } of destinations) {
    const color = file === undefined && wantsColor(flags.color, host.env, host.stdout);
    const width = host.stdout.columns ?? DEFAULT_WIDTH;
    const text = await reporter(report, { color, width, verbose: flags.verbose === true });
    if (file === undefined) host.stdout.write(text);
    else {
      makeFolder(dirname(file));
      writeText(file, text, 'replace');
    }
  }
}
