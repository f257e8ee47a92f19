import { readText } from '../io/files.ts';
import type { RegistrarPlace } from './protocol.ts';
import { findFunctions, type FoundFunction } from './registrar-functions.ts';

/** Why a registrar is not watched, in the form of a notice. */
export interface RegistrarProblem {
  readonly code: 'registrar-not-found';
  readonly level: 'warning';
  readonly message: string;
  readonly hint: string;
}

export interface RegistrarPlaces {
  readonly places: readonly RegistrarPlace[];
  /** One for each registrar that cannot be watched. */
  readonly problems: readonly RegistrarProblem[];
}

/**
 * Finds the functions that the config names as registrars, so that the measured process can report their calls.
 *
 * @param registrars `src/bus.ts#subscribe`, `src/bus.ts#Bus.on`, `pkg-name#register`
 * @param fileOf absolute real path of the file that is loaded for what stands before the `#`; null where there is none
 * @throws UsageError `unreadable`
 */
export async function registrarPlaces(
  registrars: readonly string[],
  fileOf: (module: string) => string | null,
): Promise<RegistrarPlaces> {
  const places: RegistrarPlace[] = [];
  const problems: RegistrarProblem[] = [];
  for (const name of new Set(registrars)) {
    const hash = name.lastIndexOf('#');
    const [module, path] = [name.slice(0, hash), name.slice(hash + 1)];
    const file = fileOf(module);
    const text = file === null ? null : readText(file);
    if (file === null || text === null) {
      problems.push(problem(name, 'there is no such module', `Check that ${module} exists and is built.`));
      continue;
    }
    const functions = await findFunctions(file, text, path);
    if (typeof functions === 'string') problems.push(problem(name, functions, HINT));
    else places.push(...functions.map((found) => toPlace(name, file, text, found)));
  }
  return { places, problems };
}

const HINT = 'Name the file that defines the function, and the function as that file calls it.';

function problem(name: string, reason: string, hint: string): RegistrarProblem {
  const message = `The registrar ${JSON.stringify(name)} is not watched: ${reason}`;
  return { code: 'registrar-not-found', level: 'warning', message, hint };
}

function toPlace(name: string, file: string, text: string, found: FoundFunction): RegistrarPlace {
  return { file, name, textLength: text.length, ...found };
}
