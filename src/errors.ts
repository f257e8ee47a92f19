import type { Notice, Place } from './model/finding.ts';

/** Exit codes, the same for every command and reporter. */
export const EXIT = { clean: 0, findings: 1, couldNot: 2, inconclusive: 3 } as const;

export interface ErrorDetail {
  /** Stable machine-readable name, kebab-case. */
  readonly code: string;
  /** What happened. */
  readonly message: string;
  /** The one thing to do next. */
  readonly hint: string;
  readonly at?: Place;
}

class DetailedError extends Error {
  readonly detail: ErrorDetail;
  /** What was learnt before the failure. */
  readonly notices: readonly Notice[];

  constructor(detail: ErrorDetail, notices: readonly Notice[] = []) {
    super(detail.message);
    this.detail = detail;
    this.notices = notices;
  }
}

/** The command could not be done because of how it was asked for: flags, config, missing files. Exit code 2. */
export class UsageError extends DetailedError {
  override readonly name = 'UsageError';
}

/** The report is out, but not everywhere it was asked for: nothing is printed or written in its place. Exit code 2. */
export class UnsavedReport extends UsageError {}

/** The program under analysis could not be analysed: syntax error in the entry, nothing to analyse. Exit code 2. */
export class TargetError extends DetailedError {
  override readonly name = 'TargetError';
}

/** A signal has ended the command before it had anything to report. */
export class Interrupted extends TargetError {
  /** As shells have it: 130 for Ctrl-C. */
  readonly exitCode: number;

  constructor(detail: ErrorDetail, exitCode: number) {
    super(detail);
    this.exitCode = exitCode;
  }
}

/**
 * An error of the user's or the program's making.
 *
 * @throws any other one
 */
export function knownError(error: unknown): UsageError | TargetError {
  if (error instanceof UsageError || error instanceof TargetError) return error;
  throw error;
}

/**
 * Adds what was learnt before a failure to it.
 *
 * @returns an error of the same class; anything but a UsageError or TargetError as it is
 */
export function withNotices(error: unknown, learnt: readonly Notice[]): unknown {
  if (error instanceof Interrupted) return error;
  if (error instanceof UnsavedReport) return new UnsavedReport(error.detail, [...learnt, ...error.notices]);
  if (error instanceof UsageError) return new UsageError(error.detail, [...learnt, ...error.notices]);
  if (error instanceof TargetError) return new TargetError(error.detail, [...learnt, ...error.notices]);
  return error;
}
