import { relative, resolve } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { TargetError, UsageError } from '../errors.ts';
import { readText } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import { SCHEMA_VERSION, type ErrorReport, type Report } from '../model/report.ts';

/** A report as it was saved, with the name it has in messages. */
export interface SavedReport {
  readonly name: string;
  readonly report: Report | ErrorReport;
}

/** What the tool wrote is taken as it is; what anything else wrote must be told what is wrong with it. */
let compiled: Promise<Validators> | undefined;

interface Validators {
  readonly report: ValidateFunction;
  readonly error: ValidateFunction;
}

/**
 * Reads a report that a command saved with `--json` or `--output json=FILE`.
 *
 * @param file as given on the command line
 * @param version of this tool: the schema may differ from that of another one
 * @throws UsageError where it is missing, no JSON, no report, or of a version this one cannot read
 */
export async function readSavedReport(host: Host, file: string, version: string): Promise<SavedReport> {
  const path = resolve(host.cwd, file);
  const name = nameOf(host, path);
  const text = readText(path);
  if (text === null) {
    throw refused(
      'report-missing',
      name,
      'there is no such file',
      'Save one with: import-budget check --output json=FILE',
    );
  }
  const value = parsed(text, name);
  refuseOtherVersions(value, name);
  compiled ??= compile();
  const validators = await compiled;
  const validate = 'tool' in value ? validators.report : validators.error;
  if (validate(value)) return { name, report: value as unknown as Report | ErrorReport };
  throw notAReport(name, problemText(validate.errors), value, version);
}

/**
 * The report that was saved, where one was.
 *
 * @throws TargetError with what the saved command could not do, and what it had learnt
 */
export function requireReport({ name, report }: SavedReport): Report {
  if ('entries' in report) return report;
  const { error, notices } = report;
  throw new TargetError(
    { ...error, message: `${name} holds no report, but why there is none: ${error.message}` },
    notices,
  );
}

function nameOf(host: Host, path: string): string {
  const short = relative(host.cwd, path).replaceAll('\\', '/');
  return short.startsWith('..') || short === '' ? path.replaceAll('\\', '/') : short;
}

function parsed(text: string, name: string): Record<string, unknown> {
  const hint = 'Give the JSON report that a command printed with --json.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = text.trim() === '' ? 'it is empty' : (error as Error).message;
    throw refused('report-not-json', name, `it is no JSON: ${why}`, hint);
  }
  if (value !== null && typeof value === 'object' && !Array.isArray(value) && 'schemaVersion' in value) {
    return value as Record<string, unknown>;
  }
  throw refused('not-a-report', name, 'it is JSON, but no report of import-budget', hint);
}

function refuseOtherVersions({ schemaVersion }: Record<string, unknown>, name: string): void {
  if (schemaVersion === SCHEMA_VERSION) return;
  const newer = typeof schemaVersion === 'number' && schemaVersion > SCHEMA_VERSION;
  throw refused(
    'report-version',
    name,
    `it has schema version ${JSON.stringify(schemaVersion)}; this import-budget reads version ${SCHEMA_VERSION}`,
    newer
      ? 'Update import-budget here to the version that wrote it.'
      : 'Write it anew with this version of import-budget.',
  );
}

function notAReport(
  name: string,
  problem: string,
  { tool }: Record<string, unknown>,
  version: string,
): UsageError {
  const wrote = (tool as { version?: unknown } | null | undefined)?.version;
  const other = typeof wrote === 'string' && wrote !== version;
  return refused(
    'not-a-report',
    name,
    `it is not as schema/report.schema.json has it: ${problem}`,
    other
      ? `It was written by version ${wrote}, this is ${version}: use the same version for both.`
      : 'Give the JSON report that a command printed with --json, as it was printed.',
  );
}

async function compile(): Promise<Validators> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false });
  const { $defs } = schema;
  const of = (name: string) => ajv.compile({ $defs, $ref: `#/$defs/${name}` });
  return { report: of('Report'), error: of('ErrorReport') };
}

/** The first problem that names a place deep inside says most. */
function problemText(errors: readonly ErrorObject[] | null | undefined): string {
  const [first] = (errors ?? []).toSorted((a, b) => depth(b) - depth(a));
  if (!first) return 'something is wrong with it';
  const extra = (first.params as { additionalProperty?: unknown }).additionalProperty;
  const named = typeof extra === 'string' ? ` (${JSON.stringify(extra)})` : '';
  return `${first.instancePath || 'the report'} ${first.message ?? 'is wrong'}${named}`;
}

function depth({ instancePath }: ErrorObject): number {
  return instancePath.split('/').length;
}

function refused(code: string, name: string, problem: string, hint: string): UsageError {
  return new UsageError({ code, message: `${name} cannot be used: ${problem}`, hint, at: { file: name } });
}
