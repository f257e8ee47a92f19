import type { CutReason } from '../../model/cut.ts';
import type { Names } from '../program/names.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import { exportedAs } from './exported.ts';
import { momentOf, type Functions } from './moment.ts';
import type { Walked } from './references.ts';
import type { UsesSource } from './source.ts';
import { outermost, type Reference } from './visit.ts';

/** A file being judged: what its parts share. */
export interface UsesFile {
  readonly source: UsesSource;
  readonly body: readonly SyntaxNode[];
  readonly walked: Walked;
  readonly functions: Functions;
  /** Imports that none of whose names is used as a value are dropped by the compiler. */
  readonly elides: boolean;
  line(offset: number): number;
  reason(code: CutReason['code'], node: SyntaxNode, detail?: string): CutReason;
}

/** A name that an import gives to the file. */
export interface Bound {
  readonly name: string;
  readonly owner: Names;
  /** The member of the module that it stands for; null for the whole of it. */
  readonly member: string | null;
}

const MAX_DETAIL = 60;

/** The source of a node in one line, shortened. */
export function textOf(text: string, node: SyntaxNode): string {
  const line = text.slice(node.start, Math.min(node.end, node.start + 4 * MAX_DETAIL)).replace(/\s+/g, ' ');
  return line.length > MAX_DETAIL ? `${line.slice(0, MAX_DETAIL - 1)}…` : line;
}

/** All mentions of a name. */
export function mentionsOf(
  file: UsesFile,
  { name, owner }: Pick<Bound, 'name' | 'owner'>,
): readonly Reference[] {
  return file.walked.references.get(owner)?.get(name) ?? [];
}

/**
 * Whether what a variable of the module holds is exported, and nothing else is done with it while the module is
 * evaluated: then getters may stand in it.
 */
export function isOnlyExported(file: UsesFile, name: string, declaresExport: boolean): boolean {
  let exported = declaresExport;
  for (const { visit, access } of mentionsOf(file, { name, owner: file.walked.module })) {
    if (access === 'write') return false;
    const as = access === 'export' ? 'whole' : exportedAs(outermost(visit))?.as;
    if (as === 'whole' || as === 'entry') exported = true;
    else if (momentOf(visit, file.functions).when !== 'later') return false;
  }
  return exported;
}
