import type { BootTrace } from '../model/boot.ts';
import type { CpuHint, EntryComparison, RegistrationChanges, StartupChange } from '../model/compare.ts';
import { registrationName } from '../model/registration-name.ts';
import type { EntryReport, Report, SetTotals } from '../model/report.ts';
import { reportedStartup, startupChanges } from './startup-changes.ts';

/** Compares what two reports say of each entry, by its name. Head's entries come first, then those only base has. */
export function compareReports(base: Report, head: Report): EntryComparison[] {
  const names = new Set([...namesOf(head), ...namesOf(base)]);
  return [...names].map((name) => {
    const [before, after] = [entryOf(base, name), entryOf(head, name)];
    const boots = { base: bootOf(base, name), head: bootOf(head, name) };
    const inBase = before !== undefined || boots.base !== undefined;
    const inHead = after !== undefined || boots.head !== undefined;
    return {
      name,
      presence: inBase && inHead ? 'both' : inHead ? 'arrived' : 'left',
      totals: { base: before ? totalsOf(before) : null, head: after ? totalsOf(after) : null },
      ...changes(base, head, before, after),
      registrations: registrationChanges(boots.base, boots.head),
      cpu: cpuHint(boots.base, boots.head),
    };
  });
}

function namesOf({ entries, boots = [] }: Report): string[] {
  return [...entries.map(({ name }) => name), ...boots.map(({ entry }) => entry)];
}

function entryOf({ entries }: Report, name: string): EntryReport | undefined {
  return entries.find((entry) => entry.name === name);
}

function bootOf({ boots = [] }: Report, name: string): BootTrace | undefined {
  return boots.find(({ entry, failure }) => entry === name && failure === null);
}

/** Eager and conditional together: a module is in one of the two only; packages may be in both. */
function totalsOf({ totals: { eager, conditional }, packages }: EntryReport): SetTotals {
  return {
    modules: eager.modules + conditional.modules,
    packages: packages.length,
    bytes: eager.bytes + conditional.bytes,
    builtins: eager.builtins + conditional.builtins,
  };
}

function changes(
  base: Report,
  head: Report,
  before: EntryReport | undefined,
  after: EntryReport | undefined,
): { arrived: StartupChange[]; left: StartupChange[] } {
  if (before === undefined || after === undefined) return { arrived: [], left: [] };
  const [old, now] = [reportedStartup(base, before), reportedStartup(head, after)];
  return { arrived: startupChanges(now, old), left: startupChanges(old, now) };
}

/** By name, whoever registers: what another module does now is no loss. */
function registrationChanges(
  base: BootTrace | undefined,
  head: BootTrace | undefined,
): RegistrationChanges | null {
  if (!base?.registrations || !head?.registrations) return null;
  const [old, now] = [base.registrations, head.registrations].map(
    (list) => new Set(list.map(registrationName)),
  ) as [Set<string>, Set<string>];
  return {
    arrived: [...now].filter((name) => !old.has(name)).toSorted(),
    vanished: [...old].filter((name) => !now.has(name)).toSorted(),
  };
}

function cpuHint(base: BootTrace | undefined, head: BootTrace | undefined): CpuHint | null {
  if (!base?.totals.cpuMs || !head?.totals.cpuMs) return null;
  const [old, now] = [base.totals, head.totals];
  const by = old.multiple && now.multiple ? 'multiple' : 'ms';
  const [before, after] = by === 'multiple' ? [old.multiple!, now.multiple!] : [old.cpuMs!, now.cpuMs!];
  const noises = by === 'multiple' ? [old.multipleNoise, now.multipleNoise] : [old.noise, now.noise];
  const known = noises.filter((noise) => noise !== null);
  return {
    kind: 'hint',
    base: before,
    head: after,
    by,
    change: after.value / before.value - 1,
    noise: known.length < 2 ? null : Math.max(...known),
    sameMachine: isSameMachine(base, head),
  };
}

function isSameMachine({ environment: one }: BootTrace, { environment: other }: BootTrace): boolean {
  const keys = ['node', 'platform', 'arch', 'cpu', 'cpus', 'compileCache', 'coldDisk', 'cleanEnv'] as const;
  return keys.every((key) => one[key] === other[key]);
}
