import type { ImportEdge, ImportKind } from '../model/module-graph.ts';

const ADVICE: Record<ImportKind, (specifier: string) => string> = {
  import: (specifier) => `use await import('${specifier}') where it is needed`,
  'import-equals': (specifier) => `use await import('${specifier}') where it is needed`,
  're-export': (specifier) => `export '${specifier}' from a file of its own, so that only its users load it`,
  'dynamic-import': () => 'move the import() into the function that needs it',
  require: () => 'move the require() into the function that needs it',
  'create-require': () => 'move the require() into the function that needs it',
  'module-require': () => 'move the require() into the function that needs it',
  'require-resolve': () => 'drop the reference',
  worker: () => 'start the worker later',
  url: () => 'drop the reference',
  preload: () => 'take the preload out of the command that starts the program',
};

/** What to do so that an import no longer runs at startup; to be read after the place of the import. */
export function lazyAdvice({ kind, specifier, observed, unplaced }: ImportEdge): string {
  if (kind === 'preload' || !observed) return ADVICE[kind](specifier);
  if (unplaced) return `something loads ${specifier} while booting: load it when it is needed`;
  return `the import of '${specifier}' is run while booting: call what runs it when it is needed`;
}
