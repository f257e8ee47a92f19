import { mergeAccounts, mergeOutside } from '../boot/trace/merge.ts';
import type { BootTrace } from '../model/boot.ts';
import { retainedTimes } from '../reconcile/retained-times.ts';
import type { AccountedRun } from './account-run.ts';
import type { FactsOfModules } from './module-facts.ts';

/** The modules of the boot over all runs that looked at them, with what each brings in alone. */
export function mergeModules(
  runs: readonly Pick<AccountedRun, 'account'>[],
  facts: FactsOfModules,
): Pick<BootTrace, 'modules' | 'outside'> {
  const accounts = runs.flatMap(({ account }) => account ?? []);
  if (accounts.length === 0) return { modules: [], outside: mergeOutside([]) };
  const visits = mergeAccounts(accounts, {
    idOf: (key) => facts.of(key).id,
    originOf: (key) => facts.of(key).origin,
    packageOf: (key) => facts.of(key).package,
    bytesOf: (key) => facts.of(key).bytes,
  });
  const retained = retainedTimes(visits);
  return {
    modules: visits.map((visit, at) => ({ ...visit, ...(retained[at] as (typeof retained)[number]) })),
    outside: mergeOutside(accounts),
  };
}
