import type { ModuleVisit } from '../../src/model/boot.ts';
import { toId, toRecord } from './graph-of.ts';

/**
 * Writes down what a boot loaded: modules in order of first load, separated by commas, each followed by `<` and its
 * importers, the first one first. Names as in `graphOf`; `name!` threw, `name?` did not finish. Each takes 1 ms.
 */
export function visitsOf(text: string): ModuleVisit[] {
  return text.split(',').map((statement, order) => {
    const [name = '', arrow, ...importers] = statement.trim().split(/\s+/);
    if (name === '' || (arrow !== undefined && arrow !== '<'))
      throw new Error(`visitsOf does not understand "${statement.trim()}"`);
    const [importer = null, ...laterImporters] = importers.map(toId);
    const outcome = name.endsWith('!') ? 'threw' : name.endsWith('?') ? 'unfinished' : 'evaluated';
    return { ...NO_TIME, ...toRecord(name.replace(/[!?]$/, '')), importer, laterImporters, order, outcome };
  });
}

const NO_TIME = {
  resolveMs: 0,
  readMs: 0,
  lexMs: 0,
  compileMs: 0,
  linkMs: 0,
  selfMs: 1,
  totalMs: 0,
  retainedMs: 0,
  retainedModules: 0,
  attribution: 'exact',
  instances: 1,
} as const;
