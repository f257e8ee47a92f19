import type { CutReason } from '../model/cut.ts';
import type { Edit } from './edits.ts';
import { editedText, sourceOf, type GivenFile } from './given-file.ts';
import type { ChangedFile } from './move-leaf-request.ts';
import { FreeNames } from './names.ts';
import { registerHere } from './register-here.ts';
import { reasonsOf, Refusal } from './refusal.ts';
import { registrationAt, type Registration } from './registration.ts';
import type { ReRegisterRequest, ReRegisterResult } from './re-register-request.ts';
import type { Source } from './source.ts';
import { topNames, type TopName } from './top-names.ts';
import { withoutRegistrations } from './without-registrations.ts';

/**
 * Has a file register at startup what a module that it loads later used to register: the same calls, with functions that
 * load the module when they are called. The module no longer makes the calls, and exports its functions where it has to.
 *
 * @returns both files; or which registrations stay lost, and why
 */
export function reRegister(request: ReRegisterRequest): ReRegisterResult {
  try {
    const source = sourceOf(request.module);
    const top = topNames(source);
    const registrations = registrationsOf(source, request, top);
    const names = new FreeNames(source);
    const { edits, exportedAs } = withoutRegistrations(source, registrations, top, names);
    const importer = sourceOf(request.importer);
    const added = registerHere(importer, { request, source, registrations, exportedAs });
    return {
      files: [written(request.module, source, edits), written(request.importer, importer, added)],
    };
  } catch (error) {
    return { refused: reasonsOf(error, request.module.file) };
  }
}

/** @throws Refusal where one of them cannot be made from elsewhere */
function registrationsOf(
  source: Source,
  { effects }: ReRegisterRequest,
  top: ReadonlyMap<string, TopName>,
): Registration[] {
  const refused: CutReason[] = [];
  const found = new Map<unknown, Registration>();
  for (const effect of effects) {
    const one = registrationAt(source, effect, top);
    if ('code' in one) refused.push(one);
    else found.set(one.statement, one);
  }
  if (refused.length > 0) throw new Refusal(refused);
  return [...found.values()].toSorted((a, b) => a.statement.pos - b.statement.pos);
}

function written(given: GivenFile, source: Source, edits: readonly Edit[]): ChangedFile {
  return { file: given.file, before: given.text, text: editedText(given, source, edits) };
}
