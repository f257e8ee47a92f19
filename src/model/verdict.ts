import type { CompareReport } from './compare.ts';
import type { CutMeasurement, TriedCuts } from './cut.ts';
import type { BudgetFinding, Finding } from './finding.ts';
import type { Report } from './report.ts';

/** What a report comes to; each has an exit code of its own. */
export type Verdict = 'clean' | 'findings' | 'could-not' | 'inconclusive';

/**
 * What a report comes to, whoever asks: the command that made it, one that reads it later, or a reporter. What was found
 * on the base as well never fails, and neither does a limit below level error.
 */
export function verdictOf({ error, findings, entries, compare, tried }: Report): Verdict {
  if (error !== undefined) return 'could-not';
  if (tried !== undefined) return verdictOfTried(tried);
  const own = findings.filter((finding) => finding.level === 'error' && finding.preExisting !== true);
  if (own.some((finding) => !isInconclusive(finding))) return 'findings';
  // A comparison holds head's limits as they were judged before: they are not its question.
  const undecided =
    compare === undefined &&
    entries.some(({ budgets }) =>
      budgets.some(({ verdict, level }) => verdict === 'inconclusive' && level === 'error'),
    );
  const measured = compare === undefined ? 'clean' : verdictOfPairs(compare);
  if (measured === 'findings' || measured === 'could-not') return measured;
  return own.length > 0 || undecided ? 'inconclusive' : measured;
}

/** Whether cuts changed more than when modules are loaded: what was loaded all the same was not deferred. */
export function holds(measured: CutMeasurement): boolean {
  return holdsUp(measured) && measured.registrationsLost.length === 0;
}

/** {@link holds}, but for registrations: what is lost of these is told from the source as well, and weighed there. */
export function holdsUp(measured: CutMeasurement): boolean {
  const { touched, sameOutput, sameExitCode, problem } = measured;
  return problem === undefined && touched.length === 0 && sameOutput && sameExitCode;
}

/** CPU that boots with a cut took less, in ms; null where that was not measured, or the cut did not hold. */
export function savedMs(measured: CutMeasurement | undefined): number | null {
  if (measured?.baseCpuMs === undefined || measured.pairs === 0 || !holdsUp(measured)) return null;
  return -measured.change * measured.baseCpuMs;
}

/** Whether pairs are too few for an interval: what it would say is only how far single pairs lie apart. */
export function isFewPairs({ pairs }: CutMeasurement): boolean {
  return pairs < LEAST_PAIRS;
}

/** With fewer pairs, no interval of 95 % leaves anything out: a signed-rank test cannot refuse at that level. */
const LEAST_PAIRS = 6;

/** Whether measuring showed less CPU: a saving whose interval holds 0, or is of too few pairs, is none that was shown. */
export function isSaving({ high, pairs }: CutMeasurement): boolean {
  return pairs >= LEAST_PAIRS && high < 0;
}

function verdictOfTried(tried: readonly TriedCuts[]): Verdict {
  if (tried.some(({ edges, measurement }) => measurement.skipped?.length === edges.length))
    return 'could-not';
  if (tried.some(({ measurement }) => !holds(measurement))) return 'findings';
  return tried.every(({ measurement }) => isSaving(measurement)) ? 'clean' : 'inconclusive';
}

/** Of boots in turn; figures that are no verdict decide nothing. */
function verdictOfPairs({ entries }: CompareReport): Verdict {
  const verdicts = entries.flatMap(({ cpu }) => (cpu?.kind === 'verdict' ? [cpu] : []));
  if (verdicts.some(({ stopped }) => stopped?.why === 'failed')) return 'could-not';
  if (verdicts.some(({ verdict }) => verdict === 'slower')) return 'findings';
  return verdicts.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'clean';
}

/** Whether a finding only says that a limit could not be judged: the noise is larger than the distance to it. */
export function isInconclusive(finding: Finding): finding is BudgetFinding {
  return finding.rule === 'budget' && finding.verdict === 'inconclusive';
}
