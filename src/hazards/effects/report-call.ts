import type { EffectKind } from '../../model/effect.ts';
import type { Confidence } from '../../model/hazard.ts';
import {
  changesFirstArgument,
  isHelper,
  isPureGlobal,
  listens,
  onlyReads,
  prints,
  registers,
  startsTimer,
} from './known.ts';
import { type EffectLog, weaker } from './log.ts';
import { asName, isPlain, nameOfCall, shown, verbOf } from './place-names.ts';
import { type Place, textOf, type Use, type Value } from './value.ts';

/** A call of something imported or global. */
export interface PlaceCall {
  readonly callee: Place;
  readonly args: readonly Value[];
  readonly line: number;
  readonly isNew: boolean;
  readonly use: Use;
  /** Of its being reached. */
  readonly confidence: Confidence;
}

interface Judged {
  readonly kind: EffectKind;
  /** At most. */
  readonly confidence: Confidence;
  readonly name?: string | null;
}

const PURE_BUILTINS = /^node:(?:path|url|util|assert|os|querystring|string_decoder)(?:\/|$)/;

/** Reports what a call does to the outside, if anything. */
export function reportCall(log: EffectLog, call: PlaceCall): void {
  const { callee, args, line } = call;
  const judged = callee.target === 'global' ? judgeGlobal(call) : judgeImported(call);
  if (judged === null) return;
  const { kind, name = null } = judged;
  const confidence = weaker(call.confidence, judged.confidence);
  const text = kind === 'registration' || kind === 'call' ? asName(textOf(args[0])) : null;
  const words = `${call.isNew ? 'new ' : ''}${shown(callee)}`;
  log.add({ line, kind, callee: words, text, target: callee.target, name, confidence });
}

function judgeGlobal({ callee, args, use, isNew }: PlaceCall): Judged | null {
  const [root = '', ...members] = callee.path;
  const verb = verbOf(callee);
  const path = shown(callee);
  if (root === 'console' || /^process\.(?:stdout|stderr)\.write$/.test(path)) {
    return members.length === 1 || root === 'process' ? { kind: 'output', confidence: 'certain' } : null;
  }
  if (startsTimer(path)) return { kind: 'timer', confidence: 'certain' };
  if (listens(verb) && !isPureGlobal(root)) {
    const name = nameOfCall(callee, asName(textOf(args[0])));
    return { kind: 'registration', confidence: 'certain', name };
  }
  if (isPureGlobal(root) || onlyReads(verb)) return null;
  if (root === 'process') return use === 'taken' ? null : { kind: 'call', confidence: 'certain' };
  if (use === 'taken') return { kind: 'call', confidence: 'possible' };
  const isRegistration = !isNew && registers(verb, false);
  return { kind: isRegistration ? 'registration' : 'call', confidence: 'certain' };
}

function judgeImported({ callee, args, use, isNew }: PlaceCall): Judged | null {
  const verb = verbOf(callee);
  const { module } = callee;
  if (module !== null && isHelper(module)) return null;
  if (changesFirstArgument(verb) && args[0]?.is !== 'place') return null;
  const isBuiltin = module?.startsWith('node:') === true;
  const name = nameOfCall(callee, asName(textOf(args[0])));
  if (use === 'taken') {
    if (listens(verb) && !isNew) return { kind: 'registration', confidence: 'likely', name };
    // Node's own functions are known: those that are called for a result do nothing else of note.
    return isBuiltin || onlyReads(verb) ? null : { kind: 'call', confidence: 'possible' };
  }
  if (onlyReads(verb) || (isBuiltin && PURE_BUILTINS.test(module))) return null;
  if (prints(verb)) return { kind: 'output', confidence: 'certain' };
  const givesAway = args.length > 0 && !isBuiltin && !(use === 'chained' && isPlain(callee));
  if (isNew || !registers(verb, givesAway)) return { kind: 'call', confidence: 'certain' };
  return { kind: 'registration', confidence: 'certain', name };
}
