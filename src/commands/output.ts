import { dirname, resolve } from 'node:path';
import { UnsavedReport, UsageError } from '../errors.ts';
import { writeText } from '../io/files.ts';
import { wantsColor, type Host } from '../io/host.ts';
import { makeFolder } from '../io/make-folder.ts';
import type { Report } from '../model/report.ts';
import { loadReporter, wantsMore } from '../reporters/registry.ts';
import type { Reporter, RenderOptions } from '../reporters/reporter.ts';
import type { GlobalFlags } from './flags.ts';
import { repositoryFolder } from './repository-folder.ts';

/** Writes a report. What `more` gives is made, and added, only for reporters that show more than a command tells. */
export type Print = (report: Report, more?: () => Promise<Partial<Report>>) => Promise<void>;

interface Destination {
  readonly reporter: Reporter;
  readonly wantsMore: boolean;
  /** Absolute path; undefined for stdout. */
  readonly file: string | undefined;
}

const DEFAULT_WIDTH = 80;

/**
 * Prepares where a report goes before any work is done, so that a misspelt reporter or path is said at once.
 *
 * @param how what the command's own flags say of lists and trees; what is absent is left to the reporter
 * @throws UsageError for an unknown reporter, a malformed `--output`, or JSON beside another reporter on stdout
 */
export async function prepareOutput(
  host: Host,
  flags: GlobalFlags,
  how: Pick<RenderOptions, 'top' | 'depth' | 'sort'> = {},
): Promise<Print> {
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
    const name = output.slice(0, at);
    destinations.push({ reporter: await loadReporter(name), wantsMore: wantsMore(name), file });
  }
  for (const name of stdoutReporters(flags)) {
    destinations.push({ reporter: await loadReporter(name), wantsMore: wantsMore(name), file: undefined });
  }
  const options = {
    width: host.stdout.columns ?? DEFAULT_WIDTH,
    verbose: flags.verbose === true,
    // The console of Linux and editors that emulate no terminal have no such characters.
    blocks: !/^(dumb|linux)$/.test(host.env['TERM'] ?? ''),
    ...(how.top !== undefined && { top: how.top }),
    ...(how.depth !== undefined && { depth: how.depth }),
    ...(how.sort !== undefined && { sort: how.sort }),
  };
  const colored = wantsColor(flags.color, host.env, host.stdout);
  return async (report, more) => {
    const isMoreWanted = more !== undefined && destinations.some((destination) => destination.wantsMore);
    const whole = isMoreWanted ? { ...report, ...(await more()) } : report;
    await deliver({ report, whole }, destinations, host, { ...options, color: colored });
  };
}

/** A program that reads stdout as JSON must find one object there and nothing else. */
function stdoutReporters(flags: GlobalFlags): readonly string[] {
  const names = [...new Set([...(flags.json ? ['json'] : []), ...flags.reporter])];
  const other = names.find((name) => name !== 'json');
  if (!names.includes('json') || other === undefined) return names.length > 0 ? names : ['terminal'];
  throw new UsageError({
    code: 'json-not-alone',
    message: `json and ${other} cannot both be written to stdout: it would be no JSON any more`,
    hint: `Write one of them to a file: --output ${other}=PATH`,
  });
}

/**
 * A file that cannot be written keeps no other, nor what is printed, from being so.
 *
 * @throws UnsavedReport when all is out that could be
 */
async function deliver(
  { report, whole }: { readonly report: Report; readonly whole: Report },
  destinations: readonly Destination[],
  host: Host,
  options: RenderOptions,
): Promise<void> {
  const folder = repositoryFolder(report.root);
  const unsaved: UsageError[] = [];
  for (const { reporter, wantsMore: isWhole, file } of destinations) {
    // What is printed comes last: a reader of JSON finds there what went wrong with the files.
    const [failed] = file === undefined ? unsaved : [];
    const error = failed && { error: errorOf(failed) };
    const text = await reporter(
      { ...(isWhole ? whole : report), ...error },
      {
        ...options,
        folder,
        color: file === undefined && options.color,
      },
    );
    if (file === undefined) host.stdout.write(text);
    else unsaved.push(...save(file, text));
  }
  const [first] = unsaved;
  if (first === undefined) return;
  throw new UnsavedReport({ ...first.detail, message: unsaved.map(({ message }) => message).join('\n') });
}

function errorOf({ detail: { code, message, hint } }: UsageError): NonNullable<Report['error']> {
  return { code, message, hint };
}

/** @returns why it could not be written */
function save(file: string, text: string): UsageError[] {
  try {
    makeFolder(dirname(file));
    writeText(file, text, 'replace');
    return [];
  } catch (error) {
    if (error instanceof UsageError) return [error];
    throw error;
  }
}
