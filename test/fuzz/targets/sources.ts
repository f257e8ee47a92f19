import * as fc from 'fast-check';
import { applyCut } from '../../../src/codemod/apply-cut.ts';
import { extractFacts } from '../../../src/extract/extract.ts';
import { decodeFacts, encodeFacts } from '../../../src/extract/facts-code.ts';
import { parse } from '../../../src/extract/parse.ts';
import { readProgram } from '../../../src/extract/program/read-program.ts';
import { readExports } from '../../../src/extract/uses/read-exports.ts';
import { readUses } from '../../../src/extract/uses/read-uses.ts';
import type { CutAction } from '../../../src/model/cut.ts';
import { NO_COMPILE_OPTIONS, type CompileOptions } from '../../../src/model/facts.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { rewriteLazily } from '../../../src/rewrite/rewrite-lazily.ts';
import { tokenSoup } from '../../support/token-soup.ts';
import { corpus } from '../corpus.ts';
import { mutatedText } from '../mutated-text.ts';
import { target, type Target } from '../target.ts';

const EXTENSIONS = ['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx'];
const ACTIONS: readonly CutAction[] = [
  'type-only',
  'unused',
  'defer',
  'past-barrel',
  'move-leaf',
  'registry',
  'facade',
  'lexing',
  'upstream',
];
const SHAPES = ['await-import', 'getter', 'create-require', 'require'] as never[];

interface Source {
  readonly extension: string;
  readonly text: string;
  readonly format: 'esm' | 'cjs';
  readonly options: CompileOptions;
  readonly flag: boolean;
  readonly pick: number;
}

/** @param fixtures absolute path */
export function sourceTargets(fixtures: string): Target[] {
  const texts = corpus(fixtures, EXTENSIONS).map(({ text }) => text);
  const input = sources(texts);
  return [
    target({ name: 'extract', weight: 3, input, run: checkFacts }),
    target({ name: 'program', weight: 2, input, run: checkProgram }),
    target({ name: 'uses', weight: 2, input, run: checkUses }),
    target({ name: 'rewrite', weight: 2, input, run: checkRewrite }),
    target({ name: 'codemod', weight: 2, input, run: checkCodemod }),
  ];
}

function sources(texts: readonly string[]): fc.Arbitrary<Source> {
  const any = fc.record({
    extension: fc.constantFrom(...EXTENSIONS, ''),
    text: fc.oneof({ weight: 6, arbitrary: mutatedText(texts) }, { weight: 1, arbitrary: tokenSoup() }),
    format: fc.constantFrom('esm' as const, 'cjs' as const),
    options: fc.record({
      verbatim: fc.boolean(),
      decoratorMetadata: fc.boolean(),
      jsxImportSource: fc.constantFrom(null, 'react'),
      jsxClassic: fc.boolean(),
    }),
    flag: fc.boolean(),
    pick: fc.nat(1_000),
  });
  // Where the extension says what Node runs a file as, nothing else may.
  return any.map((source) => {
    const fixed = /^\.([cm])[jt]s$/.exec(source.extension)?.[1];
    return fixed === undefined ? source : { ...source, format: fixed === 'm' ? 'esm' : 'cjs' };
  });
}

function checkFacts({ extension, text, options, flag }: Source): void {
  const facts = extractFacts({ extension, text, options, checkSyntax: flag });
  for (const { line, column } of [
    ...facts.imports,
    ...facts.computed,
    ...(facts.problem ? [facts.problem] : []),
  ]) {
    if (!(line >= 1) || !(column >= 1)) throw new Error(`place ${line}:${column}`);
  }
  const stored = JSON.parse(JSON.stringify(encodeFacts(facts))) as ReturnType<typeof encodeFacts>;
  const again = JSON.stringify(decodeFacts(stored));
  if (JSON.stringify(decodeFacts(encodeFacts(facts))) !== again)
    throw new Error('facts do not survive the cache');
}

function checkProgram({ extension, text, format, options, flag }: Source): void {
  const program = readProgram({
    id: 'file.js' as ModuleId,
    extension,
    text,
    emit: flag ? 'tsc' : format,
    resolve: (specifier) => (specifier.startsWith('.') ? (specifier as ModuleId) : null),
    decoratorMetadata: options.decoratorMetadata,
    verbatim: options.verbatim,
    keepsUnused: flag,
  });
  if ('problem' in program && program.problem.message === '') throw new Error('a problem without words');
}

function checkUses({ extension, text, format, options }: Source): void {
  const source = { extension, text, format, options, id: `file${extension}` as ModuleId } as Parameters<
    typeof readUses
  >[0];
  for (const { line } of [...readUses(source), ...readExports(source)])
    if (!(line >= 1)) throw new Error(`line ${line}`);
}

/** Imports that an analysis would name: a cut is asked for those. */
function importsOf({ extension, text, options }: Source): readonly { specifier: string; line: number }[] {
  return extractFacts({ extension, text, options, checkSyntax: false }).imports.filter(
    ({ pattern }) => pattern !== true,
  );
}

function parses(extension: string, text: string): boolean {
  return parse(extension, text).problem === undefined;
}

function checkRewrite(source: Source): void {
  const { extension, text, format } = source;
  const cuts = importsOf(source).map(({ specifier, line }, at) => ({
    specifier,
    line: source.flag ? line : 0,
    target: `/target/${at}.js`,
    key: `cut-${at}`,
  }));
  const done = rewriteLazily({ extension, text, format, cuts, log: '/log' });
  if (done.applied.length + done.skipped.length !== cuts.length)
    throw new Error('a cut is neither applied nor skipped');
  if (done.applied.length > 0 && !parses(extension, done.text))
    throw new Error(`does not parse any more:\n${done.text}`);
}

function checkCodemod(source: Source): void {
  const { extension, text, format, options, pick, flag } = source;
  const imports = importsOf(source);
  const wanted = imports[pick % Math.max(1, imports.length)] ?? { specifier: 'none', line: 1 };
  const action = ACTIONS[pick % ACTIONS.length] as CutAction;
  const shape = SHAPES[pick % SHAPES.length];
  const done = applyCut({
    file: `src/file${extension || '.js'}` as ModuleId,
    text,
    format,
    options: flag ? options : NO_COMPILE_OPTIONS,
    cut: {
      action,
      imports: action === 'registry' ? imports.slice(0, 3) : [wanted],
      ...(action === 'defer' && flag && { shape }),
      ...(action === 'past-barrel' && { definedIn: [{ name: 'a', module: 'src/a.js' as ModuleId }] }),
    },
  } as Parameters<typeof applyCut>[0]);
  if ('refused' in done) {
    if (done.refused.length === 0) throw new Error('refused without a reason');
  } else if (parses(extension, text) && !parses(extension, done.text))
    throw new Error(`does not parse any more:\n${done.text}`);
}
