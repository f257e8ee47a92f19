import { posix } from 'node:path';
import { UsageError } from '../errors.ts';
import type { CutCandidate, NameHome } from '../model/cut.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Analysis } from '../pipeline.ts';

/** Names that stand for themselves in source text: anything else would be written as code. */
const NAME = /^(?:\*|[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*)$/u;
const UNSAFE = /[\0\r\n]/;

/**
 * Refuses cuts of a saved report that would change, or bring in, what is not of the analysed program: a report is only a
 * file, and may come from anywhere.
 *
 * @param from the report, for the message
 * @throws UsageError `foreign-cut`
 */
export function refuseForeignCuts(cuts: readonly CutCandidate[], { groups }: Analysis, from: string): void {
  const known = new Set(groups.flatMap(({ built: { graph } }) => [...graph.index.keys()]));
  const refuse = (id: string, what: string): never => {
    throw new UsageError({
      code: 'foreign-cut',
      message: `${from}: ${id} ${what}`,
      hint: 'Nothing was written. Make the report anew, with the same --root and entries: import-budget suggest --json',
      at: { file: from },
    });
  };
  for (const { id, ...cut } of cuts) {
    const parts = [cut, ...(cut.edits ?? [])];
    for (const { action, edges, definedIn = [] } of parts) {
      const changed = [
        ...edges.map(({ from: importer }) => importer),
        ...(action === 'move-leaf' ? homesOf(definedIn) : []),
      ];
      for (const file of changed) {
        if (!isInside(file)) refuse(id, `would change ${file}, which lies outside the root`);
        if (!known.has(file)) refuse(id, `would change ${file}, which these entries do not load`);
      }
      for (const target of [...edges.map(({ to }) => to), ...homesOf(definedIn)])
        if (!known.has(target) && !isInside(target) && !target.startsWith('node:'))
          refuse(id, `would load ${target}, which these entries do not load`);
      const words = [...edges.map(({ specifier }) => specifier), ...homesOf(definedIn)];
      const word = words.find((one) => UNSAFE.test(one));
      if (word !== undefined) refuse(id, 'holds a line break where a module is named');
      const name = namesOf(definedIn).find((one) => !NAME.test(one));
      if (name !== undefined) refuse(id, `names an export that is no name: ${JSON.stringify(name)}`);
    }
  }
}

function homesOf(definedIn: readonly NameHome[]): ModuleId[] {
  return definedIn.map(({ module }) => module);
}

function namesOf(definedIn: readonly NameHome[]): string[] {
  return definedIn.flatMap(({ name, exported }) => [name, ...(exported === undefined ? [] : [exported])]);
}

/** Module ids are relative to the root, with forward slashes. */
function isInside(id: string): boolean {
  const plain = posix.normalize(id.replaceAll('\\', '/'));
  return !posix.isAbsolute(plain) && !/^[a-z]:/i.test(plain) && plain !== '..' && !plain.startsWith('../');
}
