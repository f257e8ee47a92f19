import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { applyCut } from '../../src/codemod/apply-cut.ts';
import { moveLeaf } from '../../src/codemod/move-leaf.ts';
import { reRegister } from '../../src/codemod/re-register.ts';
import type { ReRegisterRequest } from '../../src/codemod/re-register-request.ts';
import type { ImportPlace } from '../../src/codemod/written-cut.ts';
import type { ModuleId } from '../../src/model/module-id.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'cuts', 'fix-more');

interface Move {
  readonly heavy: ModuleId;
  readonly names: readonly string[];
  readonly importers: readonly { readonly file: ModuleId; readonly imports: readonly ImportPlace[] }[];
}

/** A project before and after a fix that changes several files. */
export interface FixMoreCase {
  readonly name: string;
  readonly folder: string;
  readonly run: string;
  readonly typescript?: true;
  readonly format: 'esm' | 'cjs';
  readonly move?: Move;
  /** Another one, on top of the first. */
  readonly then?: Move;
  readonly defer?: { readonly file: ModuleId; readonly imports: readonly ImportPlace[] };
  readonly register?: Pick<ReRegisterRequest, 'specifier' | 'effects'> & {
    readonly module: ModuleId;
    readonly importer: ModuleId;
  };
}

export const FIX_MORE_CASES: readonly FixMoreCase[] = readdirSync(FOLDER).map((name) => {
  const folder = join(FOLDER, name);
  return { name, folder, ...JSON.parse(readFileSync(join(folder, 'case.json'), 'utf8')) } as FixMoreCase;
});

/** The files that a case changes, or makes; by name. */
export function fixMore(given: FixMoreCase): ReadonlyMap<string, string> {
  const { format, folder } = given;
  const texts = new Map<string, string>();
  const open = (file: ModuleId) => ({
    file,
    format,
    text: texts.get(file) ?? readFileSync(join(folder, 'before', file), 'utf8'),
  });
  const take = (
    result:
      | { readonly files: readonly { readonly file: string; readonly text: string }[] }
      | { readonly refused: unknown },
  ): void => {
    if ('refused' in result) throw new Error(JSON.stringify(result.refused));
    for (const { file, text } of result.files) texts.set(file, text);
  };
  const isThere = (path: string): boolean => texts.has(path) || existsSync(join(folder, 'before', path));
  for (const move of [given.move, given.then]) {
    if (move === undefined) continue;
    const importers = move.importers.map((one) => ({ ...open(one.file), imports: one.imports }));
    take(moveLeaf({ heavy: open(move.heavy), names: move.names, importers, exists: isThere }));
  }
  if (given.defer !== undefined) {
    const { file, imports } = given.defer;
    const result = applyCut({ ...open(file), cut: { action: 'defer', imports } });
    take('text' in result ? { files: [{ file, text: result.text }] } : result);
  }
  if (given.register !== undefined) {
    const leadsTo = (specifier: string): ModuleId => {
      const path = posix.normalize(specifier).replace(/\.js$/, '');
      return (given.typescript ? `${path}.ts` : `${path}.js`) as ModuleId;
    };
    const { module, importer, specifier, effects } = given.register;
    take(
      reRegister({
        module: open(module),
        importer: open(importer),
        specifier,
        effects,
        awaits: false,
        staying: leadsTo,
        leadsTo,
      }),
    );
  }
  return texts;
}
