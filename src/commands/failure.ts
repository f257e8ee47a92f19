import { EXIT, Interrupted, TargetError, UnsavedReport, UsageError, type ErrorDetail } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { Notice } from '../model/finding.ts';
import { SCHEMA_VERSION, type ErrorReport } from '../model/report.ts';
import { sortNotices } from '../report/order.ts';
import { jsonText, visible } from '../reporters/escape.ts';
import { executedWords } from '../reporters/wording.ts';

/**
 * Says why a command could not be done: in words on stderr, and as JSON on stdout where that was asked for.
 *
 * @returns the exit code
 */
export function reportFailure(
  error: unknown,
  host: Host,
  how: { readonly json: boolean; readonly quiet: boolean },
): number {
  const detail = detailOf(error);
  const notices = isKnown(error) ? sortNotices(error.notices) : [];
  printProblems([detail], host, how.quiet);
  printExecuted(notices, host);
  if (how.json && !(error instanceof UnsavedReport)) host.stdout.write(`${jsonText(errorReport(error))}\n`);
  return error instanceof Interrupted ? error.exitCode : EXIT.couldNot;
}

/** Why a command could not be done, as JSON has it. */
export function errorReport(error: unknown): ErrorReport {
  const notices = isKnown(error) ? sortNotices(error.notices) : [];
  return { schemaVersion: SCHEMA_VERSION, error: detailOf(error), notices };
}

/**
 * Writes problems to stderr: what happened, where, what to do next.
 *
 * @param quiet leave out what to do next
 */
export function printProblems(problems: readonly ErrorDetail[], host: Host, quiet: boolean): void {
  for (const { message, hint, at } of problems) {
    const place = at && [at.file, at.line, at.column].filter((part) => part !== undefined).join(':');
    const lines = [
      `error: ${safeLines(message)}`,
      ...(place ? [`  at ${visible(place)}`] : []),
      ...(quiet ? [] : [`  ${safeLines(hint)}`]),
    ];
    host.stderr.write(`${lines.join('\n')}\n`);
  }
}

/** A config that was executed is named whatever came of it. */
function printExecuted(notices: readonly Notice[], host: Host): void {
  const line = executedWords(notices);
  if (line !== null) host.stderr.write(`i  ${visible(line)}\n`);
}

/** Further lines are set in: a line break in a file's name cannot start what looks like a message of ours. */
function safeLines(text: string): string {
  return text
    .split('\n')
    .map((line, at) => visible(at === 0 || line.startsWith('  ') ? line : `  ${line}`))
    .join('\n');
}

function isKnown(error: unknown): error is UsageError | TargetError {
  return error instanceof UsageError || error instanceof TargetError;
}

function detailOf(error: unknown): ErrorDetail {
  if (isKnown(error)) return error.detail;
  const { message = String(error), stack } = error instanceof Error ? error : { message: String(error) };
  return {
    code: 'internal',
    message: `import-budget failed: ${message}`,
    hint: `This is a mistake in import-budget, not in your program. Please report it with these lines:\n${stack ?? message}`,
  };
}
