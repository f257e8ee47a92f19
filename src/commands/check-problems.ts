import { exitCodeOf } from '../boot/guard-interrupts.ts';
import type { ErrorDetail } from '../errors.ts';
import type { BootTrace } from '../model/boot.ts';
import type { RuleConfig } from '../model/config.ts';
import { compileNamePatterns } from '../rules/name-pattern.ts';
import type { CheckBoots, CheckBootsRequest } from './check-boots.ts';

/** What kept boots from being judged, most telling first: a gate that has not seen every entry boot is not green. */
export function bootProblems(
  boots: CheckBoots | null,
  { config, options, signal }: Pick<CheckBootsRequest, 'config' | 'options' | 'signal'>,
): ErrorDetail[] {
  if (boots === null) return [];
  if (signal.aborted) return [interrupted(signal.reason as NodeJS.Signals)];
  const blind =
    options.registrations === false ? [] : boots.traces.filter((trace) => lacks(trace, config.rules));
  return [
    ...boots.traces.flatMap(failureOf),
    ...blind.map(({ entry }) => registrationsUnknown(entry)),
    ...(boots.left.length === 0 ? [] : [outOfTime(boots.left)]),
  ];
}

function interrupted(signal: NodeJS.Signals): ErrorDetail {
  return {
    code: 'interrupted',
    message: `interrupted by ${signal} (${exitCodeOf(signal)}): not everything was judged`,
    hint: 'Start it again.',
  };
}

function failureOf({ entry, failure }: BootTrace): ErrorDetail[] {
  if (failure === null) return [];
  return [{ code: `boot-${failure.kind}`, message: `${entry}: ${failure.message}`, hint: failure.hint }];
}

/** Whether a rule asks what was registered, and the boot went well but for the run that records it. */
function lacks({ entry, failure, registrations }: BootTrace, rules: readonly RuleConfig[]): boolean {
  if (failure !== null || registrations !== null) return false;
  return rules.some(
    (rule) =>
      (rule.type === 'registrations' ||
        (rule.type === 'required' && (rule.registrations ?? []).length > 0)) &&
      (rule.entries === undefined || compileNamePatterns(rule.entries)(entry)),
  );
}

function registrationsUnknown(entry: string): ErrorDetail {
  return {
    code: 'registrations-unknown',
    message: `${entry}: what it registers is not known, and a rule asks for it`,
    hint: 'The notices of the report say why. To leave registrations unjudged: --no-registrations',
  };
}

function outOfTime(left: readonly string[]): ErrorDetail {
  return {
    code: 'out-of-time',
    message: `there was no time left to boot ${left.join(', ')}`,
    hint: 'Give all boots more time (--total-time 20m), or spread the entries over machines (--shard 1/3).',
  };
}
