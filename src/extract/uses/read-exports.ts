import type { SyntaxNode } from '../tree/syntax.ts';
import type { ExportedName, PassedOn } from './exported-name.ts';
import { exportsOf } from './exports-of.ts';
import type { UsesFile } from './file.ts';
import { LocalNeeds } from './local-needs.ts';
import { openFile } from './open-file.ts';
import type { UsesSource } from './source.ts';

/** What one export of a file needs of the file and of its imports. */
export interface ExportNeeds {
  /** As importers name it; `*` for all that `export *` passes on. */
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** Specifiers of the file's imports that it cannot do without. */
  readonly needs: readonly string[];
  /** Where it is only passed on: the import it comes from, and its name there (`*` for the whole module). */
  readonly passedOn?: PassedOn;
  /** Of the text that it is made of, and the part of the whole file's. */
  readonly bytes: number;
  readonly share: number;
  /** Statements at top level add to it or hand it to something: `X.set(…)`, `register(X)`. */
  readonly registers: boolean;
}

/**
 * Tells which of a file's imports each of its exports needs: the statements that make it, those that add to it while
 * the file is evaluated, and whatever those mention, in turn.
 *
 * @returns in source order; nothing where the text cannot be read, or where what is exported is made at run time
 */
export function readExports(source: UsesSource): ExportNeeds[] {
  return exportsIn(openFile(source));
}

/**
 * {@link readExports} of a file that others look at too.
 *
 * @param file undefined where it cannot be opened
 */
export function exportsIn(file: UsesFile | undefined): ExportNeeds[] {
  if (file === undefined) return [];
  const local = new LocalNeeds(file);
  const exported = exportsOf(file, local);
  local.link(exported);
  return exported.map((one) => needsOf(file, local, one));
}

function needsOf(
  file: UsesFile,
  local: LocalNeeds,
  { name, node, passedOn, from }: ExportedName,
): ExportNeeds {
  const line = file.line(node.start);
  if (passedOn !== undefined)
    return { name, line, needs: [passedOn.specifier], passedOn, bytes: 0, share: 0, registers: false };
  const { needs, nodes, registers } = local.closure(from);
  const bytes = sizeOf(nodes);
  const whole = Math.max(1, sizeOf(file.body));
  return { name, line, needs: [...needs], bytes, share: Math.min(1, bytes / whole), registers };
}

function sizeOf(nodes: Iterable<SyntaxNode>): number {
  let size = 0;
  for (const { start, end } of nodes) size += end - start;
  return size;
}
