import { posix } from 'node:path';
import { UsageError } from '../errors.ts';
import { readText, writeText } from '../io/files.ts';
import type { Baseline, BaselineEntry, BaselineLine } from '../model/baseline.ts';
import type { ModuleId } from '../model/module-id.ts';
import { readLine, writeLine } from './baseline-line.ts';

const NAME = 'import-budget.baseline';
const HEADER = [
  '# What startup holds, by entry; it may shrink, and grows only when somebody says so:',
  '#   import-budget baseline update --allow-additions',
  '# Where two branches meet, keep the lines of both and run: import-budget baseline update',
];
const CONFLICT = /^(<{7}|={7}|>{7}|\|{7})( |$)/;
const MOST_TOLD = 5;

/**
 * Where the baseline of a config is: beside it.
 *
 * @param config path of the config relative to the root; null where there is none
 * @returns path relative to the root
 */
export function baselineFile(config: string | null): string {
  return posix.join(posix.dirname(config ?? '.'), NAME);
}

/**
 * Reads the baseline of a project.
 *
 * @param root absolute
 * @param config see {@link baselineFile}
 * @returns null where there is none
 * @throws UsageError `bad-baseline` with each line that is none, or where a merge was left unfinished
 */
export function loadBaseline(root: string, config: string | null): Baseline | null {
  const file = baselineFile(config);
  const text = readText(posix.resolve(root, file));
  return text === null ? null : parseBaseline(text, file);
}

/**
 * Writes the baseline of a project; comments of the file that is there stay with the lines below them.
 *
 * @param root absolute
 * @throws UsageError `unwritable`
 */
export function saveBaseline(root: string, baseline: Baseline): void {
  const path = posix.resolve(root, baseline.file);
  writeText(path, renderBaseline(baseline, readText(path) ?? ''), 'replace');
}

/**
 * @param file for messages
 * @throws UsageError `bad-baseline`
 */
export function parseBaseline(text: string, file: string): Baseline {
  const entries = new Map<string, Sets>();
  const problems: { readonly line: number; readonly text: string }[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trimEnd();
    if (line === '' || line.startsWith('#')) continue;
    if (CONFLICT.test(line))
      problems.push({ line: at + 1, text: `a merge conflict is not resolved: ${line}` });
    else {
      const read = readLine(line);
      if (typeof read === 'string') problems.push({ line: at + 1, text: read });
      else add(entries, read);
    }
  }
  if (problems.length > 0) throw malformed(problems, file);
  return { file, entries };
}

/**
 * The text of a baseline: sorted by code units, one name a line, each line complete by itself.
 *
 * @param previous text of the file that it replaces, for its comments
 */
export function renderBaseline({ entries }: Pick<Baseline, 'entries'>, previous: string = ''): string {
  const { header, comments } = commentsOf(previous);
  const lines = [...entries].flatMap(([entry, sets]) => linesOf(entry, sets)).map(writeLine);
  const body = lines.toSorted().flatMap((line) => [...(comments.get(line) ?? []), line]);
  return `${[...(header.length > 0 ? header : HEADER), '', ...body].join('\n')}\n`;
}

/** Every line of one entry, unsorted. */
export function linesOf(entry: string, { modules, packages, registrations }: BaselineEntry): BaselineLine[] {
  return [
    ...[...modules].map((name): BaselineLine => ({ entry, kind: 'module', name })),
    ...[...packages].map((name): BaselineLine => ({ entry, kind: 'package', name })),
    ...[...registrations].map((name): BaselineLine => ({ entry, kind: 'registration', name })),
  ];
}

interface Sets {
  readonly modules: Set<ModuleId>;
  readonly packages: Set<string>;
  readonly registrations: Set<string>;
}

function add(entries: Map<string, Sets>, { entry, kind, name }: BaselineLine): void {
  let sets = entries.get(entry);
  if (sets === undefined) {
    sets = { modules: new Set(), packages: new Set(), registrations: new Set() };
    entries.set(entry, sets);
  }
  if (kind === 'module') sets.modules.add(name as ModuleId);
  else if (kind === 'package') sets.packages.add(name);
  else sets.registrations.add(name);
}

/** The comments above the first blank line, and those right above other lines. */
function commentsOf(text: string): { header: readonly string[]; comments: Map<string, string[]> } {
  const comments = new Map<string, string[]>();
  let header: string[] | undefined;
  let block: string[] = [];
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trimEnd();
    if (line.startsWith('#')) {
      block.push(line);
      continue;
    }
    if (line === '') header ??= block;
    else {
      header ??= [];
      if (block.length > 0) comments.set(line, block);
    }
    block = [];
  }
  return { header: header ?? [], comments };
}

function malformed(problems: readonly { line: number; text: string }[], file: string): UsageError {
  const told = problems.slice(0, MOST_TOLD).map(({ line, text }) => `${file}:${line}: ${text}`);
  const more = problems.length - told.length;
  const hasConflict = problems.some(({ text }) => text.startsWith('a merge conflict'));
  return new UsageError({
    code: 'bad-baseline',
    message: [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    hint: hasConflict
      ? 'Remove the conflict markers and keep the lines of both sides; import-budget baseline update then drops what is gone.'
      : 'Each line is "<entry> module <path>", "<entry> package <name>" or "<entry> registration <name>".',
    at: { file, line: problems[0]!.line },
  });
}
